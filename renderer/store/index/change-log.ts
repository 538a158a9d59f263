import { grown } from '../typed/grow.ts';

/** Changes kept; whoever is further behind starts afresh. */
const KEPT_MAX = 1 << 16;

/** Which rows changed, in the order it happened, so that what was built before can be repaired instead of built again. */
export class ChangeLog {
  private rows = new Uint32Array(0);
  private length = 0;
  /** How many changes were forgotten. */
  private forgotten = 0;

  /** The place behind the last change. */
  get end(): number {
    return this.forgotten + this.length;
  }

  add(row: number): void {
    if (this.length === KEPT_MAX) {
      this.forgotten += this.length;
      this.length = 0;
    }
    this.rows = grown(this.rows, this.length + 1);
    this.rows[this.length++] = row;
  }

  /** The rows that changed since `place`, each once, or null when that is too long ago. */
  since(place: number): number[] | null {
    if (place < this.forgotten) return null;
    return [...new Set(this.rows.subarray(place - this.forgotten, this.length))];
  }
}
