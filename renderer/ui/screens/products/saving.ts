import type { Fields } from '../../../../shared/edits/edit.ts';
import type { RecordKind } from '../../../../shared/entities/kind.ts';
import type { Attempt } from '../../lib/attempt.svelte.ts';
import type { Edits, Said } from '../../lib/edits.svelte.ts';

/**
 * Makes a record, and then sets fields that the API takes only of one that is there: the prices of a product, the lines of a document (reference: Add Prices to the Product, Add
 * Products to the Document). Both are taken back as one; where the second cannot be saved the first is taken back, and `attempt` says why.
 * @param after nothing where there is nothing to set
 * @returns the record's id on this laptop, or null where it was not saved
 */
export async function saveInTwo(
  given: { readonly kind: RecordKind; readonly first: Fields; readonly after: Fields | null },
  said: Said,
  { edits, attempt }: { readonly edits: Edits; readonly attempt: Attempt },
): Promise<number | null> {
  const { kind, first, after } = given;
  const made = await attempt.save(
    [{ target: { kind, id: null }, operation: { type: 'create', fields: first } }],
    after === null ? said : null,
  );
  const id = made?.targets[0]?.id ?? null;
  if (made === null || id === null || after === null) return id;
  const set = await attempt.save(
    [{ target: { kind, id }, operation: { type: 'update', fields: after } }],
    null,
  );
  if (set === null) {
    await edits.undo(made.editIds);
    return null;
  }
  edits.toasts.say(said.text, {
    words: said.undo,
    run: () => void edits.undo([...made.editIds, ...set.editIds], said.undone),
  });
  return id;
}
