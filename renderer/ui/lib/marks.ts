/** A stretch of text, and whether it is what was looked for. */
export interface Stretch {
  readonly text: string;
  readonly hit: boolean;
}

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l');

const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Whether each word of `asked` begins a word of `text`, without regard to case or accents. */
export function matches(text: string, asked: string): boolean {
  const words = wordsOf(text);
  return wordsOf(asked).every((wanted) => words.some((word) => word.startsWith(wanted)));
}

/** A shorter word is too like others to guess what was meant. */
const TYPO_MIN = 4;

/** The same, where one letter of each word of four or more may be wrong, missing, too much, or changed with its neighbour. */
export function matchesNearly(text: string, asked: string): boolean {
  const words = wordsOf(text);
  return wordsOf(asked).every((wanted) =>
    words.some(
      (word) => word.startsWith(wanted) || (wanted.length >= TYPO_MIN && beginsNearly(word, wanted)),
    ),
  );
}

/** Whether `word` begins with `wanted` but for one typo. */
function beginsNearly(word: string, wanted: string): boolean {
  let at = 0;
  while (at < wanted.length && word[at] === wanted[at]) at++;
  const rest = wanted.slice(at);
  const swapped = (rest[1] ?? '') + (rest[0] ?? '') + rest.slice(2);
  return (
    word.startsWith(rest.slice(1), at) || // a letter too much
    word.startsWith(rest, at + 1) || // one missing
    word.startsWith(rest.slice(1), at + 1) || // one wrong
    word.startsWith(swapped, at) // two changed
  );
}

/**
 * Cuts `text` so that the beginnings of words that match one of `asked`'s words can be marked, without regard to case or accents.
 * Where nothing matches (a hit by phone number, or past a typo) there is one stretch.
 */
export function marked(text: string, asked: string): readonly Stretch[] {
  const wanted = wordsOf(asked).sort((a, b) => b.length - a.length);
  if (wanted.length === 0) return [{ text, hit: false }];
  const stretches: Stretch[] = [];
  let plain = '';
  for (const [piece] of text.matchAll(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu)) {
    const word = wanted.find((candidate) => fold(piece).startsWith(candidate));
    if (word === undefined) {
      plain += piece;
      continue;
    }
    const end = lengthOf(piece, word.length);
    if (plain) stretches.push({ text: plain, hit: false });
    stretches.push({ text: piece.slice(0, end), hit: true });
    plain = piece.slice(end);
  }
  if (plain) stretches.push({ text: plain, hit: false });
  return stretches;
}

/** How many letters of `piece` make the first `folded` letters of its folded form. */
function lengthOf(piece: string, folded: number): number {
  let letters = 0;
  let end = 0;
  for (const { segment, index } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(
    piece,
  )) {
    if (letters >= folded) break;
    letters += fold(segment).length;
    end = index + segment.length;
  }
  return end;
}
