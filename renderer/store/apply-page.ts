import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import type { MirrorPage } from '../../shared/store-port.ts';
import { storageError } from './disk/storage-error.ts';
import { isEqual } from './equal.ts';
import type { Place } from './index/kind-index.ts';
import type { Session } from './session.ts';

/** Records of one chunk at most. */
const CHUNK_MAX = 128;
/** A last chunk with fewer is filled up; rewriting a fuller one costs more than a new one. */
const TAIL_MAX = 64;

interface Plan {
  /** What each chunk that is written will hold. */
  readonly chunks: Map<number, IdentifiedRecord[]>;
  /** The records that are new or changed, and where they will lie. */
  readonly puts: { readonly record: IdentifiedRecord; readonly place: Place }[];
  nextChunk: number;
  tail: { readonly n: number; readonly count: number } | undefined;
}

/**
 * Stores a page and its cursor in one transaction; the memory index follows when it has committed. Records that are here already as they
 * came are not written again. Only one call at a time for a session.
 * @returns how many records are new or changed
 * @throws AppError `storage`; then nothing has changed, neither on the disk nor in memory
 */
export async function applyPage(session: Session, page: MirrorPage): Promise<number> {
  const plan = await planPage(session, page);
  const opened = [...plan.chunks].map(([n, records]) => ({ n, bytes: session.codec.encode(records) }));
  const rows = await Promise.all(
    opened.map(async ({ n, bytes }) => ({ n, kind: page.kind, bytes: await session.seal.seal(bytes) })),
  );
  const { database } = session;
  try {
    // Nothing but Dexie's own promises is awaited in here: the transaction would commit by itself.
    await database.dexie.transaction('rw', database.chunks, database.meta, async () => {
      if (rows.length > 0) await database.chunks.bulkPut(rows);
      await database.meta.put({ key: `cursor:${page.kind}`, value: page.cursor });
    });
  } catch (error) {
    throw storageError(error);
  }
  session.cursors.set(page.kind, page.cursor);
  session.nextChunk = plan.nextChunk;
  if (plan.tail) session.tails.set(page.kind, plan.tail);
  for (const { n, bytes } of opened) session.chunks.written(n, bytes);
  const index = session.index.of(page.kind);
  for (const { record, place } of plan.puts) index.put(asIndexed(session, record), place);
  return plan.puts.length;
}

/** A record as the index will read it after a restart: big integers are read otherwise there. */
function asIndexed({ codec }: Session, record: IdentifiedRecord): IdentifiedRecord {
  const exact = Object.values(record).every((value) => typeof value !== 'bigint');
  return exact ? record : codec.decodeForIndex(codec.encode([record]))[0]!;
}

async function planPage(session: Session, { kind, records }: MirrorPage): Promise<Plan> {
  const plan: Plan = {
    chunks: new Map(),
    puts: [],
    nextChunk: session.nextChunk,
    tail: session.tails.get(kind),
  };
  const index = session.index.of(kind);
  const before = new Map<number, IdentifiedRecord[]>();
  const fresh: IdentifiedRecord[] = [];
  // A page may name a record twice; the later is the newer.
  for (const record of new Map(records.map((each) => [each.id, each])).values()) {
    const row = index.rowOf(record.id);
    if (row < 0) {
      fresh.push(record);
      continue;
    }
    const place = index.placeOf(row);
    let chunk = before.get(place.chunk);
    if (!chunk) before.set(place.chunk, (chunk = await session.chunks.read(place.chunk)));
    if (!isEqual(chunk[place.slot], record)) write(plan, place.chunk, chunk, place.slot, record);
  }
  const { tail } = plan;
  if (tail && fresh.length > 0 && tail.count < TAIL_MAX) {
    const chunk = before.get(tail.n) ?? (await session.chunks.read(tail.n));
    const fitting = fresh.splice(0, CHUNK_MAX - tail.count);
    for (const record of fitting) write(plan, tail.n, chunk, chunk.length, record);
    plan.tail = { n: tail.n, count: chunk.length };
  }
  while (fresh.length > 0) {
    const n = plan.nextChunk++;
    const chunk: IdentifiedRecord[] = [];
    for (const record of fresh.splice(0, CHUNK_MAX)) write(plan, n, chunk, chunk.length, record);
    plan.tail = { n, count: chunk.length };
  }
  return plan;
}

function write(
  plan: Plan,
  n: number,
  chunk: IdentifiedRecord[],
  slot: number,
  record: IdentifiedRecord,
): void {
  chunk[slot] = record;
  plan.chunks.set(n, chunk);
  plan.puts.push({ record, place: { chunk: n, slot } });
}
