import { fieldsOf, isSameRef } from '../../../../shared/edits/edit.ts';
import { isKind, type RecordRef } from '../../../../shared/entities/kind.ts';
import type { ErrorInfo } from '../../../../shared/errors.ts';
import type { OutboxEntry } from '../../../../shared/store-port.ts';
import type { ConfigurationValues } from '../../lib/configuration.ts';
import { pathsOf } from '../../lib/field-paths.ts';
import { editRoute, listRoute, type Route } from '../../lib/routes.ts';
import { subjectOf } from './change-words.ts';
import { fieldText } from './field-text.ts';

/** The field that the server refused: as it called it, or the one of the change that its words speak of; null where they speak of none. */
export function refusedField(
  { edit: { state, operation, target } }: Pick<OutboxEntry, 'edit'>,
  values: ConfigurationValues,
): string | null {
  if (state.name !== 'parked' || state.error.code !== 'validation') return null;
  const { field, messages } = state.error;
  if (field !== null) return field;
  const said = plain(messages.join(' '));
  const spokenOf = Object.keys(fieldsOf(operation))
    .flatMap((path) =>
      [fieldText(target.kind, path, values), ...pathsOf(path)].map((name) => ({ path, name: plain(name) })),
    )
    .filter(({ name }) => name !== '  ' && said.includes(name))
    .toSorted((one, other) => other.name.length - one.name.length);
  return spokenOf[0]?.path ?? null;
}

/** A text as its words alone, so that one can be found in another as a whole. */
function plain(text: string): string {
  return ` ${text
    .replace(/^cf_/, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase()} `;
}

/** Where a refused change can be mended: a form, at the field that was refused; for what is written about a record, that record. Null where there is nothing to fill in. */
export function placeToMend(entry: OutboxEntry, values: ConfigurationValues): Route | null {
  const { target, operation, state } = entry.edit;
  const isPlaceless = ['delete', 'restore', 'attach'].includes(operation.type);
  if (state.name !== 'parked' || isPlaceless) return null;
  const { kind, id } = target;
  if (isKind(kind)) {
    const field = refusedField(entry, values);
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
  values: ConfigurationValues,
): ErrorInfo | null {
  const refused = entries.find(
    (entry) => isSameRef(entry.edit.target, target) && refusedField(entry, values) === field,
  );
  return refused?.edit.state.name === 'parked' ? refused.edit.state.error : null;
}
