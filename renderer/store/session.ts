import type { Kind } from '../../shared/entities/kind.ts';
import type { MirrorCursor, StoreState } from '../../shared/store-port.ts';
import type { ChunkStore } from './disk/chunk-store.ts';
import type { Codec } from './disk/codec.ts';
import type { Database } from './disk/database.ts';
import type { Seal } from './disk/seal.ts';
import type { MemoryIndex } from './index/memory-index.ts';

/** The open account: its database, its memory index, and what else was read at the start. Memory follows the disk, after each commit. */
export interface Session {
  readonly accountId: string;
  readonly database: Database;
  readonly chunks: ChunkStore;
  readonly codec: Codec;
  readonly seal: Seal;
  readonly index: MemoryIndex;
  readonly configuration: Map<string, unknown>;
  readonly cursors: Map<Kind, MirrorCursor>;
  configurationAt: number | null;
  absentKinds: readonly Kind[];
  /** The number of the next chunk. */
  nextChunk: number;
  /** The last chunk of each kind, and how many records it holds: new ones may still go there. */
  readonly tails: Map<Kind, { readonly n: number; readonly count: number }>;
}

/** What the sync engine and the screens are told of the open account. */
export function stateOf(session: Session): StoreState {
  return {
    accountId: session.accountId,
    cursors: Object.fromEntries(session.cursors),
    counts: session.index.counts(),
    configurationAt: session.configurationAt,
    absentKinds: [...session.absentKinds],
  };
}
