import { hasBit, bitsOf, setBit, type Bits } from '../typed/bits.ts';

/**
 * The key a row is sorted by: a rank or a value; `Infinity` where it has none, which is last in both directions. Rows with equal keys are in the order of
 * their ids.
 */
export type KeyOf = (row: number) => number;

/** All rows of a kind in ascending order of a key. */
export interface Order {
  readonly rows: Uint32Array;
  /** How many rows, at the front, have a key. */
  readonly present: number;
}

/**
 * The order after some rows were added or got another key: they are taken out and merged in again.
 * @param changed the rows, each once; new rows are among them
 * @param count how many rows there are now
 */
export function repairOrder(
  order: Order,
  changed: number[],
  count: number,
  keyOf: KeyOf,
  idOf: KeyOf,
): Order {
  const marks = bitsOf(count);
  for (const row of changed) setBit(marks, row);
  const kept = new Uint32Array(order.rows.length);
  let length = 0;
  for (let at = 0; at < order.rows.length; at++) {
    const row = order.rows[at]!;
    if (!hasBit(marks, row)) kept[length++] = row;
  }
  const compare = (a: number, b: number): number => {
    const left = keyOf(a);
    const right = keyOf(b);
    // Not a subtraction: Infinity minus itself is no number.
    return left < right ? -1 : left > right ? 1 : idOf(a) - idOf(b);
  };
  const fresh = changed.slice().sort(compare);
  const rows = new Uint32Array(length + fresh.length);
  let taken = 0;
  fresh.forEach((row, at) => {
    let low = taken;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(kept[middle]!, row) < 0) low = middle + 1;
      else high = middle;
    }
    rows.set(kept.subarray(taken, low), taken + at);
    rows[low + at] = row;
    taken = low;
  });
  rows.set(kept.subarray(taken, length), taken + fresh.length);
  return { rows, present: countPresent(rows, keyOf) };
}

/** How many rows of an order have a key; they stand before those that have none. */
export function countPresent(rows: Uint32Array, keyOf: KeyOf): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyOf(rows[middle]!) === Infinity) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Where a walk over an order begins and ends. */
export interface Window {
  readonly offset: number;
  readonly limit: number;
}

/** The rows of a window, of those in `matches` (null: of all), in ascending order. */
export function ascending(order: Order, matches: Bits | null, { offset, limit }: Window): number[] {
  if (!matches) return Array.from(order.rows.subarray(offset, offset + limit));
  const found: number[] = [];
  take(order.rows, 0, order.rows.length, matches, { offset, limit }, found);
  return found;
}

/** The same in descending order: rows that tie still ascend by id, and those without a key are still last. */
export function descending(order: Order, keyOf: KeyOf, matches: Bits | null, window: Window): number[] {
  const { rows, present } = order;
  const found: number[] = [];
  let offset = window.offset;
  let end = present;
  while (end > 0 && found.length < window.limit) {
    const key = keyOf(rows[end - 1]!);
    let start = end - 1;
    while (start > 0 && keyOf(rows[start - 1]!) === key) start--;
    offset = take(rows, start, end, matches, { offset, limit: window.limit }, found);
    end = start;
  }
  take(rows, present, rows.length, matches, { offset, limit: window.limit }, found);
  return found;
}

/**
 * Adds rows from a stretch of an order to `found` until that holds `limit` of them.
 * @returns what is left of the offset behind the stretch
 */
function take(
  rows: Uint32Array,
  start: number,
  end: number,
  matches: Bits | null,
  { offset, limit }: Window,
  found: number[],
): number {
  let toSkip = offset;
  if (!matches && toSkip >= end - start) return toSkip - (end - start);
  for (let at = start; at < end && found.length < limit; at++) {
    const row = rows[at]!;
    if (matches && !hasBit(matches, row)) continue;
    if (toSkip > 0) toSkip--;
    else found.push(row);
  }
  return toSkip;
}
