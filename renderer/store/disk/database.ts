import Dexie, { type EntityTable, type Table } from 'dexie';
import { AppError } from '../../../shared/errors.ts';
import { KINDS, type Kind } from '../../../shared/entities/kind.ts';
import type { MirrorCursor } from '../../../shared/store-port.ts';
import { storageError } from './storage-error.ts';

/** Up to some hundred records of one kind, as one value. */
export interface ChunkRow {
  readonly n: number;
  readonly kind: Kind;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the store knows of itself and of the mirror, by key. */
export type MetaRow =
  | { readonly key: `cursor:${Kind}`; readonly value: MirrorCursor }
  | {
      readonly key: 'configuration';
      readonly value: { readonly at: number; readonly absentKinds: readonly Kind[] };
    };

/** A piece of the account's configuration. */
export interface ConfigurationRow {
  readonly key: string;
  readonly value: unknown;
}

/** What a database needs of its surroundings; the globals of a worker, or those of a test. */
export interface DatabasePorts {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
}

/** Counts up with each change of the tables below; Dexie multiplies it by ten. */
const VERSION = 1;

/** The database of one account. There are no secondary indexes: the memory index answers queries. */
export class Database {
  readonly dexie: Dexie;
  readonly chunks: EntityTable<ChunkRow, 'n'>;
  readonly meta: Table<MetaRow, string>;
  readonly configuration: EntityTable<ConfigurationRow, 'key'>;

  constructor(name: string, { indexedDB, IDBKeyRange }: DatabasePorts) {
    this.dexie = new Dexie(name, {
      indexedDB,
      IDBKeyRange,
      autoOpen: false,
      cache: 'disabled',
      // A page that is lost with the power is fetched again: its cursor is lost with it.
      chromeTransactionDurability: 'relaxed',
    });
    this.dexie.version(VERSION).stores({ chunks: 'n', meta: 'key', configuration: 'key' });
    this.chunks = this.dexie.table('chunks');
    this.meta = this.dexie.table('meta');
    this.configuration = this.dexie.table('configuration');
  }
}

/** The name of an account's database. */
export function databaseName(accountId: string): string {
  return `satchel-${accountId}`;
}

/**
 * Opens an account's database, which is made when there is none.
 * @throws AppError `storage` when the disk refuses, or when a newer version of the app has written the database; then it is left as it is
 */
export async function openDatabase(accountId: string, ports: DatabasePorts): Promise<Database> {
  const name = databaseName(accountId);
  try {
    // Asked before Dexie opens it: Dexie would add to a newer database what it misses.
    const installed =
      (await ports.indexedDB.databases()).find((database) => database.name === name)?.version ?? 0;
    if (Math.floor(installed / 10) > VERSION)
      throw new AppError({ code: 'storage', reason: 'newer-version' });
    const database = new Database(name, ports);
    await database.dexie.open();
    return database;
  } catch (error) {
    throw storageError(error);
  }
}

/** Deletes an account's database, which must be closed. */
export async function deleteDatabase(accountId: string, ports: DatabasePorts): Promise<void> {
  try {
    await new Database(databaseName(accountId), ports).dexie.delete();
  } catch (error) {
    throw storageError(error);
  }
}

/** The kind whose cursor a meta row holds, or null. */
export function kindOfCursor(key: string): Kind | null {
  return KINDS.find((kind) => key === `cursor:${kind}`) ?? null;
}
