import { z } from 'zod';
import type { Drafts } from './drafts.ts';

/**
 * What is typed into a form: it is there again when one comes back to the form, also after the page has crashed, until it is saved or given up.
 */
export class KeptForm<T> {
  readonly #drafts: Pick<Drafts, 'readForm' | 'writeForm' | 'moveForm'>;
  #place: string;
  #typed: T | null = $state.raw(null);
  #isRestored = $state(false);

  /**
   * @param place what the form is told from all others by; it lies readable, so it holds nothing out of a record
   * @param schema what the form can hold: what another version has kept may be something else
   */
  constructor(
    drafts: Pick<Drafts, 'readForm' | 'writeForm' | 'moveForm'>,
    place: string,
    schema: z.ZodType<T>,
  ) {
    this.#drafts = drafts;
    this.#place = place;
    this.#typed = drafts.readForm(place, schema);
    this.#isRestored = this.#typed !== null;
  }

  /** What was typed; null where nothing was. */
  get typed(): T | null {
    return this.#typed;
  }

  /** Whether it was typed before the form was opened this time. */
  get isRestored(): boolean {
    return this.#isRestored;
  }

  /** Takes what the form holds now, all of it. */
  set(typed: T): void {
    this.#typed = typed;
    this.#drafts.writeForm(this.#place, typed);
  }

  /** It is saved, or given up. */
  clear(): void {
    this.#typed = null;
    this.#isRestored = false;
    this.#drafts.writeForm(this.#place, null);
  }

  /** What the form is about is known by another name now. */
  moveTo(place: string): void {
    this.#drafts.moveForm(this.#place, place);
    this.#place = place;
  }
}

/** Of what a form has, what somebody has touched. */
export function touchedOf<S extends z.ZodRawShape>(
  shape: S,
): z.ZodObject<{ [K in keyof S]: z.ZodExactOptional<S[K]> }> {
  const touched = Object.entries(shape).map(([key, schema]) => [key, z.exactOptional(schema)]);
  return z.object(Object.fromEntries(touched) as { [K in keyof S]: z.ZodExactOptional<S[K]> });
}
