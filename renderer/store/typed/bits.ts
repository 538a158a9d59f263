/** A set of row numbers: bit `row & 31` of word `row >>> 5`. */
export type Bits = Uint32Array<ArrayBuffer>;

/** An empty set that can hold rows 0 to `size - 1`. */
export function bitsOf(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5);
}

export function hasBit(bits: Bits, row: number): boolean {
  return ((bits[row >>> 5]! >>> (row & 31)) & 1) === 1;
}

export function setBit(bits: Bits, row: number): void {
  bits[row >>> 5]! |= 1 << (row & 31);
}

export function clearBit(bits: Bits, row: number): void {
  bits[row >>> 5]! &= ~(1 << (row & 31));
}

/** Keeps in `target` only what is in `other` too; both are of one size. */
export function intersect(target: Bits, other: Bits): void {
  for (let word = 0; word < target.length; word++) target[word]! &= other[word]!;
}

/** Adds to `target` what is in `other`; `other` may be shorter. */
export function unite(target: Bits, other: Bits): void {
  for (let word = 0; word < other.length; word++) target[word]! |= other[word]!;
}

/** Turns the set into the rows from 0 to `count - 1` that were not in it. */
export function invert(target: Bits, count: number): void {
  for (let word = 0; word < target.length; word++) target[word] = ~target[word]!;
  // Beyond the last row nothing is in a set.
  if (count & 31) target[target.length - 1]! &= (1 << (count & 31)) - 1;
}

/** How many rows are in the set. */
export function countBits(bits: Bits): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) {
    let value = bits[word]!;
    if (value === 0) continue;
    value -= (value >>> 1) & 0x55555555;
    value = (value & 0x33333333) + ((value >>> 2) & 0x33333333);
    count += Math.imul((value + (value >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

/** Calls `visit` with each row of the set, in ascending order. */
export function eachBit(bits: Bits, visit: (row: number) => void): void {
  for (let word = 0; word < bits.length; word++) {
    for (let value = bits[word]!; value !== 0; value &= value - 1) {
      visit((word << 5) + 31 - Math.clz32(value & -value));
    }
  }
}

/** The rows of the set, ascending. */
export function rowsOf(bits: Bits): Uint32Array<ArrayBuffer> {
  const rows = new Uint32Array(countBits(bits));
  let at = 0;
  for (let word = 0; word < bits.length; word++) {
    for (let value = bits[word]!; value !== 0; value &= value - 1) {
      rows[at++] = (word << 5) + 31 - Math.clz32(value & -value);
    }
  }
  return rows;
}

/** The rows from 0 to `count - 1`. */
export function allRows(count: number): Uint32Array<ArrayBuffer> {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
}
