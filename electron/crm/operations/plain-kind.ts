import type { z } from 'zod';
import type { RawRecord } from '../../../shared/entities/record.ts';
import { listReader, recordReader, type ListAnswer, type RecordAnswer } from '../answers.ts';
import type { Caller, CallOptions } from '../call.ts';
import type { Id, IncludeOptions, PageOptions } from './options.ts';
import { readDeleted, type Deleted } from './simple-answers.ts';

/** The four operations that every kind beside the mirrored ones has. `Write` holds the kind's fields by the API's names. */
export interface PlainKindOperations<Write extends object> {
  create(record: Write, options?: IncludeOptions): Promise<RecordAnswer>;
  get(id: Id, options?: IncludeOptions): Promise<RecordAnswer>;
  /** Sends the fields that changed. */
  update(id: Id, changes: Partial<Write>, options?: IncludeOptions): Promise<RecordAnswer>;
  remove(id: Id, options?: CallOptions): Promise<Deleted>;
}

/** @param root the kind's path, `/tasks`; @param key the key that wraps one record, `task` */
export function plainKind<Write extends RawRecord>(
  call: Caller,
  root: string,
  key: string,
  schema: z.ZodType,
): PlainKindOperations<Write> {
  const readRecord = recordReader(key, schema);
  const including = (options: IncludeOptions | undefined) => [['include', options?.include]] as const;
  return {
    create: (record, options) =>
      call(
        { method: 'POST', path: root, query: including(options), body: { [key]: record } },
        options,
        readRecord,
      ),
    get: (id, options) =>
      call({ method: 'GET', path: `${root}/${id}`, query: including(options) }, options, readRecord),
    update(id, changes, options) {
      const body = { [key]: changes };
      return call(
        { method: 'PUT', path: `${root}/${id}`, query: including(options), body },
        options,
        readRecord,
      );
    },
    remove: (id, options) => call({ method: 'DELETE', path: `${root}/${id}` }, options, readDeleted),
  };
}

/**
 * A kind's list by one of the server's own filters; it takes exactly one at a time (reference: List All Tasks, List All Appointments).
 * @param root the kind's path, `/tasks`; @param key the key of the list, `tasks`
 */
export function filteredList<Filter extends string>(
  call: Caller,
  root: string,
  key: string,
  schema: z.ZodType,
): (filter: Filter, options?: PageOptions) => Promise<ListAnswer> {
  const readList = listReader(key, schema);
  return (filter, options) => {
    const query = [
      ['filter', filter],
      ['include', options?.include],
      ['per_page', options?.perPage],
      ['page', options?.page],
    ] as const;
    return call({ method: 'GET', path: root, query }, options, readList);
  };
}
