import { KINDS, type Kind } from '../../shared/entities/kind.ts';
import type { MirrorCursor, StoreState } from '../../shared/store-port.ts';
import type { KindState, SyncState } from '../../shared/sync-state.ts';
import type { CallCount } from './ports.ts';

/** Keeps what the engine is doing, and tells of each change. */
export interface Status {
  phase(phase: SyncState['phase']): void;
  /** Takes over what the store holds. */
  stored(state: StoreState): void;
  /** Takes over how far a kind has come; `drifted` more records were out of shape. */
  cursor(kind: Kind, cursor: MirrorCursor, drifted?: number): void;
  state(): SyncState;
}

/** @param onState told of every change, with the whole state */
export function createStatus(calls: CallCount, onState: (state: SyncState) => void): Status {
  let phase: SyncState['phase'] = { name: 'stopped' };
  const cursors = new Map<Kind, MirrorCursor>();
  const drifted = new Map<Kind, number>();
  let absent: readonly Kind[] = [];

  function kindState(kind: Kind): KindState {
    const cursor = cursors.get(kind);
    return {
      kind,
      state: kindPhase(kind, cursor),
      fetched: cursor?.fetched ?? 0,
      total: cursor?.total ?? null,
      finishedAt: cursor?.finishedAt ?? null,
      drifted: drifted.get(kind) ?? 0,
    };
  }

  function kindPhase(kind: Kind, cursor: MirrorCursor | undefined): KindState['state'] {
    if (absent.includes(kind)) return 'absent';
    if (phase.name === 'mirror' && phase.kind === kind) return 'running';
    return cursor && cursor.finishedAt !== null ? 'done' : 'waiting';
  }

  function state(): SyncState {
    return {
      phase,
      kinds: KINDS.map(kindState),
      calls: { lastHour: calls.lastHour(), limit: calls.limit(), remaining: calls.remaining() },
    };
  }

  return {
    phase(next) {
      phase = next;
      onState(state());
    },
    stored(stored) {
      absent = stored.absentKinds;
      for (const kind of KINDS) {
        const cursor = stored.cursors[kind];
        if (cursor) cursors.set(kind, cursor);
      }
      onState(state());
    },
    cursor(kind, cursor, more = 0) {
      cursors.set(kind, cursor);
      drifted.set(kind, (cursor.fetched === 0 ? 0 : (drifted.get(kind) ?? 0)) + more);
      onState(state());
    },
    state,
  };
}
