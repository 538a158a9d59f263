import type { Kind } from '../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import type { Log } from '../../shared/log.ts';
import { ChunkStore } from './disk/chunk-store.ts';
import type { Codec } from './disk/codec.ts';
import {
  kindOfCursor,
  openDatabase,
  type ChunkRow,
  type Database,
  type DatabasePorts,
} from './disk/database.ts';
import type { Seal } from './disk/seal.ts';
import { storageError } from './disk/storage-error.ts';
import { MemoryIndex } from './index/memory-index.ts';
import type { Scheduler } from './ports.ts';
import type { Session } from './session.ts';

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
      chunks: new ChunkStore(database, ports.codec, ports.seal),
      codec: ports.codec,
      seal: ports.seal,
      index: new MemoryIndex(),
      configuration: new Map(),
      cursors: new Map(),
      configurationAt: null,
      absentKinds: [],
      nextChunk: 1,
      tails: new Map(),
    };
    await readSmallTables(session);
    const damaged = await readChunks(session, ports.scheduler);
    if (damaged.length > 0) await dropDamaged(session, damaged, ports.log);
    session.index.trim();
    return session;
  } catch (error) {
    database.dexie.close();
    throw storageError(error);
  }
}

async function readSmallTables(session: Session): Promise<void> {
  for (const row of await session.database.meta.toArray()) {
    if (row.key === 'configuration') {
      session.configurationAt = row.value.at;
      session.absentKinds = row.value.absentKinds;
      continue;
    }
    const kind = kindOfCursor(row.key);
    if (kind) session.cursors.set(kind, row.value);
  }
  for (const { key, value } of await session.database.configuration.toArray()) {
    session.configuration.set(key, value);
    session.index.names.configure(key, value);
  }
}

/** Indexes all chunks; returns those that could not be read. */
async function readChunks(session: Session, scheduler: Scheduler): Promise<ChunkRow[]> {
  const { codec, seal } = session;
  const damaged: ChunkRow[] = [];
  let since = scheduler.now();
  let next = readBatch(session.database, 0);
  for (let batch = await next; batch.length > 0; batch = await next) {
    // The disk reads on while this batch is indexed.
    next = readBatch(session.database, batch.at(-1)!.n);
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
      const kind = session.index.of(row.kind);
      records.forEach((record, slot) => kind.put(record, { chunk: row.n, slot }));
      session.tails.set(row.kind, { n: row.n, count: records.length });
      if (scheduler.now() - since > STRETCH_MS) {
        await scheduler.yield();
        since = scheduler.now();
      }
    }
  }
  return damaged;
}

function readBatch(database: Database, after: number): Promise<ChunkRow[]> {
  return Promise.resolve(database.chunks.where('n').above(after).limit(BATCH).toArray());
}

async function dropDamaged(session: Session, damaged: readonly ChunkRow[], log: Log): Promise<void> {
  const { database, cursors } = session;
  const kinds = [...new Set<Kind>(damaged.map((row) => row.kind))];
  await database.dexie.transaction('rw', database.chunks, database.meta, async () => {
    await database.chunks.bulkDelete(damaged.map((row) => row.n));
    await database.meta.bulkDelete(kinds.map((kind) => `cursor:${kind}`));
  });
  for (const kind of kinds) cursors.delete(kind);
  log.warn('store.damaged', { damaged: damaged.length, kinds: kinds.join(' ') });
}
