import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoff } from '../../electron/sync/backoff.ts';
import { createEngine, type Engine } from '../../electron/sync/engine.ts';
import { AppError, type ErrorInfo } from '../../shared/errors.ts';
import type { SyncState } from '../../shared/sync-state.ts';
import { memoryLog } from '../../electron/log/memory-log.ts';
import { settle, virtualClock, type VirtualClock } from '../fakes/virtual-clock.ts';
import { fakeCrm, type FakeCrm } from './fake-crm.ts';
import { fakeStore, idsOf, type FakeStore } from './fake-store.ts';

const START = Date.UTC(2026, 10, 24, 9);
const SIZE = { leads: 0, contacts: 250, sales_accounts: 100, deals: 101 };

interface World {
  readonly crm: FakeCrm;
  readonly store: FakeStore;
  readonly clock: VirtualClock;
  readonly states: SyncState[];
  engine(): Engine;
}

function world(size = SIZE): World {
  const crm = fakeCrm(size);
  const store = fakeStore();
  const clock = virtualClock();
  const states: SyncState[] = [];
  return {
    crm,
    store,
    clock,
    states,
    engine: () =>
      createEngine({
        crm,
        store: store.client,
        clock,
        chance: () => 0.5,
        calls: { lastHour: () => crm.calls.length, limit: () => null, remaining: () => null },
        log: memoryLog(),
        onState: (state) => states.push(state),
      }),
  };
}

function mirrored({ crm, store }: World): void {
  const stored = Object.fromEntries(
    Object.entries(store.records).map(([kind, rows]) => [kind, rows.values()]),
  );
  expect(idsOf(stored as never)).toEqual(idsOf(crm.records));
}

const scrolls = (crm: FakeCrm): string[] => crm.calls.filter((call) => call.startsWith('scroll'));

