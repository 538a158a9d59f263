import type { Fields } from '../../../../shared/edits/edit.ts';
import { idOf, objectsOf, textOf, type RawRecord } from '../../../../shared/entities/record.ts';

/** A place on the earth, in degrees. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** What a check-in says. */
export interface CheckInDraft {
  /** Epoch milliseconds; null where what was typed is no time. */
  readonly at: number | null;
  readonly position: Position | null;
  readonly location: string;
  /** The id of the outcome as text; empty for none. */
  readonly outcome: string;
}

/** The fields of a check-in (reference: Appointments; latitude and longitude are texts). A place and an outcome that are as they were are left alone. */
export function checkInFields(draft: CheckInDraft, record: RawRecord): Fields {
  const location = draft.location.trim();
  const outcome = draft.outcome === '' ? null : Number(draft.outcome);
  return {
    checkedin_at: draft.at === null ? null : new Date(draft.at).toISOString(),
    ...(draft.position === null
      ? {}
      : { latitude: degrees(draft.position.latitude), longitude: degrees(draft.position.longitude) }),
    ...(location === '' || location === textOf(record, 'location') ? {} : { location }),
    ...(outcome === null || outcome === idOf(record, 'outcome_id') ? {} : { outcome_id: outcome }),
  };
}

/** To a tenth of a metre, which is more than any device knows. */
function degrees(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}

/** The address of a person or an account in one line; null where it has none. */
export function addressOf(record: RawRecord): string | null {
  const parts = ['address', 'city', 'state', 'zipcode', 'country'].flatMap((key) => {
    const value = record[key];
    const text = typeof value === 'number' ? String(value) : textOf(record, key);
    return text === null ? [] : [text.replace(/\s+/g, ' ').trim()];
  });
  const distinct = parts.filter((part, index) => parts.indexOf(part) === index);
  return distinct.length === 0 ? null : distinct.join(', ');
}

/** The account that a contact or deal belongs to first; null where none is told. */
export function accountOf(record: RawRecord): number | null {
  const accounts = objectsOf(record, 'sales_accounts');
  const primary = accounts.find((account) => account['is_primary'] === true) ?? accounts[0];
  return (primary ? idOf(primary, 'id') : null) ?? idOf(record, 'sales_account_id');
}
