import { afterEach, describe, expect, it } from 'vitest';
import { createCrmClient } from '../../electron/crm/client.ts';
import { createUndiciTransport } from '../../electron/crm/undici-transport.ts';
import { crmForSync } from '../../electron/crm-for-sync.ts';
import {
  startSampleServer,
  type SampleServer,
  type SampleServerOptions,
} from '../../electron/sample/server.ts';
import { createEngine } from '../../electron/sync/engine.ts';
import { KINDS } from '../../shared/entities/kind.ts';
import type { SyncState } from '../../shared/sync-state.ts';
import { memoryLog } from '../../electron/log/memory-log.ts';
import { virtualClock } from '../fakes/virtual-clock.ts';
import { fakeStore, type FakeStore } from './fake-store.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Mirrors a whole sample account over real HTTP; resolves with the first state that satisfies `until`. */
async function mirror(
  options: SampleServerOptions,
  until: (state: SyncState) => boolean,
): Promise<{ server: SampleServer; store: FakeStore; state: SyncState }> {
  const server = await startSampleServer(options);
  ends.push(() => server.close());
  const transport = createUndiciTransport({
    origin: server.origin,
    token: () => server.token,
    userAgent: 'Satchel/test',
  });
  ends.push(() => transport.close());
  const store = fakeStore();
  const state = await new Promise<SyncState>((resolve) => {
    const engine = createEngine({
      crm: crmForSync(createCrmClient({ transport, basePath: new URL(server.address).pathname })),
      store: store.client,
      clock: virtualClock(),
      chance: () => 0,
      calls: { lastHour: () => 0, limit: () => null, remaining: () => null },
      log: memoryLog(),
      onState: (next) => {
        if (until(next)) resolve(next);
      },
    });
    ends.push(() => engine.stop());
    engine.start(store.state());
  });
  return { server, store, state };
}

const ended = (state: SyncState): boolean =>
  !['stopped', 'configuration', 'mirror'].includes(state.phase.name);

describe('a mirror of the sample account', () => {
  it.each(['classic', 'suite'] as const)(
    'has every record of a %s account, within the calls allowed',
    async (flavour) => {
      const { server, store, state } = await mirror({ flavour, records: 2_000, seed: 3 }, ended);
      expect(state.phase).toEqual({ name: 'idle' });
      for (const { kind, state: kindState, fetched, total, drifted } of state.kinds) {
        if (flavour === 'suite' && kind === 'leads') {
          expect(kindState).toBe('absent');
          continue;
        }
        const there = server.app.admin.count(kind);
        expect({ kind, here: store.records[kind].size, drifted, kindState }).toEqual({
          kind,
          here: there,
          drifted: 0,
          kindState: 'done',
        });
        expect(fetched).toBeGreaterThanOrEqual(there);
        expect(total).toBe(fetched);
      }
      const calls = server.app.admin.calls();
      expect(calls.filter((call) => call.status !== 200 && call.status !== 404)).toEqual([]);
      const pages = KINDS.map((kind) => Math.ceil(store.records[kind].size / 100)).reduce((a, b) => a + b, 0);
      expect(calls.length).toBeLessThanOrEqual(pages + 30);
    },
  );

  it('stops at a refused key', async () => {
    const { state } = await mirror({ records: 100, faults: () => ({ kind: 'status', status: 401 }) }, ended);
    expect(state.phase).toEqual({ name: 'needs-key' });
  });

  it('takes a captive portal for no network, and stores none of it', async () => {
    const { state, store } = await mirror(
      { records: 100, faults: () => ({ kind: 'captive-portal' }) },
      ended,
    );
    expect(state.phase.name).toBe('offline');
    expect(store.state().configurationAt).toBeNull();
  });
});
