import { grown, resized } from '../typed/grow.ts';
import type { Saved, SavedReader } from '../typed/saved.ts';

/** Distinct numbers, each under a small code that counts up from 1: ids of what a column refers to, or of the rows of a kind. */
export class NumberPool {
  /** How many numbers there are; the last code. */
  size = 0;
  /** The number of each code; place 0 is unused. */
  values = new Float64Array(64);
  private table = new Uint32Array(64);

  /** The code of `value`, which is added when it is new. */
  intern(value: number): number {
    const slot = this.slotOf(value);
    const known = this.table[slot]!;
    if (known !== 0) return known;
    const code = ++this.size;
    this.values = grown(this.values, code + 1);
    this.values[code] = value;
    this.table[slot] = code;
    if (this.size * 5 > this.table.length * 4) this.rehash(this.table.length * 2);
    return code;
  }

  /** The code of `value`, or 0 when it is not here. */
  find(value: number): number {
    return this.table[this.slotOf(value)]!;
  }

  save(): Saved {
    return { size: this.size, values: this.values.subarray(0, this.size + 1), table: this.table };
  }

  load(saved: SavedReader): void {
    this.size = saved.number('size');
    this.values = saved.floats('values');
    this.table = saved.words('table');
  }

  trim(): void {
    this.values = resized(this.values, this.size + 1);
  }

  private slotOf(value: number): number {
    const mask = this.table.length - 1;
    let slot = hashOf(value) & mask;
    for (;;) {
      const code = this.table[slot]!;
      if (code === 0 || this.values[code] === value) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private rehash(length: number): void {
    const table = new Uint32Array(length);
    const mask = length - 1;
    for (let code = 1; code <= this.size; code++) {
      let slot = hashOf(this.values[code]!) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = code;
    }
    this.table = table;
  }
}

/** Mixes both halves of an integer below 2^53. */
function hashOf(value: number): number {
  let hash = (value | 0) ^ Math.imul(Math.floor(value / 0x1_0000_0000) | 0, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
