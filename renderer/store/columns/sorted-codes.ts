import type { Saved, SavedReader } from '../typed/saved.ts';

/** Distinct values under codes from 1 to `size`, and how they are ordered. */
export interface Comparable {
  readonly size: number;
  /** As `Array.sort` wants it; 0 only for one and the same code. */
  compare(a: number, b: number): number;
}

/** Sorts codes by a value's beginning, where there is a quicker way than comparing two at a time. */
export type SortAll = (codes: Uint32Array<ArrayBuffer>) => void;

/**
 * The rank of every code of a pool. It is brought up to date when it is asked for: the few new codes are merged in, many are sorted
 * afresh. The order of two codes never changes, so neither do orders of rows that were built on the ranks.
 */
export class SortedCodes {
  private order = new Uint32Array(0);
  private ranks = new Uint32Array(1);
  private readonly pool: Comparable;
  private readonly sortAll: SortAll;

  constructor(pool: Comparable, sortAll?: SortAll) {
    this.pool = pool;
    this.sortAll = sortAll ?? ((codes) => void codes.sort((a, b) => pool.compare(a, b)));
  }

  /** What is ranked by now. */
  save(): Saved {
    return { order: this.order };
  }

  load(saved: SavedReader): void {
    this.order = saved.words('order');
    this.number();
  }

  /** The rank of each code, counting from 1; place 0 is 0. */
  current(): Uint32Array {
    const known = this.order.length;
    const { size } = this.pool;
    if (size === known) return this.ranks;
    const fresh = Uint32Array.from({ length: size - known }, (_, at) => known + 1 + at);
    if (fresh.length * 4 > known) {
      const all = Uint32Array.from({ length: size }, (_, at) => at + 1);
      this.sortAll(all);
      this.order = all;
    } else {
      fresh.sort((a, b) => this.pool.compare(a, b));
      this.order = this.merged(fresh);
    }
    this.number();
    return this.ranks;
  }

  /**
   * The ranks for which `side` gives 0, when it gives below 0 for lower ranks and above 0 for higher ones.
   * @returns the first such rank and the one behind the last; alike when there is none
   */
  range(side: (code: number) => number): { from: number; to: number } {
    this.current();
    const bound = (isBefore: (code: number) => boolean): number => {
      let low = 0;
      let high = this.order.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (isBefore(this.order[middle]!)) low = middle + 1;
        else high = middle;
      }
      return low + 1;
    };
    return { from: bound((code) => side(code) < 0), to: bound((code) => side(code) <= 0) };
  }

  private merged(fresh: Uint32Array): Uint32Array<ArrayBuffer> {
    const old = this.order;
    const all = new Uint32Array(old.length + fresh.length);
    let taken = 0;
    for (let at = 0; at < fresh.length; at++) {
      const code = fresh[at]!;
      let low = taken;
      let high = old.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (this.pool.compare(old[middle]!, code) < 0) low = middle + 1;
        else high = middle;
      }
      all.set(old.subarray(taken, low), taken + at);
      all[low + at] = code;
      taken = low;
    }
    all.set(old.subarray(taken), taken + fresh.length);
    return all;
  }

  private number(): void {
    const ranks = new Uint32Array(this.order.length + 1);
    for (let at = 0; at < this.order.length; at++) ranks[this.order[at]!] = at + 1;
    this.ranks = ranks;
  }
}
