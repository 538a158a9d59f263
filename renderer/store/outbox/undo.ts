import { isSameRef, type Edit } from '../../../shared/edits/edit.ts';
import { without } from '../../../shared/edits/merge.ts';
import { dependantsOf } from '../../../shared/edits/references.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Changes } from '../changes.ts';
import { isEqual } from '../equal.ts';
import { journalOf } from './journal.ts';
import { isInFlight } from './pending.ts';
import { distinct, forget, rebaseEdits } from './rebase.ts';

/**
 * Takes back an edit that has not been sent, and with `withDependants` those that cannot stand without it.
 * @returns the edits that were taken back; or, where none was, those that depend on it
 * @throws AppError `not-found` when it is gone, `too-late` when it may be at the server
 */
export async function undoEdit(
  changes: Changes,
  input: { readonly editId: string; readonly withDependants: boolean; readonly at: number },
): Promise<{ readonly undone: readonly string[] } | { readonly dependants: readonly Edit[] }> {
  const edit = changes.edit(input.editId);
  if (!edit) throw new AppError({ code: 'not-found' });
  if (isInFlight(edit)) throw new AppError({ code: 'too-late' });
  const dependants = dependantsOf(edit, changes.allEdits());
  if (dependants.length > 0 && !input.withDependants) return { dependants };
  const undone = [edit, ...dependants];
  if (undone.some(isInFlight)) throw new AppError({ code: 'too-late' });
  for (const each of undone.toReversed()) {
    const chain = changes.chainOf(each.target);
    const left = without(chain, each.id);
    changes.addJournal(journalOf(changes, 'undone', each, { at: input.at }));
    changes.dropEdit(each);
    for (const one of left) {
      const before = changes.edit(one.id);
      // What may be at the server is not touched.
      if (before && !isInFlight(before) && !isEqual(before, withDependencies(one, before)))
        changes.putEdit(withDependencies(one, before));
    }
  }
  for (const target of distinct(undone.map((each) => each.target))) {
    const gone = changes.conflictOf(target)?.what.kind === 'gone-there';
    const isLast = !changes.editsOf(target).some((each) => isSameRef(each.target, target));
    if (gone && isLast) {
      changes.setConflict(target, null);
      await forget(changes, target);
    } else await rebaseEdits(changes, target, { at: input.at, fresh: false });
  }
  return { undone: undone.map(({ id }) => id) };
}

/** The edit as `without` left it, waiting for what it still waits for. */
function withDependencies(edit: Edit, now: Edit): Edit {
  return { ...edit, dependsOn: now.dependsOn };
}
