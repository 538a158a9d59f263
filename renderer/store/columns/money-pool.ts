import { compareAmounts, decimalsOf } from '../../../shared/money.ts';
import { grown } from '../typed/grow.ts';
import type { Saved, SavedReader } from '../typed/saved.ts';
import { TextPool } from './text-pool.ts';

/** Distinct exact amounts, ordered by value. */
export class MoneyPool {
  readonly texts = new TextPool();
  /** Each amount as a double, which decides unless two are almost alike. */
  /** The most digits that an amount has behind the point. */
  scale = 0;
  private near = new Float64Array(64);

  get size(): number {
    return this.texts.size;
  }

  /** The code of a canonical amount, which is added when it is new. */
  intern(amount: string): number {
    const before = this.texts.size;
    const code = this.texts.intern(amount);
    if (code > before) {
      this.near = grown(this.near, code + 1);
      this.near[code] = Number(amount);
      this.scale = Math.max(this.scale, decimalsOf(amount));
    }
    return code;
  }

  text(code: number): string {
    return this.texts.text(code);
  }

  /** The amount as a double: near enough to tell it from another unless `compare` is asked. */
  approximate(code: number): number {
    return this.near[code]!;
  }

  compare(a: number, b: number): number {
    const difference = this.near[a]! - this.near[b]!;
    // A double is right to sixteen digits; what differs by more than twelve needs no exact look.
    if (Math.abs(difference) > 1e-12 * Math.max(Math.abs(this.near[a]!), Math.abs(this.near[b]!)))
      return difference;
    return compareAmounts(this.texts.text(a), this.texts.text(b));
  }

  save(): Saved {
    return { texts: this.texts.save(), near: this.near.subarray(0, this.size + 1), scale: this.scale };
  }

  load(saved: SavedReader): void {
    this.texts.load(saved.part('texts'));
    this.near = saved.floats('near');
    this.scale = saved.number('scale');
  }

  trim(): void {
    this.texts.trim();
  }
}
