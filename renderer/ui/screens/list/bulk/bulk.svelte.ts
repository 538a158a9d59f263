import type { NewEdit } from '../../../../../shared/edits/edit.ts';
import type { RecordKind } from '../../../../../shared/entities/kind.ts';
import { errorInfoOf, type ErrorInfo } from '../../../../../shared/errors.ts';
import { Attempt } from '../../../lib/attempt.svelte.ts';
import type { Edits } from '../../../lib/edits.svelte.ts';
import { m } from '../../../paraglide/messages.js';

/** As many edits as the store takes in one call (`editsInputSchema`): all of them are saved, or none. */
export const MOST_AT_ONCE = 10_000;

/** The records that a change of many is meant for. */
export interface Meant {
  readonly kind: RecordKind;
  /** How many are chosen. */
  readonly count: number;
  /** Their ids, as they are when it is done. */
  ids(): Promise<readonly number[]>;
}

/** One change of all records that are chosen. */
export class BulkChange {
  readonly attempt: Attempt;
  #isTooMany = $state(false);
  #failure: ErrorInfo | null = $state.raw(null);

  constructor(edits: Edits) {
    this.attempt = new Attempt(edits);
  }

  /** Whether more were chosen than can be changed at once. */
  get isTooMany(): boolean {
    return this.#isTooMany;
  }

  get failure(): ErrorInfo | null {
    return this.#failure ?? this.attempt.failure;
  }

  /**
   * Saves the same operation for each record, with one message that takes all of them back. It never rejects: the attempt and `failure` say what is wrong.
   * @param said what is said of so many records
   * @returns whether it is done
   */
  async save(
    meant: Meant,
    operation: NewEdit['operation'],
    said: (count: number) => string,
  ): Promise<boolean> {
    this.#failure = null;
    try {
      const ids = await meant.ids();
      this.#isTooMany = ids.length > MOST_AT_ONCE;
      if (this.#isTooMany) return false;
      if (ids.length === 0) return true;
      const edits = ids.map((id): NewEdit => ({ target: { kind: meant.kind, id }, operation }));
      const words = { text: said(ids.length), undo: m.edit_undo(), undone: m.edit_undone() };
      return (await this.attempt.save(edits, words)) !== null;
    } catch (error) {
      this.#failure = errorInfoOf(error);
      return false;
    }
  }
}
