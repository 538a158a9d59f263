import { FIRST_LOCAL_ID } from '../../shared/entities/local-id.ts';
import { isKind, RECORD_KINDS, refKey, type RecordKind, type RecordRef } from '../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import type { Log } from '../../shared/log.ts';
import { chunkPlace } from './disk/chunk-place.ts';
import { ChunkStore } from './disk/chunk-store.ts';
import type { Codec } from './disk/codec.ts';
import {
  CHECK_KEY,
  closeConnections,
  kindOfCursor,
  nameOfBookmark,
  nameOfDraft,
  openDatabase,
  type ChunkRow,
  type DatabasePorts,
  type MetaRow,
} from './disk/database.ts';
import { fileOfPiece } from './disk/pieces.ts';
import { Safe, type SealedRow } from './disk/safe.ts';
import { checkKey } from './disk/seal-check.ts';
import type { Seal } from './disk/seal.ts';
import { storageError } from './disk/storage-error.ts';
import type { Place } from './index/kind-index.ts';
import { MemoryIndex } from './index/memory-index.ts';
import { Journal } from './journal.ts';
import { bearsOn, Pending } from './outbox/pending.ts';
import type { Scheduler } from './ports.ts';
import { saveOutbox, type OutboxCopy } from './save-outbox.ts';
import { sealPlainRows } from './seal-plain-rows.ts';
import type { DetailTimes, Session } from './session.ts';
import { shownOf } from './shown.ts';
import { chunksOfEdits } from './snapshot/chunks-of-edits.ts';
import { loadSnapshot } from './snapshot/load-snapshot.ts';
import { freshStamp } from './snapshot/snapshot.ts';
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
  /** Which build of the app this is: a snapshot of the memory index holds for one alone. Null for none, and then there are no snapshots. */
  readonly build: string | null;
  /** Has a copy of the outbox written to a file; rejects where that was not done. */
  saveOutbox(copy: OutboxCopy): Promise<void>;
}

/**
 * Opens an account's database and builds the memory index from its chunks. Chunks that cannot be read are taken out, and the mirror of their kinds begins
 * again, so that the records come back from the server; edits and conflicts that cannot be read stay where they are, and are told of.
 * @throws AppError `storage`
 */
export async function openSession(accountId: string, ports: SessionPorts): Promise<Session> {
  const safe = new Safe(ports.seal);
  const database = await openDatabase(accountId, ports, (from) => saveOutbox(accountId, from, safe, ports));
  try {
    const { relaxed } = database;
    if (!(await checkKey(relaxed, safe))) await sealPlainRows(relaxed, safe);
    const session: Session = {
      accountId,
      database,
      chunks: new ChunkStore(relaxed, ports.codec, ports.seal),
      codec: ports.codec,
      safe,
      index: new MemoryIndex(),
      configuration: new Map(),
      cursors: new Map(),
      configurationAt: null,
      absentKinds: [],
      nextChunk: 1,
      tails: new Map(),
      stamps: new Map(),
      snapshots: new Map(),
      journal: new Journal(),
      outbox: new Pending(),
      conflicts: new Map(),
      notices: new Map(),
      aliases: new Map(),
      bound: new Set(),
      bookmarks: new Map(),
      policies: {},
      pins: new Map(),
      drafts: new Map(),
      draftsTogether: false,
      detailTimes: new Map(),
      views: new Map(),
      stagedFiles: new Map(),
      claimedFiles: new Set(),
      unreadable: { edits: new Set(), conflicts: new Set(), others: new Set() },
      nextSeq: 1,
      nextLocalId: FIRST_LOCAL_ID,
      nextJournal: 1,
    };
    await readSmallTables(session);
    tellOfUnreadable(session, ports.log);
    await dropLostPieces(session, ports.log);
    const left = await readSnapshots(session, ports.build);
    const damaged = await readChunks(session, left, ports.scheduler);
    if (damaged.length > 0) await dropDamaged(session, damaged, ports.log);
    if (ports.build !== null) await stampChunks(session);
    noteTails(session);
    indexLocal(session);
    session.index.trim();
    return session;
  } catch (error) {
    closeConnections(database);
    throw storageError(error);
  }
}

