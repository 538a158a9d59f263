import type { RecordKind, RecordRef } from '../../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../../shared/entities/record.ts';
import { askTwice, goneBy } from '../absent.ts';
import type { Drifted } from '../ports.ts';
import type { PullJob } from './job.ts';

/** Kinds of which one record can be asked for (reference: notes and phone calls have no GET). */
export type ReadableKind = Exclude<RecordKind, 'notes' | 'phone_calls'>;

export function isReadable(kind: RecordKind): kind is ReadableKind {
  return kind !== 'notes' && kind !== 'phone_calls';
}

export type Found =
  | { readonly found: true; readonly record: IdentifiedRecord; readonly drifted: readonly Drifted[] }
  | { readonly found: false; readonly reason: 'deleted' | 'invisible' };

/** Asks for one record. Gone is: no answer of it (404), one that says so itself (quirks §5), or none for this user (403). */
export async function getOne(kind: ReadableKind, id: number, job: PullJob): Promise<Found> {
  try {
    const { record, drifted } = await askTwice(() => job.crm.get(kind, id, job.call()));
    if (record['is_deleted'] === true) return { found: false, reason: 'deleted' };
    return { found: true, record, drifted };
  } catch (error) {
    const reason = goneBy(error);
    if (reason === null) throw error;
    return { found: false, reason };
  }
}

/** What the store is given of it. */
export function incomingOf({ kind, id }: RecordRef, answer: Found) {
  return answer.found
    ? { batches: [{ kind, records: [answer.record] }] }
    : { removed: [{ kind, id, reason: answer.reason }] };
}
