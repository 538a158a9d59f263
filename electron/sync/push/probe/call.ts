import type { Activity } from '../../../../shared/entities/activity.ts';
import type { Fields } from '../../../../shared/edits/edit.ts';
import type { Kind } from '../../../../shared/entities/kind.ts';
import {
  idOf,
  objectOf,
  textOf,
  type IdentifiedRecord,
  type RawRecord,
} from '../../../../shared/entities/record.ts';
import { kindOfModel, MODEL_OF_KIND } from '../../../../shared/entities/target.ts';
import { AppError } from '../../../../shared/errors.ts';
import { parseInstant } from '../../../../shared/time.ts';
import { askTwice } from '../../absent.ts';
import { callOf, done, NOTHING_FOUND, sentSince, type Job, type Verdict } from '../job.ts';
import type { PushContext } from '../ports.ts';
import { baseOf } from '../read.ts';
import { settled } from '../settle.ts';
import { candidatesOf, chooseAmong } from './candidates.ts';
import { FINDERS } from './made.ts';
import { newestInBin, newestSince } from './newest.ts';

/**
 * Finds out whether a call was logged. There is no list of calls (reference: Phone); what can be seen of one is, in this order: its entry in the timeline of the record it was
 * with, the note that was logged with it, the person who was made for it.
 */
export async function probeCall({ unit, operation, context }: Job<'create'>): Promise<Verdict> {
  const { fields } = operation;
  const { target } = unit.edit;
  const since = sentSince(unit.edit, context);
  const kind = kindOfModel(textOf(fields, 'targetable_type'));
  if (kind === null) return { found: 'no-way' };
  const known = idOf(fields, 'targetable_id');
  const partner =
    known === null ? await newPartner(kind, fields, since, context) : { is: 'one' as const, id: known };
  if (partner.is === 'none') return NOTHING_FOUND;
  // Somebody has deleted who was made with the call: it was logged all the same, and is not logged again.
  if (partner.is === 'gone') return { found: 'done', outcome: done({ removed: [{ kind, id: partner.id }] }) };
  if (partner.is !== 'one') return { found: 'no-way' };
  const entries = await callsIn(kind, partner.id, since, context);
  const [entry] = entries ?? [];
  if (entries?.length === 1 && entry !== undefined) {
    const record = loggedCall(entry.id, entry.at, kind, partner.id, fields);
    return { found: 'done', outcome: done({ records: [settled(target, record)] }) };
  }
  if (entries !== null && entries.length > 1)
    return {
      found: 'several',
      candidates: candidatesOf(
        'phone_calls',
        entries.map(({ id, at }) => loggedCall(id, at, kind, partner.id, fields)),
      ),
      isGuess: false,
    };
  return throughNote(kind, partner.id, fields, since, context, entries === null);
}

/** The note alone tells that a call was logged; the call's own id stays unknown then, and only the note is shown. */
async function throughNote(
  kind: Kind,
  id: number,
  fields: Fields,
  since: number,
  context: PushContext,
  isOnlyWay: boolean,
): Promise<Verdict> {
  const description = textOf(objectOf(fields, 'note') ?? {}, 'description');
  if (description === null) return isOnlyWay ? { found: 'no-way' } : NOTHING_FOUND;
  const note = { description, targetable_type: MODEL_OF_KIND[kind], targetable_id: id };
  const rows = await FINDERS.notes(note, since, context);
  // Where the notes cannot be read either, that none is seen says nothing.
  if (rows === null) return { found: 'no-way' };
  const choice = await chooseAmong(rows, { kind: 'notes', fields: note, since }, context);
  if (choice.is === 'none') return NOTHING_FOUND;
  const records =
    choice.is === 'one' ? [{ kind: 'notes' as const, localId: null, record: choice.record }] : [];
  return { found: 'done', outcome: done({ records }) };
}

/** The person who was made with the call, where it was with somebody new. */
async function newPartner(
  kind: Kind,
  fields: Fields,
  since: number,
  context: PushContext,
): Promise<{ is: 'one' | 'gone'; id: number } | { is: 'none' } | { is: 'several' }> {
  const rows = await newestSince(kind, since, context);
  if (rows === null) return { is: 'several' };
  const person = objectOf(fields, 'targetable') ?? {};
  const choice = await chooseAmong(rows, { kind, fields: person, since }, context);
  if (choice.is !== 'none')
    return choice.is === 'one' ? { is: 'one', id: choice.record.id } : { is: choice.is };
  const wanted = { kind, fields: person, since };
  const binned = await chooseAmong(await newestInBin(kind, since, context), wanted, context);
  return binned.is === 'one' ? { is: 'gone', id: binned.record.id } : { is: 'none' };
}

interface Entry {
  readonly id: number;
  readonly at: string;
}

/** The calls in a record's timeline since a moment; null where it has none that can be read, or tells of no calls. */
async function callsIn(
  kind: Kind,
  id: number,
  since: number,
  context: PushContext,
): Promise<readonly Entry[] | null> {
  const timeline = await timelineOf(kind, id, context);
  if (timeline === null) return null;
  const entries = timeline.flatMap((activity: RawRecord): Entry[] => {
    const [at, call] = [textOf(activity, 'created_at'), idOf(activity, 'actionable_id')];
    const isCall = /^phone_?call$/i.test(textOf(activity, 'actionable_type') ?? '');
    const isSince = (parseInstant(at) ?? -Infinity) >= since;
    return isCall && isSince && call !== null && at !== null ? [{ id: call, at }] : [];
  });
  const ids = entries.map((entry) => entry.id);
  if (ids.length === 0) return entries;
  const { bound } = await context.store.call('store.bound', { kind: 'phone_calls', ids });
  return entries.filter((entry) => !bound.includes(entry.id));
}

async function timelineOf(kind: Kind, id: number, context: PushContext): Promise<readonly Activity[] | null> {
  try {
    const base = await baseOf({ kind, id }, context);
    return await askTwice(() => context.crm.timeline(kind, base, callOf(context)));
  } catch (caught) {
    const code = caught instanceof AppError ? caught.info.code : null;
    if (code === 'not-found' || code === 'forbidden' || code === 'unexpected-shape') return null;
    throw caught;
  }
}

/** What is known of a call that was found: that it was logged, and what was asked. */
function loggedCall(id: number, at: string, kind: Kind, about: number, fields: Fields): IdentifiedRecord {
  return {
    id,
    call_direction: fields['call_direction'] === true,
    conversation_time: at,
    is_manual: true,
    targetable_type: MODEL_OF_KIND[kind],
    targetable_id: about,
    ...(objectOf(fields, 'note') === null ? {} : { note: fields['note'] }),
  };
}
