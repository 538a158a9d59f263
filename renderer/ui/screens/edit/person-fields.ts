import type { Fields } from '../../../../shared/edits/edit.ts';
import type { RawRecord } from '../../../../shared/entities/record.ts';

/** What a lead and the contact it becomes have in common (reference: Leads and Contacts, attributes). */
const SHARED = [
  'job_title',
  'department',
  'email',
  'emails',
  'work_number',
  'mobile_number',
  'address',
  'city',
  'state',
  'zipcode',
  'country',
  'time_zone',
  'lead_source_id',
  'owner_id',
  'territory_id',
  'campaign_id',
  'medium',
  'keyword',
  'facebook',
  'twitter',
  'linkedin',
] as const;

/** A lead's fields that its contact takes over; empty ones are left out. */
export function personFields(lead: RawRecord): Fields {
  return Object.fromEntries(
    SHARED.flatMap((key) => {
      const value = lead[key];
      return value === null || value === undefined || value === '' ? [] : [[key, value] as const];
    }),
  );
}
