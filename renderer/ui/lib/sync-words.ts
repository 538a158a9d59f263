import { assertNever } from '../../../shared/errors.ts';
import type { OutboxCounts } from '../../../shared/store-port.ts';
import type { Saving } from '../../../shared/surroundings.ts';
import type { CallLimit, SyncState } from '../../../shared/sync-state.ts';
import { m } from '../paraglide/messages.js';
import type { Formats } from './format.ts';
import { kindInSentence, kindName } from './kind-words.ts';
import type { KeyPlace } from './session.svelte.ts';
import { errorWords } from './words.ts';

/** The state of the engine in plain words. */
export interface SyncWords {
  readonly tone: 'good' | 'busy' | 'wait' | 'bad';
  /** The picture that goes with it. */
  readonly sign: 'done' | 'busy' | 'offline' | 'clock' | 'key' | 'alert' | 'ask';
  /** What goes on; it changes with the phase, not with every page, so that it can be read out. */
  readonly title: string;
  readonly detail: string | null;
  /** When everything was last fetched, where that is worth saying. */
  readonly synced: string | null;
  /** How far the kind at hand is, 0 to 1; null where nothing is being fetched or the CRM does not say how much there is. */
  readonly share: number | null;
}

const TONES: Readonly<Record<SyncWords['sign'], SyncWords['tone']>> = {
  done: 'good',
  busy: 'busy',
  offline: 'wait',
  clock: 'wait',
  key: 'bad',
  alert: 'bad',
  ask: 'wait',
};

/** What is known of the engine. */
export interface SyncSituation {
  readonly state: SyncState | null;
  readonly connected: boolean;
  readonly key: KeyPlace;
  /** What waits to be sent; null before the store has said. */
  readonly outbox: OutboxCounts | null;
}

/** How many changes go no further without the user. */
export function needingUser({ parked, questions, conflicts }: OutboxCounts): number {
  return parked + questions + conflicts;
}

export function syncWords(
  { state, connected, key, outbox }: SyncSituation,
  now: number,
  formats: Formats,
): SyncWords {
  const words = (sign: SyncWords['sign'], title: string, more: Partial<SyncWords> = {}): SyncWords => ({
    tone: TONES[sign],
    sign,
    title,
    detail: null,
    synced: null,
    share: null,
    ...more,
  });
  if (!connected) return words('offline', m.sync_disconnected(), { detail: m.sync_disconnected_detail() });
  if (key === 'missing') return words('key', m.sync_key_missing(), { detail: m.sync_key_missing_detail() });
  if (key === 'reading') return words('busy', m.sync_key_reading());
  if (!state) return words('busy', m.sync_starting());
  const { phase } = state;
  const synced = lastSyncedWords(state, now, formats);
  const waiting = outbox?.all ?? 0;
  const changes = changesWords(waiting, formats);
  switch (phase.name) {
    case 'stopped':
      return words('busy', m.sync_starting());
    case 'idle': {
      const asking = outbox ? needingUser(outbox) : 0;
      if (asking > 0)
        return words('ask', m.sync_needs_you({ count: asking, shown: formats.number(asking) }), { synced });
      if (waiting > 0) return words('clock', m.sync_changes_wait({ changes }), { synced });
      // Between two things to do there is a moment of rest; with a kind that was never here whole it is no "up to date".
      if (lastSynced(state) === null)
        return state.saving === null
          ? words('clock', m.sync_unfinished())
          : words('clock', savingWords(state.saving), { detail: m.saving_detail() });
      return words('done', m.sync_idle(), { synced, detail: state.saving && m.saving_ahead() });
    }
    case 'configuration':
      return words('busy', m.sync_configuration());
    case 'mirror': {
      const kind = state.kinds.find((candidate) => candidate.kind === phase.kind);
      const fetched = kind?.fetched ?? 0;
      const total = kind?.total ?? null;
      return words('busy', m.sync_mirror({ kind: kindInSentence(phase.kind) }), {
        detail: fetchedWords(fetched, total, formats),
        share: total === null || total === 0 ? null : Math.min(1, fetched / total),
      });
    }
    case 'pushing':
      return words('busy', waiting > 0 ? m.sync_pushing_changes({ changes }) : m.sync_pushing());
    case 'pulling':
      // Before a kind was here whole there is nothing whose changes could be looked for.
      return lastSynced(state) === null
        ? words('busy', m.sync_mirror({ kind: kindInSentence(phase.kind) }))
        : words('busy', m.sync_pulling(), { detail: kindName(phase.kind), synced });
    case 'offline':
      return words('offline', waiting > 0 ? m.sync_offline_changes({ changes }) : m.sync_offline(), {
        detail: m.sync_offline_detail(),
        synced,
      });
    case 'waiting':
      return words('clock', waitingWords(phase.limit), { detail: nextTry(phase.retryAt, formats), synced });
    case 'needs-key':
      return words('key', m.sync_needs_key(), { detail: m.sync_needs_key_detail(), synced });
    case 'failed':
      return words('alert', errorWords(phase.error, formats).title, {
        detail: nextTry(phase.retryAt, formats),
        synced,
      });
    default:
      return assertNever(phase);
  }
}

/** Why nothing is fetched ahead. */
export function savingWords(saving: Saving): string {
  switch (saving) {
    case 'battery':
      return m.saving_battery();
    case 'metered':
      return m.saving_metered();
    case 'heat':
      return m.saving_heat();
    case 'asked':
      return m.saving_asked();
    default:
      return assertNever(saving);
  }
}

function waitingWords(limit: CallLimit): string {
  switch (limit) {
    case 'hour':
      return m.sync_waiting();
    case 'minute':
      return m.sync_waiting_minute();
    case 'asked':
      return m.sync_waiting_asked();
    default:
      return assertNever(limit);
  }
}

/** How much of a kind has come: "12,300 of 48,310", or "12,300 so far" where the CRM does not say how much there is. */
export function fetchedWords(fetched: number, total: number | null, formats: Formats): string {
  return total === null
    ? m.sync_fetched({ fetched: formats.number(fetched) })
    : m.sync_fetched_of({ fetched: formats.number(fetched), total: formats.number(total) });
}

/** "1 change", "3 changes". */
export function changesWords(count: number, formats: Formats): string {
  return m.sync_changes({ count, shown: formats.number(count) });
}

function nextTry(at: number, formats: Formats): string {
  return m.sync_next_try({ time: formats.time(at) });
}

/** When every kind the account has was last asked for changes, or fetched to its end, epoch milliseconds; null as long as one was never here whole. */
export function lastSynced(state: SyncState): number | null {
  const ends = state.kinds
    .filter((kind) => kind.state !== 'absent')
    .map(({ finishedAt, checkedAt }) => (finishedAt === null ? null : Math.max(finishedAt, checkedAt ?? 0)));
  const finished = ends.filter((end) => end !== null);
  return ends.length > 0 && finished.length === ends.length ? Math.min(...finished) : null;
}

function lastSyncedWords(state: SyncState, now: number, formats: Formats): string | null {
  const at = lastSynced(state);
  return at === null ? null : m.sync_last({ time: formats.instantShort(at, now), ago: formats.ago(at, now) });
}
