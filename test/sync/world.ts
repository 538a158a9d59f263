import { createEngine, type Engine } from '../../electron/sync/engine.ts';
import type { Calls } from '../../electron/sync/ports.ts';
import type { Pusher, Step } from '../../electron/sync/push/ports.ts';
import { memoryLog } from '../../electron/log/memory-log.ts';
import type { Kind } from '../../shared/entities/kind.ts';
import type { SyncState } from '../../shared/sync-state.ts';
import { virtualClock, type VirtualClock } from '../fakes/virtual-clock.ts';
import { fakeCrm, type FakeCrm } from './fake-crm.ts';
import { fakeStore, idsOf, type FakeStore } from './fake-store.ts';

export const START = Date.UTC(2026, 10, 24, 9);

/** An engine over a CRM and a store in memory, with the pusher under the test's hand. */
export interface World {
  readonly crm: FakeCrm;
  readonly store: FakeStore;
  readonly clock: VirtualClock;
  readonly states: SyncState[];
  /** When each call was made. */
  readonly callTimes: number[];
  /** What the pusher does in its next steps; empty: nothing to do. */
  readonly steps: (Step | (() => Promise<Step>))[];
  readonly pushed: string[];
  calls: Calls;
  engine(): Engine;
}

export function world(size: Partial<Record<Kind, number>>, share = 40): World {
  const crm = fakeCrm(size);
  const clock = virtualClock(START);
  const callTimes: number[] = [];
  crm.before = () => void callTimes.push(clock.now());
  const steps: World['steps'] = [];
  const pushed: string[] = [];
  const pusher: Pusher = {
    recover: () => Promise.resolve(void pushed.push('recover')),
    async step() {
      pushed.push('step');
      const step = steps.shift() ?? { did: 'nothing', next: null };
      return typeof step === 'function' ? step() : step;
    },
  };
  const w: World = {
    crm,
    store: fakeStore(),
    clock,
    states: [],
    callTimes,
    steps,
    pushed,
    calls: {
      lastHour: () => crm.calls.length,
      limit: () => null,
      remaining: () => null,
      share: () => share,
      allowedAt: () => clock.now(),
      heldBy: () => 'hour',
      serverNow: () => clock.now(),
    },
    engine: () =>
      createEngine({
        crm,
        store: w.store.client,
        clock,
        chance: () => 0.5,
        calls: w.calls,
        log: memoryLog(),
        onState: (state) => w.states.push(state),
        makePusher: () => pusher,
      }),
  };
  return w;
}

/** The ids on both sides. */
export function bothSides({ crm, store }: World): { here: unknown; there: unknown } {
  const stored = Object.fromEntries(
    Object.entries(store.records).map(([kind, rows]) => [kind, rows.values()]),
  );
  return { here: idsOf(stored as never), there: idsOf(crm.records) };
}

export function isMirrored(state: SyncState): boolean {
  return state.kinds.every((kind) => kind.state === 'done' || kind.state === 'absent');
}
