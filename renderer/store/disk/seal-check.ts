import { AppError } from '../../../shared/errors.ts';
import { CHECK_KEY, hasRows, type Database, type SealCheck } from './database.ts';
import type { Safe, Sealed } from './safe.ts';

const PLACE = { table: 'meta', key: CHECK_KEY };

/**
 * Makes sure that the key is the one that a database was sealed with, before anything else is opened: with another one everything would look broken. A database in which nothing is sealed yet
 * takes the key for its own.
 * @returns whether all that older versions had written is sealed
 * @throws AppError `storage: wrong-key`; then nothing was touched
 */
export async function checkKey(database: Database, safe: Safe): Promise<boolean> {
  const row = await database.meta.get(CHECK_KEY);
  if (row) {
    const sealed = ('sealed' in row ? row.sealed : new Uint8Array()) as Sealed<SealCheck>;
    const check = await safe.open(sealed, PLACE).catch((error: unknown) => {
      throw wrongKey(error);
    });
    return check.allSealed;
  }
  // Without what tells, what is there was sealed with nobody knows which.
  if (await hasRows(database.sealed)) throw wrongKey();
  const allSealed = !(await hasRows(Object.values(database.plain)));
  await writeCheck(database, safe, { allSealed });
  return allSealed;
}

export async function writeCheck(database: Database, safe: Safe, check: SealCheck): Promise<void> {
  await database.meta.put({ key: CHECK_KEY, sealed: await safe.seal(check, PLACE) });
}

function wrongKey(cause?: unknown): AppError {
  return new AppError({ code: 'storage', reason: 'wrong-key' }, { cause });
}
