import type { Kind, RecordKind } from '../../shared/entities/kind.ts';
import { MODEL_OF_KIND, targetsOf } from '../../shared/entities/target.ts';
import {
  idOf,
  objectOf,
  objectsOf,
  type IdentifiedRecord,
  type RawRecord,
} from '../../shared/entities/record.ts';

/**
 * Lists that the API sends beside a record, by ids in it, put into the record in the shape in which edits speak of them. A key that the record has itself
 * stands; nothing is taken away (docs/decisions/0005).
 */
export function withShownLists<T extends IdentifiedRecord>(
  kind: RecordKind,
  record: T,
  sideloads: RawRecord,
  isAlone: boolean,
): T {
  if (kind === 'deals' && !('contacts' in record)) {
    const ids = contactIds(record, isAlone ? sideloads : null);
    return ids === null ? record : { ...record, contacts: ids.map((id) => ({ id })) };
  }
  if (kind === 'appointments' && !('appointment_attendees' in record)) {
    const attendees = attendeesOf(record, sideloads);
    return attendees === null ? record : { ...record, appointment_attendees: attendees };
  }
  return record;
}

/** The contacts of a deal (reference: View a Deal, `include=contacts`); null where the answer does not tell. */
function contactIds(record: RawRecord, beside: RawRecord | null): number[] | null {
  const ids = record['contact_ids'];
  if (Array.isArray(ids)) return ids.flatMap((id: unknown) => idOf({ id }, 'id') ?? []);
  if (beside === null || !Array.isArray(beside['contacts'])) return null;
  return objectsOf(beside, 'contacts').flatMap((contact) => idOf(contact, 'id') ?? []);
}

/** The words for an attendee's kind in requests, by those of answers (reference: Create a Appointment). */
const ATTENDEE_TYPES: Readonly<Record<string, string>> = {
  user: 'FdMultitenant::User',
  lead: 'Lead',
  contact: 'Contact',
};

/** The attendees of an appointment, with the id each has as an attendee; null where the answer does not tell of all of them. */
function attendeesOf(record: RawRecord, beside: RawRecord): RawRecord[] | null {
  const ids = record['appointment_attendee_ids'];
  if (!Array.isArray(ids)) return null;
  const rows = new Map(objectsOf(beside, 'appointment_attendees').map((row) => [idOf(row, 'id'), row]));
  const attendees = ids.flatMap((id: unknown) => {
    const row = rows.get(idOf({ id }, 'id'));
    const attendee = row && objectOf(row, 'attendee');
    const type = attendee?.['type'];
    if (!row || !attendee || typeof type !== 'string') return [];
    const attendee_type = ATTENDEE_TYPES[type.toLowerCase()] ?? type;
    return [{ id: idOf(row, 'id'), attendee_type, attendee_id: idOf(attendee, 'id') }];
  });
  return attendees.length === ids.length ? attendees : null;
}

/** What was listed for a record is about it, also where the row does not say so itself. */
export function aboutRecord(row: IdentifiedRecord, kind: Kind, id: number): IdentifiedRecord {
  if (targetsOf(row).length > 0) return row;
  return { ...row, targetable_type: MODEL_OF_KIND[kind], targetable_id: id };
}
