import type { Kind } from '../../shared/entities/kind.ts';
import { AppError, errorInfoOf } from '../../shared/errors.ts';
import type { ViewFilter } from '../../shared/entities/view-filter.ts';
import type { Log } from '../../shared/log.ts';
import type { StoreForSyncClient } from '../../shared/rpc/contract.ts';
import type { MirrorCursor, StoreState } from '../../shared/store-port.ts';
import type { SyncState } from '../../shared/sync-state.ts';
import type { Clock } from '../../shared/time.ts';
import { backoff } from './backoff.ts';
import { readConfiguration } from './configuration.ts';
import { firstCursor, mirrorKind } from './mirror.ts';
import type { CallCount, CrmForSync } from './ports.ts';
import { reactionTo } from './retry.ts';
import { createStatus } from './status.ts';
import { mirrorViews } from './views.ts';

/** Accounts first: contacts and deals are shown with their names. */
const ORDER: readonly Kind[] = ['sales_accounts', 'contacts', 'deals', 'leads'];

/** Configuration is read again after a day. */
const CONFIGURATION_MS = 24 * 60 * 60_000;

export interface EnginePorts {
  readonly crm: CrmForSync;
  readonly store: StoreForSyncClient;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly chance: () => number;
  readonly calls: CallCount;
  readonly log: Log;
  onState(state: SyncState): void;
}

export interface Engine {
  /** Runs from what the store holds: configuration where it is missing or old, then every kind whose mirror is not finished. */
  start(stored: StoreState): void;
  /** Ends the wait, if there is one, and walks every kind again. */
  walkAgain(): void;
  state(): SyncState;
  /** Ends the engine for good; resolves when nothing more is on its way. */
  stop(): Promise<void>;
}

/**
 * The sync engine of one account: one loop that does the next thing to do, and on failure waits as the error asks for. All that it has done is in the
 * store, so it can be ended anywhere and started again.
 */
export function createEngine(ports: EnginePorts): Engine {
  const { crm, store, clock, log } = ports;
  const status = createStatus(ports.calls, ports.onState);
  const stopping = new AbortController();
  const views = new Map<Kind, readonly ViewFilter[]>();
  let waking = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let everythingAgain = false;
  /** Failures since the last page that was stored. */
  let failures = 0;

  function begin(): void {
    const { signal } = stopping;
    running = running.then(() => loop(signal));
  }

  async function loop(signal: AbortSignal): Promise<void> {
    failures = 0;
    while (!signal.aborted) {
      try {
        await run(signal);
        status.phase({ name: 'idle' });
        return;
      } catch (error) {
        failures += 1;
        const retryMs = react(error);
        if (retryMs === null) return;
        await wait(retryMs, signal);
      }
    }
  }

  /** Shows what went wrong; gives the time to wait, or null where waiting does not help. */
  function react(error: unknown): number | null {
    const info = errorInfoOf(error);
    const reaction = reactionTo(info);
    log.warn('sync.interrupted', { code: info.code, attempt: failures });
    const pause = backoff(failures, ports.chance());
    switch (reaction.do) {
      case 'stop':
        status.phase({ name: 'stopped' });
        return null;
      case 'needs-key':
        status.phase({ name: 'needs-key' });
        return null;
      case 'wait':
        // A little later than asked for: other devices of the account wait for the same moment.
        status.phase({ name: 'waiting', retryAt: clock.now() + reaction.ms + pause });
        return reaction.ms + pause;
      case 'offline':
        status.phase({ name: 'offline', retryAt: clock.now() + pause });
        return pause;
      case 'retry':
        status.phase({ name: 'failed', error: info, retryAt: clock.now() + pause });
        return pause;
    }
  }

  async function wait(ms: number, signal: AbortSignal): Promise<void> {
    waking = new AbortController();
    try {
      await clock.sleep(ms, AbortSignal.any([signal, waking.signal]));
    } catch (error) {
      // Woken or ended; the loop sees which.
      if (!signal.aborted && !waking.signal.aborted) throw error;
    }
  }

  async function run(signal: AbortSignal): Promise<void> {
    let stored = await store.call('store.state', {});
    const again = everythingAgain;
    if (again || stored.configurationAt === null || clock.now() - stored.configurationAt > CONFIGURATION_MS) {
      stored = await refreshConfiguration(signal);
    }
    status.stored(stored);
    if (again) {
      await beginAgain(stored, signal);
      everythingAgain = false;
      stored = await store.call('store.state', {});
    }
    for (const kind of ORDER) {
      if (!stored.absentKinds.includes(kind)) await mirror(kind, stored.cursors[kind] ?? null, signal);
    }
  }

  async function refreshConfiguration(signal: AbortSignal): Promise<StoreState> {
    status.phase({ name: 'configuration' });
    const { entries, absentKinds, filters } = await readConfiguration(crm, signal);
    for (const [kind, rows] of filters) views.set(kind, rows);
    await store.call('store.putConfiguration', {
      entries: [...entries],
      absentKinds: [...absentKinds],
      at: clock.now(),
    });
    return store.call('store.state', {});
  }

  /** Sets the cursor of every kind back to its beginning. A cursor that is stored is a walk that will be finished, whatever happens. */
  async function beginAgain(stored: StoreState, signal: AbortSignal): Promise<void> {
    for (const kind of ORDER) {
      if (stored.absentKinds.includes(kind)) continue;
      const cursor = await newCursor(kind, signal);
      await store.call('store.applyPage', { kind, records: [], cursor });
    }
  }

  async function newCursor(kind: Kind, signal: AbortSignal): Promise<MirrorCursor> {
    const viewIds = mirrorViews(kind, views.get(kind) ?? (await crm.filters(kind, signal)));
    let total: number | null = 0;
    for (const viewId of viewIds) {
      const count = await crm.count(kind, viewId, signal);
      total = total === null || count === null ? null : total + count;
    }
    return firstCursor(viewIds, total, clock.now());
  }

  async function mirror(kind: Kind, cursor: MirrorCursor | null, signal: AbortSignal): Promise<void> {
    if (cursor?.finishedAt != null) return;
    status.phase({ name: 'mirror', kind });
    const from = cursor ?? (await newCursor(kind, signal));
    status.cursor(kind, from);
    await mirrorKind(
      kind,
      from,
      {
        crm,
        applyPage: (page) => store.call('store.applyPage', page),
        now: () => clock.now(),
        onPage: (after, drifted) => {
          failures = 0;
          status.cursor(kind, after, drifted);
        },
      },
      signal,
    );
    log.info('sync.mirrored', { kind });
  }

  return {
    start(stored) {
      status.stored(stored);
      begin();
    },
    walkAgain() {
      everythingAgain = true;
      waking.abort(new AppError({ code: 'cancelled' }));
      begin();
    },
    state: () => status.state(),
    async stop() {
      stopping.abort(new AppError({ code: 'cancelled' }));
      await running;
    },
  };
}
