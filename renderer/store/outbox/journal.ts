import type { Edit } from '../../../shared/edits/edit.ts';
import type { RecordRef } from '../../../shared/entities/kind.ts';
import type { JournalEntry } from '../../../shared/store-port.ts';
import type { Changes } from '../changes.ts';

/** An entry of the journal about an edit. */
export function journalOf(
  changes: Changes,
  event: JournalEntry['event'],
  edit: Edit,
  more: {
    readonly at: number;
    readonly ref?: RecordRef;
    readonly count?: number;
    readonly detail?: string;
  },
): JournalEntry {
  const { kind, id } = more.ref ?? edit.target;
  return {
    at: more.at,
    event,
    kind,
    id,
    title: edit.title || changes.titleOf({ kind, id }),
    operation: edit.operation.type,
    count: more.count ?? null,
    detail: more.detail ?? null,
  };
}
