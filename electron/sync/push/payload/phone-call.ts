import type { Fields } from '../../../../shared/edits/edit.ts';
import { idOf, objectOf, textOf, type RawRecord } from '../../../../shared/entities/record.ts';
import { kindOfModel } from '../../../../shared/entities/target.ts';

/** The names of kinds in calls, which are written otherwise than everywhere else (reference: Manual Call Log). */
const CALL_MODELS = {
  leads: 'lead',
  contacts: 'contact',
  sales_accounts: 'salesAccount',
  deals: 'deal',
} as const;

/**
 * A call that is logged: with somebody known by id, or with somebody new by the other fields (reference: Create a manual call log). A note without text
 * would be refused, and is left out.
 */
export function phoneCallBody(fields: Fields): RawRecord {
  const kind = kindOfModel(textOf(fields, 'targetable_type'));
  const id = idOf(fields, 'targetable_id');
  const note = textOf(objectOf(fields, 'note') ?? {}, 'description');
  const outcome = idOf(fields, 'outcome_id');
  return {
    call_direction: fields['call_direction'] === true,
    ...(kind === null ? {} : { targetable_type: CALL_MODELS[kind] }),
    targetable: id === null ? (objectOf(fields, 'targetable') ?? {}) : { id },
    ...(note === null ? {} : { note: { description: note } }),
    ...(outcome === null ? {} : { outcome_id: outcome }),
  };
}
