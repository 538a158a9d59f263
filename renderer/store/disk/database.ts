import Dexie, { type EntityTable, type Table } from 'dexie';
import { AppError } from '../../../shared/errors.ts';
import type { Conflict, Edit, Notice, Policies } from '../../../shared/edits/edit.ts';
import { KINDS, type Kind, type RecordKind, type RecordRef } from '../../../shared/entities/kind.ts';
import type { Detail, JournalEntry, MirrorCursor, View } from '../../../shared/store-port.ts';
import { storageError } from './storage-error.ts';

/** Up to some hundred records of one kind, as one value. */
export interface ChunkRow {
  readonly n: number;
  readonly kind: RecordKind;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the store knows of itself and of the mirror, by key. */
export type MetaRow =
  | { readonly key: `cursor:${Kind}`; readonly value: MirrorCursor }
  | { readonly key: `bookmark:${string}`; readonly value: unknown }
  | {
      readonly key: 'configuration';
      readonly value: { readonly at: number; readonly absentKinds: readonly Kind[] };
    }
  /** The next number of an edit, and the next local id. */
  | { readonly key: 'seq' | 'localId'; readonly value: number }
  | { readonly key: 'policies'; readonly value: Policies }
  /** Older versions did not write down when a record was pinned. */
  | { readonly key: 'pins'; readonly value: readonly (RecordRef & { readonly at?: number | null })[] };

/** The conflict, or the notice, of a record. */
export interface KeyedRow<T> {
  /** The record's `refKey`. */
  readonly key: string;
  readonly value: T;
}

/** Which record of the server a local one has become. */
export interface AliasRow {
  readonly localId: number;
  readonly ref: RecordRef;
}

/** A detail under its record's `refKey` and its part. */
export interface DetailRow {
  readonly key: string;
  readonly detail: Detail;
}

/** A piece of a file that waits to be attached. */
export interface PieceRow {
  /** The file's id and the number of the piece (`pieces.ts`). */
  readonly key: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A file of the server's that this device has attached. */
export interface ClaimRow {
  readonly id: number;
}

export interface JournalRow {
  readonly n: number;
  readonly entry: JournalEntry;
}

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
const VERSION = 4;

/**
 * How long a commit takes to be believed: `relaxed` until the system has it, `strict` until the disk has it. What was fetched is fetched again when it is lost with the power, for
 * its cursor is lost with it; what the rep wrote, and that it may have been sent, is strict.
 */
export type Durability = 'relaxed' | 'strict';

/**
 * A connection to the database of one account. Dexie sets the durability by connection, so there are two. There are no secondary indexes: the memory index
 * answers queries.
 */
export class Database {
  readonly dexie: Dexie;
  readonly chunks: EntityTable<ChunkRow, 'n'>;
  readonly meta: Table<MetaRow, string>;
  readonly configuration: EntityTable<ConfigurationRow, 'key'>;
  readonly edits: EntityTable<Edit, 'id'>;
  readonly conflicts: Table<KeyedRow<Conflict>, string>;
  readonly notices: Table<KeyedRow<Notice>, string>;
  readonly aliases: EntityTable<AliasRow, 'localId'>;
  readonly details: EntityTable<DetailRow, 'key'>;
  readonly journal: EntityTable<JournalRow, 'n'>;
  readonly views: EntityTable<View, 'id'>;
  readonly pieces: EntityTable<PieceRow, 'key'>;
  readonly claims: EntityTable<ClaimRow, 'id'>;

  constructor(name: string, { indexedDB, IDBKeyRange }: DatabasePorts, durability: Durability = 'relaxed') {
    this.dexie = new Dexie(name, {
      indexedDB,
      IDBKeyRange,
      autoOpen: false,
      cache: 'disabled',
      chromeTransactionDurability: durability,
    });
    this.dexie.version(1).stores({ chunks: 'n', meta: 'key', configuration: 'key' });
    this.dexie.version(2).stores({
      edits: 'id',
      conflicts: 'key',
      notices: 'key',
      aliases: 'localId',
      details: 'key',
      journal: 'n',
    });
    this.dexie.version(3).stores({ views: 'id' });
    this.dexie.version(VERSION).stores({ pieces: 'key', claims: 'id' });
    this.chunks = this.dexie.table('chunks');
    this.meta = this.dexie.table('meta');
    this.configuration = this.dexie.table('configuration');
    this.edits = this.dexie.table('edits');
    this.conflicts = this.dexie.table('conflicts');
    this.notices = this.dexie.table('notices');
    this.aliases = this.dexie.table('aliases');
    this.details = this.dexie.table('details');
    this.journal = this.dexie.table('journal');
    this.views = this.dexie.table('views');
    this.pieces = this.dexie.table('pieces');
    this.claims = this.dexie.table('claims');
  }
}

/** The name of an account's database. */
export function databaseName(accountId: string): string {
  return `satchel-${accountId}`;
}

/** Both connections to an account's database. */
export interface Connections {
  readonly relaxed: Database;
  readonly strict: Database;
}

/** Ends both connections. */
export function closeConnections({ relaxed, strict }: Connections): void {
  strict.dexie.close();
  relaxed.dexie.close();
}

/**
 * Opens an account's database, which is made when there is none and upgraded when it is older.
 * @throws AppError `storage` when the disk refuses, or when a newer version of the app has written the database; then it is left as it is
 */
export async function openDatabase(accountId: string, ports: DatabasePorts): Promise<Connections> {
  const name = databaseName(accountId);
  const relaxed = new Database(name, ports);
  const strict = new Database(name, ports, 'strict');
  try {
    // Asked before Dexie opens it: Dexie would add to a newer database what it misses.
    const installed =
      (await ports.indexedDB.databases()).find((database) => database.name === name)?.version ?? 0;
    if (Math.floor(installed / 10) > VERSION)
      throw new AppError({ code: 'storage', reason: 'newer-version' });
    await relaxed.dexie.open();
    await strict.dexie.open();
    return { relaxed, strict };
  } catch (error) {
    closeConnections({ relaxed, strict });
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

const BOOKMARK = 'bookmark:';

/** The key of a meta row that holds a bookmark. */
export function bookmarkKey(key: string): `bookmark:${string}` {
  return `${BOOKMARK}${key}`;
}

/** The name of the bookmark that a meta row holds, or null. */
export function nameOfBookmark(key: string): string | null {
  return key.startsWith(BOOKMARK) ? key.slice(BOOKMARK.length) : null;
}
