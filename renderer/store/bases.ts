import { refKey, type RecordKind, type RecordRef } from '../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import { parseInstant } from '../../shared/time.ts';
import { chunkPlace } from './disk/chunk-place.ts';
import type { ChunkRow, Database, StampRow } from './disk/database.ts';
import { isEqual } from './equal.ts';
import type { Place } from './index/kind-index.ts';
import type { Session, Tail } from './session.ts';
import { freshStamp } from './snapshot/snapshot.ts';

/** Records of one chunk at most. */
const CHUNK_MAX = 128;
/** A last chunk with fewer is filled up; rewriting a fuller one costs more than a new one. */
const TAIL_MAX = 64;

interface Chunk {
  readonly kind: RecordKind;
  readonly records: IdentifiedRecord[];
  isChanged: boolean;
}

/**
 * Changes of bases that are not written yet. Nothing of the session changes before `committed`; reading gives what will be.
 */
export class Bases {
  private readonly session: Session;
  /** Chunks that were read to be changed, by number. */
  private readonly chunks = new Map<number, Chunk>();
  /** New records, by kind and id: they get their chunks at the end. */
  private readonly fresh = new Map<RecordKind, Map<number, IdentifiedRecord>>();
  private readonly removed = new Map<string, RecordRef>();
  /** Bases that were read beforehand. */
  private readonly known = new Map<string, IdentifiedRecord | null>();
  private readonly tails = new Map<RecordKind, Tail | undefined>();
  private nextChunk: number;
  private rows: ChunkRow[] = [];
  private opened: { readonly n: number; readonly bytes: Uint8Array<ArrayBuffer> }[] = [];
  private stamps: StampRow[] = [];

  constructor(session: Session) {
    this.session = session;
    this.nextChunk = session.nextChunk;
  }

  /** Reads the bases of many records at once, each chunk once. */
  async readAhead(refs: readonly RecordRef[]): Promise<void> {
    const byChunk = new Map<number, { key: string; slot: number }[]>();
    for (const ref of refs) {
      const place = this.placeOf(ref);
      if (!place) continue;
      const wanted = byChunk.get(place.chunk);
      const one = { key: refKey(ref), slot: place.slot };
      if (wanted) wanted.push(one);
      else byChunk.set(place.chunk, [one]);
    }
    for (const [n, wanted] of byChunk) {
      const records = await this.session.chunks.read(n);
      for (const { key, slot } of wanted) this.known.set(key, records[slot] ?? null);
    }
  }

  /** What the server has said of a record; null where it has said nothing, or that it is gone. */
  async read(ref: RecordRef): Promise<IdentifiedRecord | null> {
    const key = refKey(ref);
    const fresh = this.fresh.get(ref.kind)?.get(ref.id);
    if (fresh) return fresh;
    if (this.removed.has(key)) return null;
    const place = this.placeOf(ref);
    if (!place) return null;
    const chunk = this.chunks.get(place.chunk);
    if (chunk) return chunk.records.find(({ id }) => id === ref.id) ?? null;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const record = (await this.session.chunks.read(place.chunk))[place.slot] ?? null;
    this.known.set(key, record);
    return record;
  }

  /**
   * Takes in what the server says of a record. Keys that it leaves out keep what they held; an answer that is older than what is here is left out of account.
   * @returns whether anything is new
   */
  async put(kind: RecordKind, incoming: IdentifiedRecord): Promise<boolean> {
    const ref = { kind, id: incoming.id };
    const key = refKey(ref);
    const place = this.placeOf(ref);
    const fresh = this.freshOf(kind);
    if (!place || this.removed.has(key) || fresh.has(ref.id)) {
      const before = fresh.get(ref.id);
      if (before && (holds(before, incoming) || isOvertaken(incoming, before))) return false;
      fresh.set(ref.id, before ? { ...before, ...incoming } : incoming);
      return true;
    }
    const { records } = await this.chunkOf(kind, place.chunk);
    const slot =
      records[place.slot]?.id === ref.id ? place.slot : records.findIndex(({ id }) => id === ref.id);
    const before = records[slot];
    if (!before) {
      fresh.set(ref.id, incoming);
      return true;
    }
    if (holds(before, incoming) || isOvertaken(incoming, before)) return false;
    records[slot] = { ...before, ...incoming };
    this.chunks.get(place.chunk)!.isChanged = true;
    return true;
  }

  /** Takes a record away. */
  async remove(ref: RecordRef): Promise<void> {
    this.freshOf(ref.kind).delete(ref.id);
    const place = this.placeOf(ref);
    if (!place || this.removed.has(refKey(ref))) return;
    const chunk = await this.chunkOf(ref.kind, place.chunk);
    const slot = chunk.records.findIndex(({ id }) => id === ref.id);
    if (slot >= 0) chunk.records.splice(slot, 1);
    chunk.isChanged = true;
    this.removed.set(refKey(ref), ref);
    const tail = this.tailOf(ref.kind);
    if (tail?.n === place.chunk) this.tails.set(ref.kind, { n: tail.n, count: chunk.records.length });
  }

