/**
 * One page of a sorted list without sorting the list: rows are counted into buckets by their first key, and only the buckets that the page reaches into
 * are looked at closer. That is linear in the rows, for any sort and any page, so no order has to be kept or repaired.
 */

/** One criterion of a sort. */
export interface SortKey {
  /**
   * The key of each of `rows`, which ascends in the wanted order; Infinity where there is none, which is last. Rows with equal keys are sorted by the next
   * criterion.
   */
  fill(rows: Uint32Array, keys: Float64Array): void;
}

/** Lists up to this long are sorted outright. */
const SHORT = 256;
const BUCKETS = 8192;

/**
 * The rows from `offset` to before `offset + limit`.
 * @param rows in any order
 * @param keys in order of weight; no two rows may be alike in all of them
 */
export function selectRows(
  rows: Uint32Array,
  keys: readonly SortKey[],
  offset: number,
  limit: number,
): number[] {
  const found: number[] = [];
  select(rows, keys, 0, offset, Math.min(rows.length, offset + limit), found);
  return found;
}

/** Adds to `found` the rows from `from` to before `to`, of `rows` sorted by the keys from `level` on. */
function select(
  rows: Uint32Array,
  keys: readonly SortKey[],
  level: number,
  from: number,
  to: number,
  found: number[],
): void {
  if (from >= to) return;
  const key = keys[level];
  if (rows.length <= SHORT || !key) {
    found.push(...sorted(rows, keys, level).slice(from, to));
    return;
  }
  const values = new Float64Array(rows.length);
  key.fill(rows, values);
  const { least, most } = bounds(values);
  if (least === most) {
    select(rows, keys, level + 1, from, to, found);
    return;
  }
  const buckets = bucketsOf(values, least, most);
  const starts = startsOf(buckets);
  let bucket = 0;
  while (starts[bucket + 1]! <= from) bucket++;
  const first = bucket;
  while (bucket < BUCKETS && starts[bucket + 1]! < to) bucket++;
  for (const [at, part] of partsOf(rows, buckets, starts, first, bucket).entries()) {
    const start = starts[first + at]!;
    select(part, keys, level, Math.max(0, from - start), Math.min(part.length, to - start), found);
  }
}

/** The least and the greatest key; those without a key are the greatest, but do not stretch the buckets. */
function bounds(values: Float64Array): { least: number; most: number } {
  let least = Infinity;
  let most = -Infinity;
  let missing = false;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (value === Infinity) {
      missing = true;
      continue;
    }
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least === Infinity) return { least, most: Infinity };
  return { least, most: missing && least === most ? Infinity : most };
}

/** The bucket of each value: even steps from the least to the greatest, and a last one for those without a key. */
function bucketsOf(values: Float64Array, least: number, most: number): Uint16Array {
  const buckets = new Uint16Array(values.length);
  // Halved first, so that the span of two doubles never overflows.
  const low = least / 2;
  const span = most === Infinity ? 0 : most / 2 - low;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (value === Infinity) buckets[at] = BUCKETS - 1;
    // A typed array drops what is behind the point.
    else if (span > 0) buckets[at] = ((value / 2 - low) / span) * (BUCKETS - 2);
  }
  return buckets;
}

/** How many values come before each bucket, and behind the last. */
function startsOf(buckets: Uint16Array): Uint32Array {
  const starts = new Uint32Array(BUCKETS + 1);
  for (let at = 0; at < buckets.length; at++) starts[buckets[at]! + 1]!++;
  for (let bucket = 0; bucket < BUCKETS; bucket++) starts[bucket + 1]! += starts[bucket]!;
  return starts;
}

/** The rows of each bucket from `first` to `last`. */
function partsOf(
  rows: Uint32Array,
  buckets: Uint16Array,
  starts: Uint32Array,
  first: number,
  last: number,
): Uint32Array[] {
  const base = starts[first]!;
  const all = new Uint32Array(starts[last + 1]! - base);
  const next = starts.slice(first, last + 1);
  for (let at = 0; at < buckets.length; at++) {
    const bucket = buckets[at]!;
    if (bucket >= first && bucket <= last) all[next[bucket - first]!++ - base] = rows[at]!;
  }
  return Array.from({ length: last + 1 - first }, (_, at) =>
    all.subarray(starts[first + at]! - base, starts[first + at + 1]! - base),
  );
}

function sorted(rows: Uint32Array, keys: readonly SortKey[], level: number): number[] {
  const columns = keys.slice(level).map((key) => {
    const values = new Float64Array(rows.length);
    key.fill(rows, values);
    return values;
  });
  const places = Array.from(rows, (_, at) => at).sort((a, b) => {
    for (const values of columns) {
      // Not a subtraction: Infinity minus itself is no number.
      if (values[a]! < values[b]!) return -1;
      if (values[a]! > values[b]!) return 1;
    }
    return 0;
  });
  return places.map((place) => rows[place]!);
}
