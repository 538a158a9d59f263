import Dexie from 'dexie';
import { stringifyJson } from '../../shared/json.ts';
import { databaseName, VERSION, type DatabasePorts } from './disk/database.ts';
import type { Safe } from './disk/safe.ts';
import type { Place } from './disk/seal.ts';

/** The outbox as a version before this one had it, sealed with the account's key. */
export interface OutboxCopy {
  readonly accountId: string;
  readonly from: number;
  readonly to: number;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** For what place a copy is sealed. */
export function outboxCopyPlace(to: number): Place {
  return { table: 'outbox-copy', key: to };
}

/**
 * Has the outbox of an older database written to a file before the database is upgraded; nothing where nothing waits.
 * @throws AppError `storage`
 */
export async function saveOutbox(
  accountId: string,
  from: number,
  safe: Safe,
  ports: DatabasePorts & { saveOutbox(copy: OutboxCopy): Promise<void> },
): Promise<void> {
  const { edits, conflicts } = await readPlain(databaseName(accountId), ports);
  if (edits.length === 0) return;
  const json = stringifyJson({ account: accountId, version: from, edits, conflicts });
  const sealed = await safe.bytes.seal(new TextEncoder().encode(json), outboxCopyPlace(VERSION));
  await ports.saveOutbox({ accountId, from, to: VERSION, sealed });
}

/** Reads a database as it is, whatever its version. */
async function readPlain(
  name: string,
  { indexedDB, IDBKeyRange }: DatabasePorts,
): Promise<{ readonly edits: unknown[]; readonly conflicts: unknown[] }> {
  const dexie = new Dexie(name, { indexedDB, IDBKeyRange, autoOpen: false, cache: 'disabled' });
  try {
    await dexie.open();
    const rowsOf = (table: string): Promise<unknown[]> =>
      Promise.resolve(dexie.tables.some((each) => each.name === table) ? dexie.table(table).toArray() : []);
    return { edits: await rowsOf('edits'), conflicts: await rowsOf('conflicts') };
  } finally {
    dexie.close();
  }
}
