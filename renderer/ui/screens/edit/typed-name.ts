/** What is to be typed to say that a record is meant: its name, or its number where it has none. */
export function nameToType(title: string, id: number): string {
  const name = plain(title);
  return name === '' ? `#${id}` : name;
}

/** Whether what was typed is the name, letter by letter; spaces around it and between words are not told apart, nor are two ways to write one letter. */
export function isSameName(typed: string, name: string): boolean {
  return plain(typed) === plain(name);
}

function plain(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
}
