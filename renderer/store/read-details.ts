import { refKey, type RecordRef } from '../../shared/entities/kind.ts';
import type { Detail } from '../../shared/store-port.ts';
import { storageError } from './disk/storage-error.ts';
import type { Session } from './session.ts';

/**
 * What is known of a record beside its fields, as it lies on the disk. What is broken is left out, and the record taken for one of which nothing was read yet, so that it is
 * fetched again.
 * @throws AppError `storage`
 */
export async function readDetails(
  { database, safe, detailTimes }: Session,
  ref: RecordRef,
): Promise<Detail[]> {
  const rows = await Promise.resolve(
    database.relaxed.details
      .where('key')
      .startsWith(`${refKey(ref)}:`)
      .toArray(),
  ).catch((error: unknown) => {
    throw storageError(error);
  });
  const { opened, damaged } = await safe.openAll('details', rows);
  if (damaged.length > 0) detailTimes.delete(refKey(ref));
  return [...opened.values()];
}
