import { isSameRef } from '../../../../shared/edits/edit.ts';
import { isKind, type RecordRef } from '../../../../shared/entities/kind.ts';
import type { ErrorInfo } from '../../../../shared/errors.ts';
import type { OutboxEntry } from '../../../../shared/store-port.ts';
import { editRoute, listRoute, type Route } from '../../lib/routes.ts';
import { subjectOf } from './change-words.ts';

/** The field that the server refused, as it called it; null where it named none. */
export function refusedField({ edit: { state } }: Pick<OutboxEntry, 'edit'>): string | null {
  return state.name === 'parked' && state.error.code === 'validation' ? state.error.field : null;
}

/** Where a refused change can be mended: a form, at the field that was refused; for what is written about a record, that record. Null where there is nothing to fill in. */
export function placeToMend(entry: OutboxEntry): Route | null {
  const { target, operation, state } = entry.edit;
  if (state.name !== 'parked' || operation.type === 'delete' || operation.type === 'restore') return null;
  const { kind, id } = target;
  if (isKind(kind)) {
    const field = refusedField(entry);
    return { ...editRoute(kind, id), ...(field === null ? {} : { field }) };
  }
  switch (kind) {
    case 'tasks':
      return { name: 'tasks', id };
    case 'appointments':
      return { name: 'calendar', view: 'week', day: null, appointment: id };
    case 'products':
    case 'cpq_documents':
      return { name: kind === 'products' ? 'products' : 'quotes', id, mode: 'edit' };
    case 'notes':
    case 'phone_calls':
    case 'sales_activities': {
      const { ref } = subjectOf(entry);
      return isKind(ref.kind) ? listRoute(ref.kind, ref.id) : null;
    }
  }
}

/** What the server said of a field of a record that it refused; null where no change of it stands still. */
export function refusalOf(
  entries: readonly OutboxEntry[],
  target: RecordRef,
  field: string,
): ErrorInfo | null {
  const refused = entries.find(
    (entry) => isSameRef(entry.edit.target, target) && refusedField(entry) === field,
  );
  return refused?.edit.state.name === 'parked' ? refused.edit.state.error : null;
}
