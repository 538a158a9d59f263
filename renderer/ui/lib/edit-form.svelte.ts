import type { Fields } from '../../../shared/edits/edit.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';
import { draftOf, type Draft } from './field-draft.ts';
import type { FormField, FormGroup } from './form-fields.ts';
import type { KeptForm } from './kept-form.svelte.ts';
import { typedChanges, type TypedDrafts } from './typed-changes.ts';

/**
 * What is being filled in. Only what was touched counts: a field that changes elsewhere meanwhile is shown as it is now, and is not saved as it was.
 */
export class EditForm {
  #typed: TypedDrafts = $state.raw({});
  #kept: Pick<KeptForm<TypedDrafts>, 'typed' | 'set' | 'clear'> | null;

  /** @param kept where what is typed is kept; null where it need not be */
  constructor(kept: Pick<KeptForm<TypedDrafts>, 'typed' | 'set' | 'clear'> | null = null) {
    this.#kept = kept;
    this.#typed = kept?.typed ?? {};
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
    this.#kept?.set(this.#typed);
  }

  clear(): void {
    this.#typed = {};
    this.#kept?.clear();
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
