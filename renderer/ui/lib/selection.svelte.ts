import { excluding, including, NO_IDS, toggled } from './id-set.ts';

/**
 * Which records of a list are chosen. Either some, by their ids, or all that match but some: of two hundred thousand only the exceptions are kept.
 */
export class Selection {
  #ids: ReadonlySet<number> = $state.raw(NO_IDS);
  /** Whether `#ids` are the ones that are left out. */
  #isAll = $state(false);
  #anchor: number | null = null;

  has(id: number): boolean {
    return this.#ids.has(id) !== this.#isAll;
  }

  /** Whether everything that matches is chosen, but for what was taken out since. */
  get isAll(): boolean {
    return this.#isAll;
  }

  get isEmpty(): boolean {
    return !this.#isAll && this.#ids.size === 0;
  }

  /** The record that was chosen last by itself: a range goes from it; null where there is none. */
  get anchor(): number | null {
    return this.#anchor;
  }

  /** @param total how many records match */
  count(total: number): number {
    return this.#isAll ? Math.max(0, total - this.#ids.size) : this.#ids.size;
  }

  toggle(id: number): void {
    this.#ids = toggled(this.#ids, id);
    this.#anchor = id;
  }

  /** Chooses records beside those that are chosen. */
  add(added: readonly number[]): void {
    this.#ids = this.#isAll ? excluding(this.#ids, added) : including(this.#ids, added);
  }

  all(): void {
    this.#ids = NO_IDS;
    this.#isAll = true;
  }

  clear(): void {
    this.#ids = NO_IDS;
    this.#isAll = false;
    this.#anchor = null;
  }

  /** Of ids in a list's order, those that are chosen. */
  of(ids: readonly number[]): number[] {
    return ids.filter((id) => this.has(id));
  }
}
