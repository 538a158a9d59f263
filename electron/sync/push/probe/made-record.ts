import type { Fields } from '../../../../shared/edits/edit.ts';
import { isKind, type Kind, type RecordKind } from '../../../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../../../shared/entities/record.ts';
import type { Unit } from '../../../../shared/store-port.ts';
import { NOTHING_FOUND, sentSince, type Job, type Verdict } from '../job.ts';
import type { PushContext } from '../ports.ts';
import { doneWith } from '../settle.ts';
import { candidatesOf, chooseAmong } from './candidates.ts';
import { FINDERS } from './made.ts';
import { newestInBin } from './newest.ts';

/** Finds out whether a new record came into being: the one with this content, made since the edit was sent. */
export async function probeMade(
  { unit, operation, context }: Job<'create'> | Job<'clone'>,
  kind: Exclude<RecordKind, 'phone_calls'>,
  fields: Fields,
): Promise<Verdict> {
  const since = sentSince(unit.edit, context);
  const rows = await FINDERS[kind](fields, since, context);
  if (rows === null) return { found: 'no-way' };
  // What a copy was made of is as alike as a copy can be.
  const others = operation.type === 'clone' ? rows.filter(({ id }) => id !== operation.sourceId) : rows;
  const choice = await chooseAmong(others, { kind, fields, since }, context);
  switch (choice.is) {
    case 'none':
      return isKind(kind) ? probeBin(unit, kind, fields, since, context) : NOTHING_FOUND;
    case 'several':
      return {
        found: 'several',
        candidates: candidatesOf(kind, choice.records),
        isGuess: choice.isGuess,
      };
    case 'one':
      return { found: 'done', outcome: doneWith(unit.edit.target, fields, answer(choice.record)) };
  }
}

/** What was made may have been deleted by somebody since: it was made all the same, and is not made again. */
async function probeBin(
  unit: Unit,
  kind: Kind,
  fields: Fields,
  since: number,
  context: PushContext,
): Promise<Verdict> {
  const rows = await newestInBin(kind, since, context);
  const choice = await chooseAmong(rows, { kind, fields, since }, context);
  if (choice.is !== 'one') return NOTHING_FOUND;
  const { record } = choice;
  const made = doneWith(unit.edit.target, fields, answer(record));
  return { found: 'done', outcome: { ...made, removed: [{ kind, id: record.id }], dropped: {} } };
}

function answer(record: IdentifiedRecord) {
  return { record, drifted: [], sideloads: {} };
}
