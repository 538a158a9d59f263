/** Signs that set or change the direction of the text around them (Unicode UAX #9), and letters that run from right to left. */
const DIRECTED =
  /[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const OPENS_ISOLATE = /[\u2066-\u2068]/;
const OPENS_EMBEDDING = /[\u202A\u202B\u202D\u202E]/;
const [POP_EMBEDDING, FIRST_STRONG_ISOLATE, POP_ISOLATE] = ['\u202C', '\u2068', '\u2069'] as const;

/**
 * A text as it may stand within a sentence: it cannot turn the words around it, whatever signs are in it. What needs nothing is given as it is. To be seen only: it is never stored,
 * searched or sent.
 */
export function isolated(text: string): string {
  return DIRECTED.test(text) ? FIRST_STRONG_ISOLATE + balanced(text) + POP_ISOLATE : text;
}

/** The text without signs that would end what it did not begin, and with those that end what it did. */
function balanced(text: string): string {
  const open: string[] = [];
  let out = '';
  for (const sign of text) {
    if (sign === POP_ISOLATE || sign === POP_EMBEDDING) {
      if (open.at(-1) !== sign) continue;
      open.pop();
    } else if (OPENS_ISOLATE.test(sign)) open.push(POP_ISOLATE);
    else if (OPENS_EMBEDDING.test(sign)) open.push(POP_EMBEDDING);
    out += sign;
  }
  return out + open.reverse().join('');
}

/** Texts of different origin in one line, each held to its place. */
export function besides(texts: readonly string[]): string {
  return texts.map(isolated).join(' · ');
}

/** What a message is filled with, each text held to its place in the sentence. */
export function isolatedInputs(inputs: Readonly<Record<string, unknown>> | undefined): object {
  const held: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(inputs ?? {}))
    held[name] = typeof value === 'string' ? isolated(value) : value;
  return held;
}
