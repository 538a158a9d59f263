import type { Kind } from '../../../../shared/entities/kind.ts';
import { objectsOf, textOf, type RawRecord } from '../../../../shared/entities/record.ts';
import { parseInstant } from '../../../../shared/time.ts';
import { isAsAsked } from '../content.ts';
import { NOTHING_FOUND, sentSince, type Job, type Verdict } from '../job.ts';
import { doneWith } from '../settle.ts';
import { isChanged, mayBeMade } from './candidates.ts';
import { newestSince } from './newest.ts';

/**
 * Finds out whether an upsert made its record: one with the identifier that came into being since the edit was sent, by this user where that is known, and is as was asked, or was
 * changed since, which a second sending would write over. Where there is none, the upsert may have changed a record that had been there, and is sent again: it finds the
 * same one.
 */
export async function probeUpserted(
  { unit, operation, context }: Job<'upsert'>,
  kind: Kind,
): Promise<Verdict> {
  const since = sentSince(unit.edit, context);
  const me = context.me();
  const made = ((await newestSince(kind, since, context)) ?? []).find(
    (row) =>
      hasIdentifier(row, operation.identifier) &&
      parseInstant(row['created_at']) !== null &&
      mayBeMade(row, since, me) &&
      (isChanged(row) || isAsAsked(kind, operation.fields, unit.edit.base, row)),
  );
  if (made === undefined) return NOTHING_FOUND;
  const answer = { record: made, drifted: [], sideloads: {} };
  return { found: 'done', outcome: doneWith(unit.edit.target, operation.fields, answer) };
}

/** Whether a record has a unique field's value; mail addresses are a list (reference: Upsert). */
export function hasIdentifier(row: RawRecord, { field, value }: { field: string; value: string }): boolean {
  if (field === 'emails' || field === 'email')
    return (
      isSameIdentifier(row['email'], value) ||
      objectsOf(row, 'emails').some((email) => isSameIdentifier(textOf(email, 'value'), value))
    );
  return isSameIdentifier(row[field], value);
}

/** Whether a value is an identifier's, without regard to case and blanks around. */
export function isSameIdentifier(a: unknown, b: string): boolean {
  return (
    (typeof a === 'string' || typeof a === 'number') &&
    String(a).trim().toLowerCase() === b.trim().toLowerCase()
  );
}
