import { FIRST_LOCAL_ID } from '../../shared/entities/local-id.ts';
import { isKind, refKey, type RecordKind, type RecordRef } from '../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import type { Log } from '../../shared/log.ts';
import { ChunkStore } from './disk/chunk-store.ts';
import type { Codec } from './disk/codec.ts';
import {
  closeConnections,
  kindOfCursor,
  nameOfBookmark,
  openDatabase,
  type ChunkRow,
  type Database,
  type DatabasePorts,
  type MetaRow,
} from './disk/database.ts';
import { fileOfPiece } from './disk/pieces.ts';
import type { Seal } from './disk/seal.ts';
import { storageError } from './disk/storage-error.ts';
import type { Place } from './index/kind-index.ts';
import { MemoryIndex } from './index/memory-index.ts';
import { bearsOn, Pending } from './outbox/pending.ts';
import type { Scheduler } from './ports.ts';
import type { Session } from './session.ts';
import { shownOf } from './shown.ts';
import { asIndexed } from './changes.ts';

/** Chunks that are read at a time. */
const BATCH = 32;
/** How long the building of the index goes on before messages get their turn, in milliseconds. */
const STRETCH_MS = 8;

/** What a store needs to open an account. */
export interface SessionPorts extends DatabasePorts {
  readonly codec: Codec;
  readonly seal: Seal;
  readonly scheduler: Scheduler;
  readonly log: Log;
}

/**
 * Opens an account's database and builds the memory index from its chunks. Chunks that cannot be read are taken out, and the mirror of their kinds begins
 * again, so that the records come back from the server.
 * @throws AppError `storage`
 */
export async function openSession(accountId: string, ports: SessionPorts): Promise<Session> {
  const database = await openDatabase(accountId, ports);
  try {
    const session: Session = {
      accountId,
      database,
      chunks: new ChunkStore(database.relaxed, ports.codec, ports.seal),
      codec: ports.codec,
      seal: ports.seal,
      index: new MemoryIndex(),
      configuration: new Map(),
      cursors: new Map(),
      configurationAt: null,
      absentKinds: [],
      nextChunk: 1,
      tails: new Map(),
      outbox: new Pending(),
      conflicts: new Map(),
      notices: new Map(),
      aliases: new Map(),
      bound: new Set(),
      bookmarks: new Map(),
      policies: {},
      pins: new Map(),
      detailTimes: new Map(),
      views: new Map(),
      stagedFiles: new Map(),
      claimedFiles: new Set(),
      nextSeq: 1,
      nextLocalId: FIRST_LOCAL_ID,
      nextJournal: 1,
    };
    await readSmallTables(session);
    await dropLostPieces(session, ports.log);
    const damaged = await readChunks(session, ports.scheduler);
    if (damaged.length > 0) await dropDamaged(session, damaged, ports.log);
    indexLocal(session);
    session.index.trim();
    return session;
  } catch (error) {
    closeConnections(database);
    throw storageError(error);
  }
}

async function readSmallTables(session: Session): Promise<void> {
  const database = session.database.relaxed;
  for (const row of await database.meta.toArray()) takeMeta(session, row);
  for (const { key, value } of await database.configuration.toArray()) {
    session.configuration.set(key, value);
    session.index.configure(key, value);
  }
  const edits = await database.edits.toArray();
  for (const edit of edits.sort((a, b) => a.seq - b.seq)) session.outbox.put(edit);
  for (const { key, value } of await database.conflicts.toArray()) session.conflicts.set(key, value);
  for (const { key, value } of await database.notices.toArray()) session.notices.set(key, value);
  for (const { localId, ref } of await database.aliases.toArray()) {
    session.aliases.set(localId, ref);
    session.bound.add(refKey(ref));
  }
  await database.details.each(({ detail: { ref, part, at } }) => {
    session.detailTimes.set(refKey(ref), { ...session.detailTimes.get(refKey(ref)), [part]: at });
  });
  for (const view of await database.views.toArray()) session.views.set(view.id, view);
  for (const { id } of await database.claims.toArray()) session.claimedFiles.add(id);
  session.nextJournal = ((await database.journal.toCollection().last())?.n ?? 0) + 1;
}

