import type { Fields } from '../../../../shared/edits/edit.ts';
import type { RecordKind } from '../../../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../../../shared/entities/record.ts';
import { NOTHING_FOUND, sentSince, type Job, type Verdict } from '../job.ts';
import { doneWith } from '../settle.ts';
import { candidatesOf, chooseAmong } from './candidates.ts';
import { FINDERS } from './made.ts';

/** Finds out whether a new record came into being: the one with this content, made since the edit was sent. */
export async function probeMade(
  { unit, context }: Job<'create'> | Job<'clone'>,
  kind: Exclude<RecordKind, 'phone_calls'>,
  fields: Fields,
): Promise<Verdict> {
  const since = sentSince(unit.edit, context);
  const rows = await FINDERS[kind](fields, since, context);
  if (rows === null) return { found: 'no-way' };
  const choice = await chooseAmong(rows, { kind, fields, since }, context);
  switch (choice.is) {
    case 'none':
      return NOTHING_FOUND;
    case 'several':
      return { found: 'several', candidates: candidatesOf(kind, choice.records) };
    case 'one':
      return { found: 'done', outcome: doneWith(unit.edit.target, fields, answer(choice.record)) };
  }
}

function answer(record: IdentifiedRecord) {
  return { record, drifted: [], sideloads: {} };
}
