import type { z } from 'zod';
import * as field from './fields.ts';
import { refKey, type Kind, type RecordRef } from './kind.ts';
import { idOf, objectOf, objectsOf, textOf, type RawRecord } from './record.ts';

/**
 * What a task, appointment, call or activity is about. `type` is `Contact` on suite accounts and `contact` on classic ones (quirks §6).
 */
const target = { type: field.text, id: field.reference };

/** The ways in which a record names what it is about; a server uses one or the other. */
export const targetFields = {
  targetable_id: field.reference,
  targetable_type: field.text,
  targetable: field.object(target),
  targetables: field.objects(target),
} satisfies z.ZodRawShape;

const KIND_OF_MODEL: Readonly<Record<string, Kind>> = {
  lead: 'leads',
  contact: 'contacts',
  salesaccount: 'sales_accounts',
  sales_account: 'sales_accounts',
  deal: 'deals',
};

/** The name of a mirrored kind in `targetable_type` (reference: Create a Note). */
export const MODEL_OF_KIND = {
  leads: 'Lead',
  contacts: 'Contact',
  sales_accounts: 'SalesAccount',
  deals: 'Deal',
} as const satisfies Record<Kind, string>;

/** The mirrored kind that a `targetable_type` names, in whatever case; null for others, such as a product. */
export function kindOfModel(model: string | null): Kind | null {
  return model === null ? null : (KIND_OF_MODEL[model.toLowerCase()] ?? null);
}

function refOf(type: string | null, id: number | null): RecordRef[] {
  const kind = kindOfModel(type);
  return kind === null || id === null ? [] : [{ kind, id }];
}

/** The records that a note, task, appointment, call or activity is about, each once, whichever of the ways names them. */
export function targetsOf(record: RawRecord): RecordRef[] {
  const one = objectOf(record, 'targetable');
  const all = [
    ...refOf(textOf(record, 'targetable_type'), idOf(record, 'targetable_id')),
    ...(one ? refOf(textOf(one, 'type'), idOf(one, 'id')) : []),
    ...objectsOf(record, 'targetables').flatMap((each) => refOf(textOf(each, 'type'), idOf(each, 'id'))),
  ];
  return [...new Map(all.map((ref) => [refKey(ref), ref])).values()];
}

/** The same as the texts of a list column, by which what belongs to a record is found: `contacts:123`. */
export function targetTags(record: RawRecord): string[] {
  return targetsOf(record).map(refKey);
}
