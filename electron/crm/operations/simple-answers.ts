import { z } from 'zod';
import type { RawRecord } from '../../../shared/entities/record.ts';
import { isObject, objectReader, type Reader } from '../answers.ts';
import { shapeError } from '../errors.ts';

/** What a deletion is answered with: `true`, the record, `{ success }`, `{ msg }`, or nothing. That it came is what counts. */
export type Deleted = true | RawRecord | null;

export const readDeleted: Reader<Deleted> = (answer, effect) => {
  if (answer === true || answer === null || isObject(answer)) return answer;
  throw shapeError('', { effect });
};

/** What became of each record of a bulk call that is done at once. */
export interface BulkResult {
  readonly results: readonly { readonly id: number; readonly ok: boolean }[];
  readonly answer: RawRecord;
}

/** Reads `{ <key>: [{ "1": true }, { "2": true }] }`. */
export function bulkResultReader(key: string): Reader<BulkResult> {
  const schema = z.looseObject({ [key]: z.array(z.record(z.string().regex(/^\d{1,15}$/), z.unknown())) });
  return (answer, effect) => {
    const parsed = schema.safeParse(answer);
    const rows = parsed.success ? parsed.data[key] : undefined;
    if (!rows || !isObject(answer)) throw shapeError(key, { effect });
    const results = rows.flatMap((row) =>
      Object.entries(row).map(([id, ok]) => ({ id: Number(id), ok: ok === true })),
    );
    return { results, answer };
  };
}

/** A bulk call that is put in a queue. `jobId` is for `jobStatuses.get`; null where the server gives no way to follow it. */
export interface QueuedJob {
  readonly message: string;
  readonly jobId: string | null;
  readonly answer: RawRecord;
}

const queuedSchema = z.looseObject({ message: z.string(), job_status_url: z.string().nullish() });
const readQueuedObject = objectReader(queuedSchema);

export const readQueuedJob: Reader<QueuedJob> = (answer, effect) => {
  const queued = readQueuedObject(answer, effect);
  // The address is of http and of whatever host the server thinks it has: only the id at its end is used.
  const jobId = /\/job_statuses\/([^/?#]+)/.exec(queued.job_status_url ?? '')?.[1] ?? null;
  return { message: queued.message, jobId, answer: queued };
};
