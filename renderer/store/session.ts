import type { Conflict, Notice, Policies } from '../../shared/edits/edit.ts';
import { refKey, type Kind, type RecordRef } from '../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import type { Detail, MirrorCursor, OutboxCounts, StoreState, View } from '../../shared/store-port.ts';
import type { ChunkStore } from './disk/chunk-store.ts';
import type { Codec } from './disk/codec.ts';
import type { Connections } from './disk/database.ts';
import type { Safe } from './disk/safe.ts';
import type { Place } from './index/kind-index.ts';
import type { MemoryIndex } from './index/memory-index.ts';
import type { Journal } from './journal.ts';
import type { Pending } from './outbox/pending.ts';
import type { KnownSnapshot } from './snapshot/snapshot.ts';

/** The last chunk of a kind, and how many records it holds: new ones may still go there. */
export interface Tail {
  readonly n: number;
  readonly count: number;
}

/** A record that the rep keeps fresh for times without a network. */
export interface Pin {
  readonly ref: RecordRef;
  /** When it was pinned, epoch milliseconds; null where that was not kept. */
  readonly at: number | null;
}

/** The keys of rows that do not open any more. */
export interface Unreadable {
  readonly edits: Set<string>;
  readonly conflicts: Set<string>;
  /** Notices, views, pins, policies and drafts, by table and key: shown as if there were none. */
  readonly others: Set<string>;
}

/** How far the pieces of a file have been written. */
export interface StagedFile {
  readonly pieces: number;
  /** In bytes. */
  readonly size: number;
}

/** When each part of what is known about a record beside its fields was last read, epoch milliseconds. */
export type DetailTimes = Partial<Readonly<Record<Detail['part'], number>>>;

/** The open account: its database, its memory index, and what else was read at the start. Memory follows the disk, after each commit. */
export interface Session {
  readonly accountId: string;
  readonly database: Connections;
  readonly chunks: ChunkStore;
  readonly codec: Codec;
  readonly safe: Safe;
  readonly index: MemoryIndex;
  readonly configuration: Map<string, unknown>;
  readonly cursors: Map<Kind, MirrorCursor>;
  configurationAt: number | null;
  absentKinds: readonly Kind[];
  /** The number of the next chunk. */
  nextChunk: number;
  readonly tails: Map<RecordRef['kind'], Tail>;
  /** The stamp of each chunk, by its number; and what snapshots there are. */
  readonly stamps: Map<number, number>;
  readonly snapshots: Map<RecordRef['kind'], KnownSnapshot>;

  readonly journal: Journal;

  /** Every edit that is not on the server. */
  readonly outbox: Pending;
  /** By `refKey`. */
  readonly conflicts: Map<string, Conflict>;
  readonly notices: Map<string, Notice>;
  /** What local records have become on the server, by their local id; and which local ids became a record, by its `refKey`. */
  readonly aliases: Map<number, RecordRef>;
  readonly bound: Set<string>;
  readonly bookmarks: Map<string, unknown>;
  policies: Policies;
  /** By `refKey`. */
  readonly pins: Map<string, Pin>;
  /** What is being written and not saved yet, by what it is written in. */
  readonly drafts: Map<string, string>;
  /** Whether they lie on the disk as an older version wrote them. */
  draftsTogether: boolean;
  /** By `refKey`. */
  readonly detailTimes: Map<string, DetailTimes>;
  /** The rep's views of lists, by their ids. */
  readonly views: Map<string, View>;
  /** Files whose pieces are being written and that no edit names yet. */
  readonly stagedFiles: Map<string, StagedFile>;
  /** The server's files that this device has attached. */
  readonly claimedFiles: Set<number>;
  /** What the rep has made and the disk has broken: kept there, and told of. */
  readonly unreadable: Unreadable;
  nextSeq: number;
  nextLocalId: number;
  nextJournal: number;
}

/** What the sync engine and the screens are told of the open account. */
export function stateOf(session: Session): StoreState {
  return {
    accountId: session.accountId,
    cursors: Object.fromEntries(session.cursors),
    counts: session.index.counts(),
    bookmarks: [...session.bookmarks].map(([key, value]) => ({ key, value })),
    outbox: outboxCounts(session),
    configurationAt: session.configurationAt,
    absentKinds: [...session.absentKinds],
  };
}

export function outboxCounts({ outbox, conflicts }: Session): OutboxCounts {
  const counts = { all: outbox.size, unsure: 0, parked: 0, questions: 0, conflicts: conflicts.size };
  for (const { state } of outbox.all()) {
    if (state.name === 'unsure') counts.unsure++;
    else if (state.name === 'parked') counts.parked++;
    else if (state.name === 'question') counts.questions++;
  }
  return counts;
}

/** The record that a reference means now: local ids are known as the server's own since it has given them. */
export function resolved(session: Session, ref: RecordRef): RecordRef {
  return session.aliases.get(ref.id) ?? ref;
}

/**
 * What the server last said of a record as it lies on the disk, or null.
 * @throws AppError `storage`
 */
export async function readBase(session: Session, ref: RecordRef): Promise<IdentifiedRecord | null> {
  const index = session.index.of(ref.kind);
  const placeNow = (): Place | null => {
    const row = index.rowOf(ref.id);
    return row < 0 ? null : index.placeOf(row);
  };
  for (let place = placeNow(); place !== null;) {
    const { chunk, slot } = place;
    const records = await session.chunks.read(chunk).catch((error: unknown) => {
      if (placeNow()?.chunk === chunk) throw error;
      return [];
    });
    const record = records[slot]?.id === ref.id ? records[slot] : records.find(({ id }) => id === ref.id);
    if (record) return record;
    // It was moved, or taken away, while its chunk was read.
    place = placeNow();
    if (place?.chunk === chunk && place.slot === slot) return null;
  }
  return null;
}

/** Whether a record has changes that are not on the server yet. */
export function isPending(session: Session, ref: RecordRef): boolean {
  return session.outbox.size > 0 && session.outbox.of(refKey(ref)).length > 0;
}