  /** Gives new records their chunks, and encodes and seals all that is to be written. Nothing may be changed after. */
  async prepare(): Promise<void> {
    for (const [kind, records] of this.fresh) await this.place(kind, [...records.values()]);
    const { codec, safe } = this.session;
    const changed = [...this.chunks].filter(([, { isChanged }]) => isChanged);
    const kept = changed.filter(([, { records }]) => records.length > 0);
    this.opened = kept.map(([n, { records }]) => ({ n, bytes: codec.encode(records) }));
    this.stamps = this.opened.map(({ n }) => ({ n, stamp: freshStamp() }));
    this.rows = await Promise.all(
      this.opened.map(async ({ n, bytes }) => {
        const { kind } = this.chunks.get(n)!;
        return { n, kind, sealed: await safe.bytes.seal(bytes, chunkPlace({ n, kind })) };
      }),
    );
  }

  get isEmpty(): boolean {
    return this.rows.length === 0 && this.emptied().length === 0;
  }

  /** Starts the writes, within a transaction. */
  write({ chunks, stamps }: Database): PromiseLike<unknown>[] {
    const writes: PromiseLike<unknown>[] = [];
    if (this.rows.length > 0) writes.push(chunks.bulkPut(this.rows), stamps.bulkPut(this.stamps));
    const emptied = this.emptied();
    if (emptied.length > 0) writes.push(chunks.bulkDelete(emptied), stamps.bulkDelete(emptied));
    return writes;
  }

  /** Lets the session follow, after the commit. */
  committed(): void {
    const { session } = this;
    session.nextChunk = this.nextChunk;
    for (const ref of this.removed.values()) {
      const kind = session.index.of(ref.kind);
      kind.place(kind.rowOf(ref.id), null);
    }
    for (const { n, bytes } of this.opened) session.chunks.written(n, bytes);
    for (const { n, stamp } of this.stamps) session.stamps.set(n, stamp);
    for (const n of this.emptied()) {
      session.chunks.forgotten(n);
      session.stamps.delete(n);
    }
    for (const [kind, tail] of this.tails) {
      if (tail && tail.count > 0) session.tails.set(kind, tail);
      else session.tails.delete(kind);
    }
    // Neighbours of what was taken out have moved up.
    for (const [n, { kind, records, isChanged }] of this.chunks) {
      if (!isChanged) continue;
      const index = session.index.of(kind);
      for (const [slot, { id }] of records.entries()) {
        const row = index.rowOf(id);
        if (row >= 0) index.place(row, { chunk: n, slot });
      }
    }
  }

  /** Where a record will lie, for the index; after `prepare`. */
  placed(): Map<string, Place> {
    const places = new Map<string, Place>();
    for (const [n, { kind, records, isChanged }] of this.chunks) {
      if (isChanged) records.forEach(({ id }, slot) => places.set(refKey({ kind, id }), { chunk: n, slot }));
    }
    return places;
  }

  private emptied(): number[] {
    return [...this.chunks].flatMap(([n, { records, isChanged }]) =>
      isChanged && records.length === 0 ? [n] : [],
    );
  }

  private placeOf({ kind, id }: RecordRef): Place | null {
    const index = this.session.index.of(kind);
    const row = index.rowOf(id);
    return row < 0 ? null : index.placeOf(row);
  }

  private freshOf(kind: RecordKind): Map<number, IdentifiedRecord> {
    let fresh = this.fresh.get(kind);
    if (!fresh) this.fresh.set(kind, (fresh = new Map<number, IdentifiedRecord>()));
    return fresh;
  }

  private tailOf(kind: RecordKind): Tail | undefined {
    return this.tails.has(kind) ? this.tails.get(kind) : this.session.tails.get(kind);
  }

  private async chunkOf(kind: RecordKind, n: number): Promise<Chunk> {
    let chunk = this.chunks.get(n);
    if (!chunk)
      this.chunks.set(n, (chunk = { kind, records: await this.session.chunks.read(n), isChanged: false }));
    return chunk;
  }

  private async place(kind: RecordKind, records: IdentifiedRecord[]): Promise<void> {
    const tail = this.tailOf(kind);
    if (tail && tail.count > 0 && tail.count < TAIL_MAX && records.length > 0) {
      const chunk = await this.chunkOf(kind, tail.n);
      chunk.records.push(...records.splice(0, CHUNK_MAX - tail.count));
      chunk.isChanged = true;
      this.tails.set(kind, { n: tail.n, count: chunk.records.length });
    }
    while (records.length > 0) {
      const n = this.nextChunk++;
      const part = records.splice(0, CHUNK_MAX);
      this.chunks.set(n, { kind, records: part, isChanged: true });
      this.tails.set(kind, { n, count: part.length });
    }
  }
}

/** Whether an answer was overtaken by a newer one, by the server's own `updated_at`. */
function isOvertaken(incoming: IdentifiedRecord, before: IdentifiedRecord): boolean {
  const [mine, known] = [parseInstant(incoming['updated_at']), parseInstant(before['updated_at'])];
  return mine !== null && known !== null && mine < known;
}

/** Whether a record says all that an answer says. */
function holds(record: IdentifiedRecord, answer: IdentifiedRecord): boolean {
  return Object.keys(answer).every((key) => Object.hasOwn(record, key) && isEqual(record[key], answer[key]));
}