async function readSmallTables(session: Session): Promise<void> {
  const { safe, unreadable } = session;
  const database = session.database.relaxed;
  await readMeta(session);
  const configuration = await safe.openAll('configuration', await database.configuration.toArray());
  for (const [key, value] of configuration.opened) {
    session.configuration.set(key, value);
    session.index.configure(key, value);
  }
  // It is asked for again.
  if (configuration.damaged.length > 0) session.configurationAt = null;
  const edits = await safe.openAll('edits', await database.edits.toArray());
  for (const edit of [...edits.opened.values()].sort((a, b) => a.seq - b.seq)) session.outbox.put(edit);
  for (const id of edits.damaged) unreadable.edits.add(id);
  const conflicts = await safe.openAll('conflicts', await database.conflicts.toArray());
  for (const [key, value] of conflicts.opened) session.conflicts.set(key, value);
  for (const key of conflicts.damaged) unreadable.conflicts.add(key);
  const notices = await safe.openAll('notices', await database.notices.toArray());
  for (const [key, value] of notices.opened) session.notices.set(key, value);
  for (const key of notices.damaged) unreadable.others.add(`notices:${key}`);
  for (const { localId, ref } of await database.aliases.toArray()) {
    session.aliases.set(localId, ref);
    session.bound.add(refKey(ref));
  }
  await database.details.each(({ key, at }) => {
    const { record, part } = detailOfKey(key);
    session.detailTimes.set(record, { ...session.detailTimes.get(record), [part]: at });
  });
  const views = await safe.openAll('views', await database.views.toArray());
  for (const [id, view] of views.opened) session.views.set(id, view);
  for (const id of views.damaged) unreadable.others.add(`views:${id}`);
  for (const { id } of await database.claims.toArray()) session.claimedFiles.add(id);
  session.nextJournal = ((await database.journal.toCollection().last())?.key ?? 0) + 1;
}

/** What of it is broken is as if it had never been: the engine begins anew what it does not know; what the rep has set is told of. */
async function readMeta(session: Session): Promise<void> {
  const rows = await session.database.relaxed.meta.toArray();
  for (const row of rows) if (!('sealed' in row)) takeMeta(session, row);
  const { opened, damaged } = await session.safe.openAll(
    'meta',
    rows.filter((row) => 'sealed' in row && row.key !== CHECK_KEY) as SealedRow<MetaRow['value']>[],
  );
  for (const [key, value] of opened) takeMeta(session, { key, value } as MetaRow);
  for (const key of damaged)
    if (key === 'pins' || key === 'policies' || key === 'drafts' || nameOfDraft(key) !== null)
      session.unreadable.others.add(`meta:${key}`);
}

/** Takes away pieces of files that no edit names: the app ended before the edit was saved. Where the disk refuses, they go another time. */
async function dropLostPieces({ database, outbox, unreadable }: Session, log: Log): Promise<void> {
  const keys = await database.relaxed.pieces.toCollection().primaryKeys();
  // An edit that cannot be read may name them.
  if (keys.length === 0 || unreadable.edits.size > 0) return;
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

function tellOfUnreadable({ unreadable: { edits, conflicts, others } }: Session, log: Log): void {
  if (edits.size + conflicts.size + others.size > 0)
    log.error('store.unreadable', { edits: edits.size, conflicts: conflicts.size, others: others.size });
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
    case 'drafts':
      session.draftsTogether = true;
      for (const [key, text] of Object.entries(row.value)) session.drafts.set(key, text);
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
      const draft = nameOfDraft(row.key);
      if (draft !== null && typeof row.value === 'string') session.drafts.set(draft, row.value);
    }
  }
}

/**
 * Fills the index from the snapshots of the last time.
 * @returns the numbers of the chunks of which none of them speaks, ascending
 */
