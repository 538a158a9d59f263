import type { Fields } from '../../../../shared/edits/edit.ts';
import { idOf, textOf } from '../../../../shared/entities/record.ts';
import { selectorLabel } from '../../../../shared/entities/selectors.ts';
import type { CallDraft } from '../../lib/composer-draft.ts';
import { rowsOf, type ConfigurationValues } from '../../lib/configuration.ts';

/** What a call's fields are, beside whom it was with (reference: Phone; a note without words must be left out). */
export function callFields({ isIncoming, note, outcome }: CallDraft): Fields {
  return {
    call_direction: isIncoming,
    ...(note.trim() === '' ? {} : { note: { description: note.trim() } }),
    ...(outcome === '' ? {} : { outcome_id: Number(outcome) }),
  };
}

/** The outcomes that a call may have: those of the account's activity type for phone calls; none where that is not known, since another type's would be refused. */
export function callOutcomes(values: ConfigurationValues): readonly { id: number; words: string }[] {
  // Types are told by their internal name (quirks §8).
  const phone = rowsOf(values, 'sales_activity_types').find(
    (row) => textOf(row, 'internal_name') === 'phone',
  );
  if (!phone) return [];
  return rowsOf(values, 'sales_activity_outcomes')
    .filter((row) => idOf(row, 'sales_activity_type_id') === phone.id)
    .map((row) => ({ id: row.id, words: selectorLabel(row) }));
}
