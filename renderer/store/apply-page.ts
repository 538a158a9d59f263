import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import type { MirrorPage } from '../../shared/store-port.ts';
import type { Parts } from './disk/chunk-store.ts';
import { storageError } from './disk/storage-error.ts';
import type { Place } from './index/kind-index.ts';
import type { Session } from './session.ts';

/** Records of one chunk at most. */
const CHUNK_MAX = 128;
/** A last chunk with fewer is filled up; rewriting a fuller one costs more than a new one. */
const TAIL_MAX = 64;

interface Encoded {
  readonly record: IdentifiedRecord;
  readonly part: Uint8Array<ArrayBuffer>;
}

interface Plan {
  /** What each chunk that is written will hold. */
  readonly chunks: Map<number, Uint8Array<ArrayBuffer>[]>;
  /** The records that are new or changed, and where they will lie. */
  readonly puts: (Encoded & { readonly place: Place })[];
  nextChunk: number;
  tail: { readonly n: number; readonly count: number } | undefined;
}

/**
 * Stores a page and its cursor in one transaction; the memory index follows when it has committed. Records that are here already as they came are not written
 * again. Only one call at a time for a session.
 * @returns the ids that are new or changed
 * @throws AppError `storage`; then nothing has changed, neither on the disk nor in memory
 */
export async function applyPage(session: Session, page: MirrorPage): Promise<number[]> {
  const plan = await planPage(session, page);
  const rows = await Promise.all(
    [...plan.chunks].map(async ([n, parts]) => ({
      n,
      kind: page.kind,
      bytes: await session.chunks.seal(parts),
    })),
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
  for (const [n, parts] of plan.chunks) session.chunks.written(n, parts);
  const index = session.index.of(page.kind);
  for (const { record, part, place } of plan.puts) index.put(session.codec.forIndex(record, part), place);
  return plan.puts.map(({ record }) => record.id);
}

async function planPage(session: Session, { kind, records }: MirrorPage): Promise<Plan> {
  const plan: Plan = {
    chunks: new Map(),
    puts: [],
    nextChunk: session.nextChunk,
    tail: session.tails.get(kind),
  };
  const index = session.index.of(kind);
  const fresh: Encoded[] = [];
  // A page may name a record twice; the later is the newer.
  for (const record of new Map(records.map((each) => [each.id, each])).values()) {
    const part = session.codec.encode(record);
    const row = index.rowOf(record.id);
    if (row < 0) {
      fresh.push({ record, part });
      continue;
    }
    const place = index.placeOf(row);
    const parts: Parts = plan.chunks.get(place.chunk) ?? (await session.chunks.read(place.chunk));
    if (sameBytes(parts[place.slot], part)) continue;
    write(plan, place.chunk, parts, place.slot, { record, part });
  }
  await planFresh(session, plan, fresh);
  return plan;
}

/** Puts new records into the last chunk of their kind while that is short, else into new chunks. */
async function planFresh(session: Session, plan: Plan, fresh: readonly Encoded[]): Promise<void> {
  let rest = fresh;
  const { tail } = plan;
  if (tail && rest.length > 0 && tail.count < TAIL_MAX) {
    const parts = plan.chunks.get(tail.n) ?? (await session.chunks.read(tail.n));
    const fitting = rest.slice(0, CHUNK_MAX - tail.count);
    fitting.forEach((each, at) => write(plan, tail.n, parts, tail.count + at, each));
    plan.tail = { n: tail.n, count: tail.count + fitting.length };
    rest = rest.slice(fitting.length);
  }
  while (rest.length > 0) {
    const n = plan.nextChunk++;
    const fitting = rest.slice(0, CHUNK_MAX);
    fitting.forEach((each, slot) => write(plan, n, [], slot, each));
    plan.tail = { n, count: fitting.length };
    rest = rest.slice(fitting.length);
  }
}

function write(plan: Plan, chunk: number, before: Parts, slot: number, { record, part }: Encoded): void {
  let parts = plan.chunks.get(chunk);
  if (!parts) plan.chunks.set(chunk, (parts = [...before]));
  parts[slot] = part;
  plan.puts.push({ record, part, place: { chunk, slot } });
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array): boolean {
  if (a?.length !== b.length) return false;
  for (let at = 0; at < b.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