async function readSnapshots(session: Session, build: string | null): Promise<number[]> {
  const { database, index, stamps } = session;
  const { relaxed } = database;
  const numbers = await relaxed.chunks.toCollection().primaryKeys();
  session.nextChunk = (numbers.at(-1) ?? 0) + 1;
  for (const { n, stamp } of await relaxed.stamps.toArray()) stamps.set(n, stamp);
  if (build === null) return numbers;
  const here = new Set(numbers);
  const known = new Set<number>();
  for (const kind of RECORD_KINDS) {
    const snapshot = await loadSnapshot(session, kind, build);
    if (!snapshot) continue;
    session.snapshots.set(kind, snapshot);
    const rows = index.of(kind);
    const good = new Set<number>();
    for (const [n, stamp] of snapshot.stamps) if (here.has(n) && stamps.get(n) === stamp) good.add(n);
    // Pending edits are shown as they are now, not as they were then.
    for (const n of chunksOfEdits(session, kind)) good.delete(n);
    rows.hideBut(good);
    for (const n of good) known.add(n);
  }
  return numbers.filter((n) => !known.has(n));
}

/** Indexes these chunks; returns those that could not be read. */
async function readChunks(
  session: Session,
  numbers: readonly number[],
  scheduler: Scheduler,
): Promise<ChunkRow[]> {
  const { codec } = session;
  const damaged: ChunkRow[] = [];
  let since = scheduler.now();
  let next = readBatch(session, numbers.slice(0, BATCH));
  for (let from = 0; from < numbers.length; from += BATCH) {
    const batch = await next;
    // The disk reads on, and what it gives is opened, while this batch is indexed.
    next = readBatch(session, numbers.slice(from + BATCH, from + 2 * BATCH));
    // Its failure is met where it is awaited.
    next.catch(() => undefined);
    for (const { row, bytes } of batch) {
      let records: IdentifiedRecord[];
      try {
        if (bytes === null) throw new Error('it does not open');
        records = codec.decodeForIndex(bytes);
      } catch {
        damaged.push(row);
        continue;
      }
      records.forEach((record, slot) => indexBase(session, row.kind, record, { chunk: row.n, slot }));
      if (scheduler.now() - since > STRETCH_MS) {
        await scheduler.yield();
        since = scheduler.now();
      }
    }
  }
  return damaged;
}

/** Gives stamps to the chunks that have none: an older version wrote them, or one of them was thought to be broken. They have just been read. */
async function stampChunks({ database, index, stamps }: Session): Promise<void> {
  const rows = RECORD_KINDS.flatMap((kind) => index.of(kind).chunkNumbers())
    .filter((n) => !stamps.has(n))
    .map((n) => ({ n, stamp: freshStamp() }));
  if (rows.length === 0) return;
  await database.relaxed.stamps.bulkPut(rows);
  for (const { n, stamp } of rows) stamps.set(n, stamp);
}

/** Notes where new records of each kind may go. */
function noteTails({ index, tails }: Session): void {
  for (const kind of RECORD_KINDS) {
    const tail = index.of(kind).tail();
    if (tail) tails.set(kind, tail);
  }
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
    const row = index.rowOf(ref.id);
    if (row >= 0 && index.placeOf(row)) continue;
    const view = shownOf(session, ref, null, session.outbox.of(key));
    if (view) index.put(asIndexed(session, view), null);
  }
}

/** Some chunks, opened; null for the bytes of one that does not open. */
async function readBatch(
  { database, safe }: Session,
  numbers: readonly number[],
): Promise<{ readonly row: ChunkRow; readonly bytes: Uint8Array<ArrayBuffer> | null }[]> {
  const rows = await database.relaxed.chunks.bulkGet([...numbers]);
  return Promise.all(
    rows
      .filter((row) => row !== undefined)
      .map(async (row) => ({
        row,
        bytes: await safe.bytes.open(row.sealed, chunkPlace(row)).catch(() => null),
      })),
  );
}

function detailOfKey(key: string): { readonly record: string; readonly part: keyof DetailTimes } {
  const end = key.lastIndexOf(':');
  return { record: key.slice(0, end), part: key.slice(end + 1) as keyof DetailTimes };
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
