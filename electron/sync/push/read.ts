import type { RecordRef } from '../../../shared/entities/kind.ts';
import { isKind, type Kind } from '../../../shared/entities/kind.ts';
import type { IdentifiedRecord, RawRecord } from '../../../shared/entities/record.ts';
import { targetsOf } from '../../../shared/entities/target.ts';
import { PAGE_SIZE } from '../../../shared/limits.ts';
import { askTwice, goneBy } from '../absent.ts';
import { callOf, isReadable } from './job.ts';
import type { PushContext } from './ports.ts';

/** What the server says of a record. */
export type Reading =
  | { readonly is: 'there'; readonly record: IdentifiedRecord }
  | { readonly is: 'gone'; readonly reason: 'deleted' | 'invisible' }
  /** There is no call that tells. */
  | { readonly is: 'unknown' };

/** Pages of a list that are read for one record in it. */
export const LIST_PAGES_MAX = 10;

/**
 * Reads one record: by its id, or a note by the list of the record it is about, as there is no call for one note (reference: Notes).
 * @param base what is known of it; a note's says where to look
 * @throws AppError as the calls do, but for `not-found` and `forbidden`
 */
export async function readRecord(
  ref: RecordRef,
  base: RawRecord | null,
  context: PushContext,
): Promise<Reading> {
  const { kind, id } = ref;
  try {
    if (!isReadable(kind)) return await readNote(id, base, context);
    const { record } = await askTwice(() => context.crm.get(kind, id, callOf(context)));
    return record['is_deleted'] === true ? { is: 'gone', reason: 'deleted' } : { is: 'there', record };
  } catch (caught) {
    const reason = goneBy(caught);
    if (reason === null) throw caught;
    // That a note's record is gone says nothing of the note: a converted lead's notes are a contact's now.
    return isReadable(kind) ? { is: 'gone', reason } : { is: 'unknown' };
  }
}

async function readNote(id: number, base: RawRecord | null, context: PushContext): Promise<Reading> {
  const about = base === null ? undefined : targetsOf(base)[0];
  if (about === undefined || !isKind(about.kind)) return { is: 'unknown' };
  const parent = await baseOf({ kind: about.kind, id: about.id }, context);
  for (let page = 1; page <= LIST_PAGES_MAX; page++) {
    const { records } = await context.crm.related(about.kind, parent, 'notes', page, callOf(context));
    const record = records.find((row) => row.id === id);
    if (record !== undefined) return { is: 'there', record };
    if (records.length < PAGE_SIZE) return { is: 'gone', reason: 'deleted' };
  }
  return { is: 'unknown' };
}

/** What is known of a record, or its id alone. */
export async function baseOf(
  ref: { readonly kind: Kind; readonly id: number },
  { store }: PushContext,
): Promise<IdentifiedRecord> {
  const { bases } = await store.call('store.bases', { refs: [ref] });
  return bases[0] ?? { id: ref.id };
}

/** Stores what the server says of records; pending edits are replayed on it there. */
export async function applyRecords(
  kind: RecordRef['kind'],
  records: readonly IdentifiedRecord[],
  { store }: PushContext,
): Promise<void> {
  await store.call('store.apply', {
    batches: [{ kind, records: [...records] }],
    removed: [],
    bookmarks: [],
    details: [],
    journal: [],
  });
}
