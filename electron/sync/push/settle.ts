import type { Fields } from '../../../shared/edits/edit.ts';
import { notTaken } from '../../../shared/edits/not-taken.ts';
import { isLocalId } from '../../../shared/entities/local-id.ts';
import type { RecordKind, RecordRef } from '../../../shared/entities/kind.ts';
import {
  idOf,
  objectsOf,
  textOf,
  type IdentifiedRecord,
  type RawRecord,
} from '../../../shared/entities/record.ts';
import { targetsOf } from '../../../shared/entities/target.ts';
import type { Settlement } from '../../../shared/store-port.ts';
import type { OneRecord } from '../ports.ts';
import { done } from './job.ts';
import type { Outcome } from './outcome.ts';
import type { PushContext } from './ports.ts';

type Done = Extract<Outcome, { name: 'done' }>;

/** A record that an answer holds, as it is settled; `target` is what it was known as here. */
export function settled(target: RecordRef, record: IdentifiedRecord): Done['records'][number] {
  return { kind: target.kind, localId: isLocalId(target.id) ? target.id : null, record };
}

/** Done, with the record that the server answered and what it did not take of what was asked. */
export function doneWith(target: RecordRef, asked: Fields, { record, sideloads }: OneRecord): Done {
  const whole = aboutIt(target.kind, asked, record);
  const beside = target.kind === 'phone_calls' ? notesBeside(asked, sideloads) : [];
  const noted =
    beside[0] === undefined ? whole : { ...whole, note: { description: beside[0].record['description'] } };
  return done({
    records: [settled(target, noted), ...beside],
    dropped: notTaken(target.kind, asked, record),
  });
}

/** Some answers do not say what a record is about (a new task's, a note's); it is about what was asked for, else it was refused. */
function aboutIt(kind: RecordKind, asked: Fields, record: IdentifiedRecord): IdentifiedRecord {
  switch (kind) {
    case 'tasks':
    case 'appointments':
    case 'notes':
    case 'sales_activities':
    case 'phone_calls': {
      const [type, id] = [textOf(asked, 'targetable_type'), idOf(asked, 'targetable_id')];
      if (type === null || id === null || targetsOf(record).length > 0) return record;
      return { ...record, targetable_type: type, targetable_id: id };
    }
    case 'leads':
    case 'contacts':
    case 'sales_accounts':
    case 'deals':
    case 'products':
    case 'cpq_documents':
      return record;
  }
}

/** The note that was made with a call, a record of its own (reference: Manual Call Log). */
function notesBeside(asked: Fields, sideloads: RawRecord): Done['records'] {
  return objectsOf(sideloads, 'notes').flatMap((note) => {
    const id = idOf(note, 'id');
    if (id === null) return [];
    return [{ kind: 'notes' as const, localId: null, record: aboutIt('notes', asked, { ...note, id }) }];
  });
}

/**
 * Learns who the key's user is from a record that this device has just made: its creator. The owner would not do, as an account's own rules may give a new record to somebody else.
 */
export function learnFrom(record: RawRecord, { me, learnMe }: PushContext): void {
  const id = idOf(record, 'creater_id');
  if (id !== null && me() === null) learnMe(id);
}

/** A settlement without words of its own for the journal: the store writes what became of an edit. */
export function settlementOf(editIds: readonly string[], outcome: Outcome): Settlement {
  return { editIds: [...editIds], outcome, journal: [] };
}
