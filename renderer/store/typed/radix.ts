/**
 * Stable sorting of row numbers by keys that lie in typed arrays, in linear time.
 */

/**
 * One pass of a stable counting sort.
 * @param rows what to sort
 * @param keys the key of each row, by row number, below `buckets`
 * @returns the rows in ascending order of their keys; rows with equal keys keep their order
 */
export function countingSort(
  rows: Uint32Array,
  keys: Uint32Array,
  buckets: number,
): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(buckets + 1);
  for (let at = 0; at < rows.length; at++) next[keys[rows[at]!]! + 1]!++;
  for (let bucket = 1; bucket <= buckets; bucket++) next[bucket]! += next[bucket - 1]!;
  const sorted = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    sorted[next[keys[row]!]!++] = row;
  }
  return sorted;
}

/**
 * Sorts positions by double keys.
 * @param keys one key a position; NaN is above everything, -0 equals 0
 * @returns the positions 0 to `keys.length - 1` in ascending order of their keys, equal keys in ascending order of position
 */
export function sortByDouble(keys: Float64Array): Uint32Array<ArrayBuffer> {
  const count = keys.length;
  const words = sortableWords(keys);
  let from = new Uint32Array(count);
  let to = new Uint32Array(count);
  for (let at = 0; at < count; at++) from[at] = at;
  const next = new Uint32Array(65537);
  for (let pass = 0; pass < 4; pass++) {
    const half = pass < 2 ? words.low : words.high;
    const shift = (pass & 1) * 16;
    next.fill(0);
    for (let at = 0; at < count; at++) next[((half[at]! >>> shift) & 0xffff) + 1]!++;
    // All keys alike in this digit: the pass would change nothing.
    if (count > 0 && next[((half[0]! >>> shift) & 0xffff) + 1] === count) continue;
    for (let bucket = 1; bucket <= 65536; bucket++) next[bucket]! += next[bucket - 1]!;
    for (let at = 0; at < count; at++) {
      const position = from[at]!;
      to[next[(half[position]! >>> shift) & 0xffff]!++] = position;
    }
    [from, to] = [to, from];
  }
  return from;
}

/** The keys as pairs of unsigned words that order as the doubles do. */
function sortableWords(keys: Float64Array): { low: Uint32Array; high: Uint32Array } {
  const low = new Uint32Array(keys.length);
  const high = new Uint32Array(keys.length);
  const double = new Float64Array(1);
  const pair = new Uint32Array(double.buffer);
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at]!;
    if (key !== key) {
      low[at] = high[at] = 0xffffffff;
      continue;
    }
    double[0] = key + 0;
    // IEEE 754 on a little-endian machine, which every platform of Chromium is: negative numbers have all bits turned, others the sign.
    const negative = pair[1]! >>> 31 === 1;
    low[at] = negative ? ~pair[0]! : pair[0]!;
    high[at] = negative ? ~pair[1]! : pair[1]! ^ 0x80000000;
  }
  return { low, high };
}
