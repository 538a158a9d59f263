import type { Fields } from '../../../shared/edits/edit.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';
import { draftOf, type Draft } from './field-draft.ts';
import type { FormField, FormGroup } from './form-fields.ts';
import { typedChanges, type TypedDrafts } from './typed-changes.ts';

/**
 * What is being filled in. Only what was touched counts: a field that changes elsewhere meanwhile is shown as it is now, and is not saved as it was.
 */
export class EditForm {
  #typed: TypedDrafts = $state.raw({});

  constructor(typed: TypedDrafts = {}) {
    this.#typed = typed;
  }

  get typed(): TypedDrafts {
    return this.#typed;
  }

  /** What a field shows: what was typed, else what the record holds. */
  draft({ path, control }: FormField, record: RawRecord, names: Readonly<Record<string, string>>): Draft {
    return this.#typed[path] ?? draftOf(control, path, record, names);
  }

  type(path: string, draft: Draft): void {
    this.#typed = { ...this.#typed, [path]: draft };
  }

  clear(): void {
    this.#typed = {};
  }

  /** The fields whose values differ from the record's, in the shape in which records show them. */
  changes(groups: readonly FormGroup[], record: RawRecord, names: Readonly<Record<string, string>>): Fields {
    return typedChanges(
      groups.flatMap((group) => group.fields),
      this.#typed,
      record,
      names,
    );
  }
}
