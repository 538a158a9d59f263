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
