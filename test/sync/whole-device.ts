import { IDBFactory } from 'fake-indexeddb';
import { createBudget } from '../../electron/crm/budget.ts';
import { budgeted } from '../../electron/crm/budgeted-transport.ts';
import { createCrmClient } from '../../electron/crm/client.ts';
import { crmForSync } from '../../electron/crm-for-sync.ts';
import { memoryLog } from '../../electron/log/memory-log.ts';
import { createSampleApp, type SampleApp } from '../../electron/sample/app.ts';
import { createEngine, type Engine } from '../../electron/sync/engine.ts';
import { createClient } from '../../shared/rpc/client.ts';
import { storeForSync } from '../../shared/rpc/contract.ts';
import { createDispatch } from '../../shared/rpc/dispatch.ts';
import type { SyncState } from '../../shared/sync-state.ts';
import { createSampleTransport, type WireFault } from '../fakes/sample-transport.ts';
import { virtualClock, type VirtualClock } from '../fakes/virtual-clock.ts';
import { openStore, settled, type TestStore } from '../store/harness.ts';

export interface WholeDevice {
  readonly app: SampleApp;
  readonly clock: VirtualClock;
  readonly store: TestStore;
  readonly engine: Engine;
  /** Everything that the engine told of itself. */
  readonly states: readonly SyncState[];
  /** What happens to a request from now on, by its method and path. */
  fault: (call: string) => WireFault | null;
  /** Lets so much time pass, and everything of the store's happen in it. */
  pass(ms: number): Promise<void>;
}

/** The whole way: engine, push, the real store, the client, and a sample account, all mirrored. */
export async function wholeDevice(callsPerHour = 40): Promise<WholeDevice> {
  const clock = virtualClock();
  const app = await createSampleApp({ records: 40, seed: 7, clock });
  const store = await openStore({ disk: new IDBFactory(), now: clock.now() });
  const budget = createBudget({ now: () => clock.now(), state: null, settings: { callsPerHour } });
  const wire = createSampleTransport({
    app,
    clock,
    fault: ({ method, path }) => d.fault(`${method} ${path}`),
  });
  const sync = createClient(storeForSync, {
    invoke: createDispatch(storeForSync, store.sync, () => undefined),
    subscribe: () => () => undefined,
  });
  const states: SyncState[] = [];
  const engine = createEngine({
    crm: crmForSync(
      createCrmClient({
        transport: budgeted(wire, budget, 'http://sample.test'),
        basePath: wire.basePath,
        now: () => clock.now(),
      }),
    ),
    store: sync,
    clock,
    chance: () => 0.5,
    calls: budget,
    log: memoryLog(),
    onState: (state) => states.push(state),
  });
  const d: WholeDevice = {
    app,
    clock,
    store,
    engine,
    states,
    fault: () => null,
    async pass(ms) {
      const step = 5_000;
      for (let left = ms; left > 0; left -= step) {
        await clock.advance(Math.min(step, left));
        store.clock.now = clock.now();
        for (let turn = 0; turn < 4; turn += 1) await settled();
      }
    },
  };
  const state = store.state();
  if (!state) throw new Error('no store');
  engine.start(state);
  for (let turn = 0; turn < 200; turn += 1) await settled();
  await d.pass(60_000);
  return d;
}
