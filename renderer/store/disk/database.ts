import Dexie, { type EntityTable, type Table } from 'dexie';
import { AppError } from '../../../shared/errors.ts';
import type { Conflict, Edit, Notice, Policies } from '../../../shared/edits/edit.ts';
import { KINDS, type Kind, type RecordKind, type RecordRef } from '../../../shared/entities/kind.ts';
import type { Detail, JournalEntry, MirrorCursor, View } from '../../../shared/store-port.ts';
import type { SealedRow } from './safe.ts';
import { storageError } from './storage-error.ts';

/** Up to some hundred records of one kind, as one value. The kind is readable, so that those of a broken chunk can be fetched again. */
export interface ChunkRow {
  readonly n: number;
  readonly kind: RecordKind;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** What the store knows of itself and of the mirror, by key. */
export type MetaRow =
  | OpenMetaRow
  | { readonly key: `bookmark:${string}`; readonly value: unknown }
  | {
      readonly key: 'configuration';
      readonly value: { readonly at: number; readonly absentKinds: readonly Kind[] };
    }
  | { readonly key: 'policies'; readonly value: Policies }
  /** What is being written and not saved yet, by what it is written in, and words that the rep keeps for himself. */
  | { readonly key: `draft:${string}`; readonly value: string }
  /** Older versions wrote all of them together. */
  | { readonly key: 'drafts'; readonly value: Readonly<Record<string, string>> }
  /** Older versions did not write down when a record was pinned. */
  | { readonly key: 'pins'; readonly value: readonly (RecordRef & { readonly at?: number | null })[] };

/** What of it says nothing of anybody, and lies there readable: how far the mirror is, the next number of an edit, and the next local id. */
export type OpenMetaRow =
  | { readonly key: `cursor:${Kind}`; readonly value: MirrorCursor }
  | { readonly key: 'seq' | 'localId'; readonly value: number };

/** A row of the store's own knowledge as it lies on the disk. */
export type StoredMetaRow = OpenMetaRow | SealedRow<MetaRow['value']> | SealedRow<SealCheck>;

/** By it a key is known for the right one before anything else is opened. */
export interface SealCheck {
  /** Whether all that older versions had written is sealed: from then on nothing plain is taken in. */
  readonly allSealed: boolean;
}

/** Where it lies. */
export const CHECK_KEY = 'check';

export function isOpenMeta(row: MetaRow): row is OpenMetaRow {
  return row.key === 'seq' || row.key === 'localId' || kindOfCursor(row.key) !== null;
}

/** Which record of the server a local one has become. */
export interface AliasRow {
  readonly localId: number;
  readonly ref: RecordRef;
}

/** A detail under its record's `refKey` and its part, and when it was read. */
export interface DetailRow extends SealedRow<Detail> {
  readonly at: number;
}

/** A piece of a file that waits to be attached, by the file's id and the number of the piece (`pieces.ts`). */
export interface PieceRow {
  readonly key: string;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** A file of the server's that this device has attached. */
export interface ClaimRow {
  readonly id: number;
}

/** A chunk's stamp, which is another whenever the chunk is written (`snapshot.ts`). It says nothing but that. */
export interface StampRow {
  readonly n: number;
  readonly stamp: number;
}

/** The tables of the versions before the fifth, which sealed nothing. Since then they are empty. */
export interface PlainTables {
  readonly chunks: Table<Omit<ChunkRow, 'sealed'> & { readonly bytes: Uint8Array<ArrayBuffer> }, number>;
  readonly meta: Table<MetaRow, string>;
  readonly configuration: Table<{ readonly key: string; readonly value: unknown }, string>;
  readonly edits: Table<Edit, string>;
  readonly conflicts: Table<{ readonly key: string; readonly value: Conflict }, string>;
  readonly notices: Table<{ readonly key: string; readonly value: Notice }, string>;
  readonly details: Table<{ readonly key: string; readonly detail: Detail }, string>;
  readonly journal: Table<{ readonly n: number; readonly entry: JournalEntry }, number>;
  readonly views: Table<View, string>;
  readonly pieces: Table<Omit<PieceRow, 'sealed'> & { readonly bytes: Uint8Array<ArrayBuffer> }, string>;
}

/** A table as rows are written to it. */
export interface Writable<T> {
  bulkPut(rows: readonly T[]): PromiseLike<unknown>;
}

/** What a database needs of its surroundings; the globals of a worker, or those of a test. */
export interface DatabasePorts {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
}

/** Counts up with each change of the tables below; Dexie multiplies it by ten. */
export const VERSION = 6;

/**
 * How long a commit takes to be believed: `relaxed` until the system has it, `strict` until the disk has it. What was fetched is fetched again when it is lost with the power, for
 * its cursor is lost with it; what the rep wrote, and that it may have been sent, is strict.
 */
export type Durability = 'relaxed' | 'strict';

const SEALED = {
  sealedChunks: 'n',
  sealedMeta: 'key',
  sealedConfiguration: 'key',
  sealedEdits: 'key',
  sealedConflicts: 'key',
  sealedNotices: 'key',
  sealedDetails: 'key',
  sealedJournal: 'key',
  sealedViews: 'key',
  sealedPieces: 'key',
};
/** The version that seals everything, and the one that has snapshots of the memory index. */
const SEALS_SINCE = 5;
const SNAPSHOTS = { sealedSnapshots: 'key', stamps: 'n' };

/**
 * A connection to the database of one account. Dexie sets the durability by connection, so there are two. There are no secondary indexes: the memory index
 * answers queries. Keys of rows are readable: uuids, numbers, and the kinds and ids of records.
 */
export class Database {
  readonly dexie: Dexie;
  readonly chunks: EntityTable<ChunkRow, 'n'>;
  readonly meta: Table<StoredMetaRow, string>;
  /** Pieces of the account's configuration. */
  readonly configuration: Table<SealedRow<unknown>, string>;
  readonly edits: Table<SealedRow<Edit>, string>;
  /** The conflict, or the notice, of a record, by its `refKey`. */
  readonly conflicts: Table<SealedRow<Conflict>, string>;
  readonly notices: Table<SealedRow<Notice>, string>;
  readonly aliases: EntityTable<AliasRow, 'localId'>;
  readonly details: Table<DetailRow, string>;
  readonly journal: Table<SealedRow<JournalEntry, number>, number>;
  readonly views: Table<SealedRow<View>, string>;
  readonly pieces: Table<PieceRow, string>;
  readonly claims: EntityTable<ClaimRow, 'id'>;
  /** Snapshots of the memory index: heads and pieces. */
  readonly snapshots: Table<PieceRow, string>;
  readonly stamps: EntityTable<StampRow, 'n'>;
  /** Those that a change of the account may write to: snapshots are none of it, so that it never waits for one that is being written. */
  readonly changing: readonly Table[];
  /** Those in which values are sealed. */
  readonly sealed: readonly Table[];
  /** What versions before the fifth wrote without a seal; see `seal-plain-rows.ts`. */
  readonly plain: PlainTables;

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
    this.dexie.version(4).stores({ pieces: 'key', claims: 'id' });
    // What is sealed lies in tables of its own, so that nothing plain can be taken for it.
    this.dexie.version(SEALS_SINCE).stores(SEALED);
    this.dexie.version(VERSION).stores(SNAPSHOTS);
    this.chunks = this.dexie.table('sealedChunks');
    this.meta = this.dexie.table('sealedMeta');
    this.configuration = this.dexie.table('sealedConfiguration');
    this.edits = this.dexie.table('sealedEdits');
    this.conflicts = this.dexie.table('sealedConflicts');
    this.notices = this.dexie.table('sealedNotices');
    this.aliases = this.dexie.table('aliases');
    this.details = this.dexie.table('sealedDetails');
    this.journal = this.dexie.table('sealedJournal');
    this.views = this.dexie.table('sealedViews');
    this.pieces = this.dexie.table('sealedPieces');
    this.claims = this.dexie.table('claims');
    this.snapshots = this.dexie.table('sealedSnapshots');
    this.stamps = this.dexie.table('stamps');
    this.changing = this.dexie.tables.filter((table) => table !== this.snapshots);
    this.sealed = [...Object.keys(SEALED), 'sealedSnapshots'].map((table) => this.dexie.table(table));
    this.plain = {
      chunks: this.dexie.table('chunks'),
      meta: this.dexie.table('meta'),
      configuration: this.dexie.table('configuration'),
      edits: this.dexie.table('edits'),
      conflicts: this.dexie.table('conflicts'),
      notices: this.dexie.table('notices'),
      details: this.dexie.table('details'),
      journal: this.dexie.table('journal'),
      views: this.dexie.table('views'),
      pieces: this.dexie.table('pieces'),
    };
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
 * @param beforeUpgrade called with the version of an older one before anything of it is changed; where it rejects, nothing is
 * @throws AppError `storage` when the disk refuses, or when a newer version of the app has written the database; then it is left as it is
 */
export async function openDatabase(
  accountId: string,
  ports: DatabasePorts,
  beforeUpgrade: (from: number) => Promise<void>,
): Promise<Connections> {
  const name = databaseName(accountId);
  const relaxed = new Database(name, ports);
  const strict = new Database(name, ports, 'strict');
  try {
    // Asked before Dexie opens it: Dexie would add to a newer database what it misses.
    const installed =
      (await ports.indexedDB.databases()).find((database) => database.name === name)?.version ?? 0;
    const version = Math.floor(installed / 10);
    if (version > VERSION) throw new AppError({ code: 'storage', reason: 'newer-version' });
    if (version > 0 && version < VERSION) await beforeUpgrade(version);
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

const DRAFT = 'draft:';

/** The key of a meta row that holds what is being written. */
export function draftKey(key: string): `draft:${string}` {
  return `${DRAFT}${key}`;
}

/** What the words of a meta row are being written in, or null. */
export function nameOfDraft(key: string): string | null {
  return key.startsWith(DRAFT) ? key.slice(DRAFT.length) : null;
}

/** Whether any of these tables has a row. */
export async function hasRows(tables: readonly Table[]): Promise<boolean> {
  for (const table of tables) if ((await table.count()) > 0) return true;
  return false;
}
