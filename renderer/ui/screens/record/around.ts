/** No message holds it, so it can stand for what is put between the words. */
const SLOT = '\u0000';

/** The words of a message before and after one of its parts, so that the part can be an element. */
export function around(message: (slot: string) => string): readonly [before: string, after: string] {
  const [before = '', after = ''] = message(SLOT).split(SLOT);
  return [before, after];
}
