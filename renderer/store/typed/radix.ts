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
  // Few keys are not worth a table of 65,536 places.
  const width = count < 16_384 ? 8 : 16;
  const mask = (1 << width) - 1;
  const next = new Uint32Array(mask + 2);
  for (let bit = 0; bit < 64; bit += width) {
    const half = bit < 32 ? words.low : words.high;
    const shift = bit & 31;
    next.fill(0);
    for (let at = 0; at < count; at++) next[((half[at]! >>> shift) & mask) + 1]!++;
    // All keys alike in this digit: the pass would change nothing.
    if (count > 0 && next[((half[0]! >>> shift) & mask) + 1] === count) continue;
    for (let bucket = 1; bucket <= mask; bucket++) next[bucket]! += next[bucket - 1]!;
    for (let at = 0; at < count; at++) {
      const position = from[at]!;
      to[next[(half[position]! >>> shift) & mask]!++] = position;
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
