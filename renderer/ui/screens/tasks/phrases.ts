import { folded } from '../../lib/quick-add/vocabulary.ts';

/** Words that begin or join what is to be done, and are nobody's name, folded. */
const PLAIN = new Set(
  (
    'call mail email send meet meeting visit ring phone write follow up with to the a an and for about from at of on in check ask tell ' +
    'anrufen rufen mailen schreiben senden schicken treffen besuchen nachfassen fragen mit an fur wegen von der die das den dem und bei zu im ' +
    'llamar escribir enviar mandar ver visitar reunion preguntar con para sobre de del la el los las y en que por'
  ).split(' '),
);
const LONGEST = 3;
const MOST = 8;

/**
 * The parts of a task's words that may name the record it is about, the likeliest first: what is written with capitals, then longer before shorter, later before earlier.
 * "call Ada Dubois about trucks" gives "Ada Dubois" before "Ada" before "trucks".
 */
export function namePhrases(title: string): readonly string[] {
  const words = title
    .split(/\s+/)
    .flatMap((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '') || []);
  const runs: { text: string; capitals: boolean; length: number; at: number }[] = [];
  for (let at = 0; at < words.length; at++) {
    for (let length = 1; length <= LONGEST && at + length <= words.length; length++) {
      const run = words.slice(at, at + length);
      if (run.some((word) => PLAIN.has(folded(word)))) break;
      if (length === 1 && (run[0]?.length ?? 0) < 2) continue;
      runs.push({ text: run.join(' '), capitals: run.every((word) => /^\p{Lu}/u.test(word)), length, at });
    }
  }
  return runs
    .toSorted((a, b) => Number(b.capitals) - Number(a.capitals) || b.length - a.length || b.at - a.at)
    .slice(0, MOST)
    .map(({ text }) => text);
}

/** Whether a title has a word that begins like each word of a phrase: a search that forgives typos finds more than was meant. */
export function isNamed(title: string, phrase: string): boolean {
  const words = folded(title).split(/[^\p{L}\p{N}]+/u);
  return folded(phrase)
    .split(/\s+/)
    .every((wanted) => words.some((word) => word.startsWith(wanted)));
}
