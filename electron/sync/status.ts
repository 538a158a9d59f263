import { KINDS, type Kind } from '../../shared/entities/kind.ts';
import type { MirrorCursor } from '../../shared/store-port.ts';
import type { Saving } from '../../shared/surroundings.ts';
import type { KindState, SyncState } from '../../shared/sync-state.ts';
import type { KindNotes, Notes } from './bookmarks.ts';
import type { Calls } from './ports.ts';

/** What is shown of the engine's inside. */
export interface Shown {
  readonly notes: Notes;
  readonly cursors: Readonly<Partial<Record<Kind, MirrorCursor>>>;
  readonly absentKinds: readonly Kind[];
  readonly filling: SyncState['filling'];
}

/** Keeps what the engine is doing, and tells of each change. */
export interface Status {
  phase(phase: SyncState['phase']): void;
  /** Something of what is shown has changed. */
  show(shown: Shown): void;
  stalled(since: number | null): void;
  /** Why nothing is fetched ahead; null where everything is. */
  saving(reason: Saving | null): void;
  /** How far a file is on its way up; told of by whole percents. */
  upload(upload: SyncState['upload']): void;
  state(): SyncState;
}

/** @param onState told of every change, with the whole state */
export function createStatus(calls: Calls, onState: (state: SyncState) => void): Status {
  let phase: SyncState['phase'] = { name: 'stopped' };
  let shown: Shown | null = null;
  let stalledSince: number | null = null;
  let saving: Saving | null = null;
  let upload: SyncState['upload'] = null;

  function kindState(kind: Kind): KindState {
    const cursor = shown?.cursors[kind];
    const notes = shown?.notes.kinds[kind];
    const walk = notes?.sweep?.hurried === true ? notes.sweep.cursor : cursor;
    return {
      kind,
      state: kindPhase(kind, cursor, notes),
      fetched: walk?.fetched ?? 0,
      total: cursor?.total ?? null,
      finishedAt: cursor?.finishedAt ?? null,
      checkedAt: notes?.checkedAt ?? null,
      provedAt: notes?.provedAt ?? null,
      drifted: notes?.drifted.length ?? 0,
    };
  }

  function kindPhase(
    kind: Kind,
    cursor: MirrorCursor | undefined,
    notes: KindNotes | undefined,
  ): KindState['state'] {
    if (shown?.absentKinds.includes(kind) === true) return 'absent';
    if (phase.name === 'mirror' && phase.kind === kind) return 'running';
    if (notes?.sweep?.hurried === true) return 'waiting';
    return (cursor?.finishedAt ?? null) !== null ? 'done' : 'waiting';
  }

  function state(): SyncState {
    const kinds = shown?.notes.kinds;
    return {
      phase,
      kinds: KINDS.map(kindState),
      calls: {
        lastHour: calls.lastHour(),
        limit: calls.limit(),
        remaining: calls.remaining(),
        share: calls.share(),
      },
      massDeletions: KINDS.flatMap((kind) => {
        const mass = kinds?.[kind].mass ?? null;
        return mass === null ? [] : [{ kind, gone: mass.ids.length, of: mass.of, at: mass.at }];
      }),
      stalledSince,
      saving,
      filling: shown?.filling ?? null,
      upload,
    };
  }

  return {
    phase(next) {
      if (JSON.stringify(next) === JSON.stringify(phase)) return;
      phase = next;
      onState(state());
    },
    show(next) {
      shown = next;
      onState(state());
    },
    stalled(since) {
      if (since === stalledSince) return;
      stalledSince = since;
      onState(state());
    },
    saving(reason) {
      if (reason === saving) return;
      saving = reason;
      onState(state());
    },
    upload(next) {
      const isSame = next?.editId === upload?.editId && percentOf(next) === percentOf(upload);
      upload = next;
      if (!isSame) onState(state());
    },
    state,
  };
}

function percentOf(upload: SyncState['upload']): number | null {
  return upload && Math.floor((100 * upload.sent) / upload.total);
}
