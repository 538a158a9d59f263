import type { z } from 'zod';
import type { RawRecord } from '../../../shared/entities/record.ts';
import { recordReader, type RecordAnswer } from '../answers.ts';
import type { Caller, CallOptions } from '../call.ts';
import type { Id } from './options.ts';
import { plainKind, type PlainKindOperations } from './plain-kind.ts';
import { readQueuedJob, type QueuedJob } from './simple-answers.ts';

/** What products and documents have in common (reference: Products, Documents). Bulk calls are queued, and cannot be followed. */
export interface CpqKindOperations<Write extends object> extends PlainKindOperations<Write> {
  bulkUpdate(ids: readonly number[], changes: Partial<Write>, options?: CallOptions): Promise<QueuedJob>;
  bulkAssignOwner(ids: readonly number[], ownerId: Id, options?: CallOptions): Promise<QueuedJob>;
  restore(id: Id, options?: CallOptions): Promise<RecordAnswer>;
  bulkDelete(ids: readonly number[], options?: CallOptions): Promise<QueuedJob>;
  /** With PUT, as the reference's example has it; its heading says POST: see docs/decisions/0004. */
  bulkRestore(ids: readonly number[], options?: CallOptions): Promise<QueuedJob>;
}

/** @param plural the kind's name in paths, `products`; @param key the key that wraps one record, `product` */
export function cpqKind<Write extends RawRecord>(
  call: Caller,
  plural: string,
  key: string,
  schema: z.ZodType,
): CpqKindOperations<Write> {
  const root = `/cpq/${plural}`;
  const bulk = (name: string) => `${root}/${plural}_bulk_${name}`;
  const readRecord = recordReader(key, schema);
  return {
    ...plainKind<Write>(call, root, key, schema),
    bulkUpdate: (ids, changes, options) =>
      call({ method: 'PUT', path: bulk('update'), body: { [key]: changes, ids } }, options, readQueuedJob),
    bulkAssignOwner: (ids, ownerId, options) =>
      call(
        { method: 'POST', path: bulk('assign'), body: { selected_ids: ids, owner_id: ownerId } },
        options,
        readQueuedJob,
      ),
    restore: (id, options) => call({ method: 'PUT', path: `${root}/${id}/restore` }, options, readRecord),
    bulkDelete: (ids, options) =>
      call({ method: 'POST', path: bulk('delete'), body: { selected_ids: ids } }, options, readQueuedJob),
    bulkRestore: (ids, options) =>
      call({ method: 'PUT', path: bulk('restore'), body: { selected_ids: ids } }, options, readQueuedJob),
  };
}
