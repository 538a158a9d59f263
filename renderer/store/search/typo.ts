import type { Segment } from './segment.ts';

const encoder = new TextEncoder();

/** Shorter words are too like each other to guess what was meant. */
const LETTERS_MIN = 4;

/** Whether a word is long enough for a typo in it to be looked for. Numbers are meant as they are. */
export function mayHaveTypo(word: string): boolean {
  return [...word].length >= LETTERS_MIN && !/\d/.test(word);
}

/** The ranges of tokens that begin with `word` but for one edit. They may overlap. */
export function typoRanges(segment: Segment, word: string): { from: number; to: number }[] {
  const letters = [...word];
  const ranges: { from: number; to: number }[] = [];
  const look = (text: Uint8Array): void => {
    const range = segment.range(text);
    if (range.from < range.to) ranges.push(range);
  };
  for (let at = 0; at < letters.length; at++) {
    const before = letters.slice(0, at).join('');
    const behind = letters.slice(at + 1).join('');
    look(encoder.encode(before + behind));
    if (at + 1 < letters.length) {
      look(encoder.encode(before + letters[at + 1]! + letters[at]! + letters.slice(at + 2).join('')));
    }
    const wrong = encoder.encode(behind);
    const missing = encoder.encode(letters[at]! + behind);
    eachNextLetter(segment, encoder.encode(before), (start) => {
      look(joined(start, wrong));
      look(joined(start, missing));
    });
  }
  return ranges;
}

/** Calls `visit` with `prefix` and each letter that follows it in some token. */
function eachNextLetter(segment: Segment, prefix: Uint8Array, visit: (start: Uint8Array) => void): void {
  const { from, to } = segment.range(prefix);
  let index = from;
  while (index < to) {
    const token = segment.token(index);
    if (token.length === prefix.length) {
      index++;
      continue;
    }
    const start = token.slice(0, prefix.length + letterLength(token[prefix.length]!));
    visit(start);
    index = segment.range(start).to;
  }
}

/** The length in bytes of the UTF-8 sequence that `lead` begins. */
function letterLength(lead: number): number {
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
