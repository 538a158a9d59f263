import type { Stretch } from '../../lib/marks.ts';

/** Texts longer than this are shown without marks: the longest common subsequence costs their product. */
const MOST_WORDS = 400;

/** Cuts `text` so that the words that `base` did not have in that place can be marked. */
export function changedStretches(base: string, text: string): readonly Stretch[] {
  const before = piecesOf(base);
  const after = piecesOf(text);
  if (base === text || before.length > MOST_WORDS || after.length > MOST_WORDS) return [{ text, hit: false }];
  const kept = common(before, after);
  // Where nothing is common the whole is new, and marking it would say nothing.
  if (!after.some((piece, at) => kept[at] && piece.trim() !== '')) return [{ text, hit: false }];
  const stretches: Stretch[] = [];
  for (const [at, piece] of after.entries()) {
    // The space before what is new is not new to a reader.
    const hit = !kept[at] && (piece.trim() !== '' || stretches.at(-1)?.hit === true);
    const last = stretches.at(-1);
    if (last?.hit === hit) stretches[stretches.length - 1] = { text: last.text + piece, hit };
    else stretches.push({ text: piece, hit });
  }
  return stretches;
}

function piecesOf(text: string): string[] {
  // A comma after a word does not make it another one.
  return text.match(/\s+|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu) ?? [];
}

/** Which pieces of `after` belong to a longest common subsequence with `before`. */
function common(before: readonly string[], after: readonly string[]): readonly boolean[] {
  const width = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const kept = after.map(() => false);
  let i = 0;
  let j = 0;
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      kept[j] = true;
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return kept;
}