/** Takes away pieces of files that no edit names: the app ended before the edit was saved. Where the disk refuses, they go another time. */
async function dropLostPieces({ database, outbox }: Session, log: Log): Promise<void> {
  const keys = await database.relaxed.pieces.toCollection().primaryKeys();
  if (keys.length === 0) return;
  const wanted = new Set(
    [...outbox.all()].flatMap(({ operation }) => (operation.type === 'attach' ? [operation.file.id] : [])),
  );
  const lost = keys.filter((key) => !wanted.has(fileOfPiece(key)));
  if (lost.length === 0) return;
  try {
    await database.relaxed.pieces.bulkDelete(lost);
  } catch (error) {
    log.warn('store.pieces', { reason: storageError(error).message });
  }
}

function takeMeta(session: Session, row: MetaRow): void {
  switch (row.key) {
    case 'configuration':
      session.configurationAt = row.value.at;
      session.absentKinds = row.value.absentKinds;
      return;
    case 'seq':
      session.nextSeq = row.value;
      return;
    case 'localId':
      session.nextLocalId = row.value;
      return;
    case 'policies':
      session.policies = row.value;
      return;
    case 'pins':
      for (const { kind, id, at } of row.value) {
        const ref = { kind, id };
        session.pins.set(refKey(ref), { ref, at: at ?? null });
      }
      return;
    case 'cursor:leads':
    case 'cursor:contacts':
    case 'cursor:sales_accounts':
    case 'cursor:deals': {
      const kind = kindOfCursor(row.key);
      if (kind) session.cursors.set(kind, row.value);
      return;
    }
    default: {
      const bookmark = nameOfBookmark(row.key);
      if (bookmark !== null) session.bookmarks.set(bookmark, row.value);
    }
  }
}

/** Indexes all chunks; returns those that could not be read. */
async function readChunks(session: Session, scheduler: Scheduler): Promise<ChunkRow[]> {
  const { codec, seal } = session;
  const damaged: ChunkRow[] = [];
  let since = scheduler.now();
  let next = readBatch(session.database.relaxed, 0);
  for (let batch = await next; batch.length > 0; batch = await next) {
    // The disk reads on while this batch is indexed.
    next = readBatch(session.database.relaxed, batch.at(-1)!.n);
    // Its failure is met where it is awaited.
    next.catch(() => undefined);
    for (const row of batch) {
      session.nextChunk = row.n + 1;
      let records: IdentifiedRecord[];
      try {
        records = codec.decodeForIndex(await seal.open(row.bytes));
      } catch {
        damaged.push(row);
        continue;
      }
      records.forEach((record, slot) => indexBase(session, row.kind, record, { chunk: row.n, slot }));
      session.tails.set(row.kind, { n: row.n, count: records.length });
      if (scheduler.now() - since > STRETCH_MS) {
        await scheduler.yield();
        since = scheduler.now();
      }
    }
  }
  return damaged;
}

/** Indexes what is shown of a record that the server knows. */
function indexBase(session: Session, kind: RecordKind, base: IdentifiedRecord, place: Place): void {
  const index = session.index.of(kind);
  const ref = { kind, id: base.id };
  const edits = session.outbox.size === 0 ? [] : session.outbox.of(refKey(ref));
  const view = shownOf(session, ref, base, edits);
  index.put(view === null ? base : view === base ? base : asIndexed(session, view), place);
  if (!view) index.hide(index.rowOf(base.id));
}

/** Indexes the records that only this device knows. */
function indexLocal(session: Session): void {
  const refs = new Map<string, RecordRef>();
  for (const edit of session.outbox.all()) for (const ref of bearsOn(edit)) refs.set(refKey(ref), ref);
  for (const [key, ref] of refs) {
    const index = session.index.of(ref.kind);
    if (index.rowOf(ref.id) >= 0) continue;
    const view = shownOf(session, ref, null, session.outbox.of(key));
    if (view) index.put(asIndexed(session, view), null);
  }
}

function readBatch(database: Database, after: number): Promise<ChunkRow[]> {
  return Promise.resolve(database.chunks.where('n').above(after).limit(BATCH).toArray());
}

async function dropDamaged(session: Session, damaged: readonly ChunkRow[], log: Log): Promise<void> {
  const { cursors } = session;
  const { dexie, chunks, meta } = session.database.relaxed;
  const kinds = [...new Set(damaged.map((row) => row.kind))];
  await dexie.transaction('rw', chunks, meta, async () => {
    await chunks.bulkDelete(damaged.map((row) => row.n));
    await meta.bulkDelete(kinds.map((kind) => `cursor:${kind}`));
  });
  for (const kind of kinds) if (isKind(kind)) cursors.delete(kind);
  log.warn('store.damaged', { damaged: damaged.length, kinds: kinds.join(' ') });
}
