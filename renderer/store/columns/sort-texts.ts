import { sortByDouble } from '../typed/radix.ts';
import { LOWER, type Bytes } from './text-pool.ts';

/** Texts under codes that order by their folded bytes first. */
export interface Foldable {
  folded(code: number): Bytes;
  compare(a: number, b: number): number;
}

/** Runs shorter than this are compared two at a time. */
const SHORT_RUN = 24;
/** And runs shorter than this key by key. */
const FEW = 1024;
/** How many bytes fit the 53 bits of a double. */
const KEY_BYTES = 6;

/**
 * Sorts all codes of a pool by their folded texts, six bytes at a time: 200,000 names in a tenth of what a comparing sort takes.
 * @param codes is sorted in place, as `pool.compare` orders
 */
export function sortTexts(pool: Foldable, codes: Uint32Array<ArrayBuffer>): void {
  sortRun(pool, codes, 0, codes.length, 0);
}

function sortRun(
  pool: Foldable,
  codes: Uint32Array<ArrayBuffer>,
  from: number,
  to: number,
  depth: number,
): void {
  const run = codes.subarray(from, to);
  if (run.length < SHORT_RUN) {
    run.sort((a, b) => pool.compare(a, b));
    return;
  }
  const keys = new Float64Array(run.length);
  let goesOn = false;
  for (let at = 0; at < run.length; at++) {
    const { bytes, start, end } = pool.folded(run[at]!);
    let key = 0;
    for (let byte = depth; byte < depth + KEY_BYTES; byte++) {
      key = key * 256 + (start + byte < end ? LOWER[bytes[start + byte]!]! : 0);
    }
    keys[at] = key;
    if (start + depth + KEY_BYTES < end) goesOn = true;
  }
  const order = run.length < FEW ? sortFew(keys) : sortByDouble(keys);
  const sorted = Uint32Array.from(order, (at) => run[at]!);
  run.set(sorted);
  if (!goesOn) {
    // Only texts that end here are left: what ties differs in capitals or accents, or in zeros at its end.
    eachRun(order, keys, (start, end) => void run.subarray(start, end).sort((a, b) => pool.compare(a, b)));
    return;
  }
  eachRun(order, keys, (start, end) => sortRun(pool, codes, from + start, from + end, depth + KEY_BYTES));
}

/** Calls `visit` with each run of two or more positions of `order` whose keys are equal. */
function eachRun(order: Uint32Array, keys: Float64Array, visit: (start: number, end: number) => void): void {
  let start = 0;
  for (let at = 1; at <= order.length; at++) {
    if (at < order.length && keys[order[at]!] === keys[order[start]!]) continue;
    if (at - start > 1) visit(start, at);
    start = at;
  }
}

function sortFew(keys: Float64Array): Uint32Array {
  return Uint32Array.from(keys, (_, at) => at).sort((a, b) => keys[a]! - keys[b]!);
}
