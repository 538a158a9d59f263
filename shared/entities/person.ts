import { objectsOf, stringsOf, textOf, type RawRecord } from './record.ts';

/** The name by which a lead or contact is shown: display name, else first and last, else mail or phone. Null when there is none of them. */
export function personName(record: RawRecord): string | null {
  const joined = [textOf(record, 'first_name'), textOf(record, 'last_name')].filter(Boolean).join(' ');
  return (
    textOf(record, 'display_name') ??
    (joined || textOf(record, 'email') || textOf(record, 'mobile_number') || textOf(record, 'work_number'))
  );
}

/** What a person is found by: names, mail addresses, phone numbers, job, place, tags. Nulls are for the caller to skip. */
export function personSearchText(record: RawRecord): (string | null)[] {
  return [
    textOf(record, 'display_name'),
    textOf(record, 'first_name'),
    textOf(record, 'last_name'),
    textOf(record, 'email'),
    ...objectsOf(record, 'emails').map((email) => textOf(email, 'value')),
    textOf(record, 'mobile_number'),
    textOf(record, 'work_number'),
    textOf(record, 'job_title'),
    textOf(record, 'city'),
    textOf(record, 'country'),
    ...stringsOf(record, 'tags'),
  ];
}