describe('the engine', () => {
  it('mirrors configuration and every kind, then is idle', async () => {
    const w = world();
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(0);
    mirrored(w);
    expect(engine.state().phase).toEqual({ name: 'idle' });
    expect(engine.state().kinds.map((kind) => [kind.kind, kind.state, kind.fetched, kind.total])).toEqual([
      ['leads', 'done', 0, 0],
      ['contacts', 'done', 250, 250],
      ['sales_accounts', 'done', 100, 100],
      ['deals', 'done', 101, 101],
    ]);
  });

  it('spends at most ceil(N / 100) calls a kind and 30 more', async () => {
    const w = world();
    w.engine().start(w.store.state());
    await w.clock.advance(0);
    // A kind without records still costs the call that says so.
    expect(scrolls(w.crm)).toHaveLength(1 + 3 + 1 + 2);
    expect(w.crm.calls.length - scrolls(w.crm).length).toBeLessThanOrEqual(30);
  });

  it('makes no call at all when everything is here', async () => {
    const w = world();
    w.engine().start(w.store.state());
    await w.clock.advance(0);
    w.crm.calls.length = 0;
    const again = w.engine();
    again.start(w.store.state());
    await w.clock.advance(60_000);
    expect(w.crm.calls).toEqual([]);
    expect(again.state().phase.name).toBe('idle');
  });

  it('reads the configuration again after a day', async () => {
    const w = world();
    w.engine().start(w.store.state());
    await w.clock.advance(25 * 60 * 60_000);
    w.crm.calls.length = 0;
    w.engine().start(w.store.state());
    await w.clock.advance(0);
    expect(w.crm.calls).toContain('selector owners');
    expect(scrolls(w.crm)).toEqual([]);
  });

  it('leaves out a kind that the account does not have', async () => {
    const w = world();
    w.crm.absent.add('leads');
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(0);
    expect(engine.state().kinds[0]).toMatchObject({ kind: 'leads', state: 'absent' });
    expect(engine.state().phase.name).toBe('idle');
    expect(w.crm.calls).not.toContain('fields leads');
  });

  it('resumes from the cursor, asking for no stored page again, wherever it was ended', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 7 }), fc.boolean(), async (pages, killed) => {
        const w = world();
        let left = pages;
        const first = w.engine();
        w.store.beforePage = () => {
          if (left === 0 && killed) throw new AppError({ code: 'store-unavailable', reason: 'gone' });
          if (left === 0) void first.stop();
          left -= 1;
        };
        first.start(w.store.state());
        await w.clock.advance(0);
        await first.stop();
        w.store.beforePage = () => undefined;
        w.engine().start(w.store.state());
        await w.clock.advance(0);
        mirrored(w);
        const asked = scrolls(w.crm);
        // At most the page that was in flight when it ended is asked for twice.
        expect(asked.length - new Set(asked).size).toBeLessThanOrEqual(1);
      }),
      { numRuns: 30 },
    );
  });

  it('comes to the end through any run of failures', async () => {
    const failure = fc.constantFrom<ErrorInfo | null>(
      null,
      { code: 'network', reason: 'ENOTFOUND' },
      { code: 'timeout' },
      { code: 'not-the-crm', reason: 'html' },
      { code: 'rate-limited', waitMs: 60_000 },
      { code: 'server', status: 502 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(failure, { maxLength: 60 }), async (failures) => {
        const w = world();
        w.crm.failures = failures;
        const engine = w.engine();
        engine.start(w.store.state());
        await w.clock.advance(24 * 60 * 60_000);
        mirrored(w);
        expect(engine.state().phase).toEqual({ name: 'idle' });
      }),
      { numRuns: 50 },
    );
  });

  it('waits as long as the CRM asks for, and shows until when', async () => {
    const w = world();
    w.crm.failures = [{ code: 'rate-limited', waitMs: 600_000 }];
    const engine = w.engine();
    const start = w.clock.now();
    engine.start(w.store.state());
    await settle();
    const { phase } = engine.state();
    expect(phase.name).toBe('waiting');
    expect('retryAt' in phase && phase.retryAt).toBeGreaterThanOrEqual(start + 600_000);
    await w.clock.advance(599_000);
    expect(w.crm.calls).toHaveLength(1);
    await w.clock.advance(10_000);
    expect(engine.state().phase.name).toBe('idle');
  });

  it('waits longer after each failure in a row, and starts small again after a page', async () => {
    const w = world();
    const fail: ErrorInfo = { code: 'network', reason: 'offline' };
    // The configuration and the count take 29 calls; then one page gets through between failures.
    w.crm.failures = [fail, fail, fail, fail, ...Array<null>(29).fill(null), null, fail, null, null, fail];
    w.engine().start(w.store.state());
    await w.clock.advance(60 * 60_000);
    mirrored(w);
    const waits = [
      ...new Set(w.states.flatMap(({ phase }) => (phase.name === 'offline' ? [phase.retryAt - START] : []))),
    ];
    expect(waits).toHaveLength(6);
    // No time passes but in waits, so the difference of two moments is the later one's wait.
    const lengths = waits.map((at, n) => at - (waits[n - 1] ?? 0));
    expect(lengths.slice(0, 4)).toEqual([1, 2, 3, 4].map((attempt) => backoff(attempt, 0.5)));
    expect(lengths[5]).toBe(backoff(1, 0.5));
  });

  it('stops for a refused key, and stays stopped', async () => {
    const w = world();
    w.crm.failures = [{ code: 'auth' }];
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(24 * 60 * 60_000);
    expect(engine.state().phase).toEqual({ name: 'needs-key' });
    expect(w.crm.calls).toHaveLength(1);
  });

  it('walks everything again when asked, also out of a wait', async () => {
    const w = world();
    const engine = w.engine();
    engine.start(w.store.state());
    await w.clock.advance(0);
    w.crm.records.contacts.push({ id: 9999, name: 'new' });
    engine.walkAgain();
    await w.clock.advance(0);
    mirrored(w);
    w.crm.failures = [{ code: 'network', reason: 'offline' }];
    w.crm.records.deals.push({ id: 99999, name: 'new' });
    engine.walkAgain();
    await settle();
    expect(engine.state().phase.name).toBe('offline');
    engine.walkAgain();
    await w.clock.advance(0);
    mirrored(w);
  });

  it('stands up to a server whose ids stand still', async () => {
    const w = world();
    w.crm.scroll = (_kind, _view, page) =>
      Promise.resolve({
        records: [{ id: 5 }],
        drifted: 0,
        lastFetchedId: page.lastFetchedId ?? 5,
        hasNextPage: true,
      });
    const engine = w.engine();
    engine.start(w.store.state());
    await settle();
    expect(engine.state().phase).toMatchObject({ name: 'failed', error: { code: 'unexpected-shape' } });
    await engine.stop();
  });

  it('can be ended while it waits', async () => {
    const w = world();
    w.crm.failures = [{ code: 'network', reason: 'offline' }];
    const engine = w.engine();
    engine.start(w.store.state());
    await settle();
    await engine.stop();
    expect(w.clock.sleeping()).toBe(false);
  });
});
