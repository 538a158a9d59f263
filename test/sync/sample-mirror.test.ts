import { describe, expect, it } from 'vitest';
import { createBudget, type Budget } from '../../electron/crm/budget.ts';
import { budgeted } from '../../electron/crm/budgeted-transport.ts';
import { createCrmClient } from '../../electron/crm/client.ts';
import { crmForSync } from '../../electron/crm-for-sync.ts';
import { memoryLog } from '../../electron/log/memory-log.ts';
import { createSampleApp, type SampleApp, type SampleOptions } from '../../electron/sample/app.ts';
import { createEngine, type Engine } from '../../electron/sync/engine.ts';
import { KINDS } from '../../shared/entities/kind.ts';
import type { SyncState } from '../../shared/sync-state.ts';
import { createSampleTransport, type WireFault } from '../fakes/sample-transport.ts';
import { virtualClock, type VirtualClock } from '../fakes/virtual-clock.ts';
import { fakeStore, type FakeStore } from './fake-store.ts';
import { isMirrored } from './world.ts';

const HOUR = 60 * 60_000;

interface Mirror {
  readonly app: SampleApp;
  readonly store: FakeStore;
  readonly clock: VirtualClock;
  readonly budget: Budget;
  readonly engine: Engine;
  /** Calls that had been answered when every kind was here for the first time. */
  readonly callsUntilMirrored: () => number | null;
}

/** An engine over a whole sample account in this process, with the real client and budget, by a virtual clock. */
async function mirror(
  options: SampleOptions & { fault?: WireFault; callsPerHour?: number },
): Promise<Mirror> {
  const clock = virtualClock();
  const app = await createSampleApp({ ...options, clock });
  const { fault = null } = options;
  const budget = createBudget({
    now: () => clock.now(),
    state: null,
    settings: { callsPerHour: options.callsPerHour ?? 40 },
    chance: () => 0.5,
  });
  const wire = createSampleTransport({ app, clock, fault: () => fault, onCall: budget.record });
  const transport = budgeted(wire, budget, 'http://sample.test');
  const store = fakeStore();
  let until: number | null = null;
  const onState = (state: SyncState): void => {
    if (until === null && isMirrored(state)) until = app.admin.calls().length;
  };
  const engine = createEngine({
    crm: crmForSync(createCrmClient({ transport, basePath: wire.basePath, now: () => clock.now() })),
    store: store.client,
    clock,
    chance: () => 0,
    calls: budget,
    log: memoryLog(),
    onState,
  });
  engine.start(store.state());
  return { app, store, clock, budget, engine, callsUntilMirrored: () => until };
}

describe('a mirror of the sample account', () => {
  it.each(['classic', 'suite'] as const)(
    'has every record of a %s account, within the calls allowed',
    async (flavour) => {
      const { app, store, clock, engine, callsUntilMirrored } = await mirror({
        flavour,
        records: 2_000,
        seed: 3,
      });
      await clock.advance(5 * 60_000);
      for (const { kind, state, drifted, checkedAt } of engine.state().kinds) {
        if (flavour === 'suite' && kind === 'leads') {
          expect(state).toBe('absent');
          continue;
        }
        expect({ kind, here: store.records[kind].size, drifted, state }).toEqual({
          kind,
          here: app.admin.count(kind),
          drifted: 0,
          state: 'done',
        });
        expect(checkedAt).not.toBeNull();
      }
      expect(engine.state().phase).toEqual({ name: 'idle' });
      const wrong = app.admin.calls().filter((call) => call.status !== 200 && call.status !== 404);
      expect(wrong).toEqual([]);
      const pages = KINDS.map((kind) => Math.ceil(app.admin.count(kind) / 100)).reduce((a, b) => a + b, 0);
      expect(callsUntilMirrored()).toBeLessThanOrEqual(pages + 30);
      await engine.stop();
    },
  );

  it.each([
    ['classic', 40],
    ['suite', 15],
  ] as const)('keeps a %s account fresh with %i calls an hour', async (flavour, callsPerHour) => {
    const { app, store, clock, engine } = await mirror({ flavour, records: 60, seed: 4, callsPerHour });
    await clock.advance(HOUR);
    const times: number[] = [];
    for (let n = app.admin.calls().length, minute = 0; minute < 24 * 60; minute += 1) {
      await clock.advance(60_000);
      for (; n < app.admin.calls().length; n += 1) times.push(minute);
    }
    const worst = Math.max(...times.map((at, n) => times.slice(n).filter((each) => each < at + 60).length));
    expect(worst).toBeLessThanOrEqual(callsPerHour);
    // What was deleted for good, where no bin tells, and what was changed is found the next day.
    const [first] = app.admin.ids('contacts');
    if (first === undefined) throw new Error('no contact');
    app.admin.delete('contacts', first, 'hard');
    const [account] = app.admin.ids('sales_accounts');
    if (account === undefined) throw new Error('no account');
    app.admin.update('sales_accounts', account, { name: 'Another name' });
    await clock.advance(26 * HOUR);
    expect(store.records.contacts.has(first)).toBe(false);
    expect(store.records.contacts.size).toBe(app.admin.count('contacts'));
    expect(store.records.sales_accounts.get(account)).toMatchObject({ name: 'Another name' });
    await engine.stop();
  });

  it('takes a deleted record away within the hours that a recycle bin is read in', async () => {
    const { app, store, clock, engine } = await mirror({ records: 60, seed: 5 });
    await clock.advance(HOUR);
    const [deal] = app.admin.ids('deals');
    if (deal === undefined) throw new Error('no deal');
    app.admin.delete('deals', deal);
    await clock.advance(4 * HOUR);
    expect(store.records.deals.has(deal)).toBe(false);
    await engine.stop();
  });

  it('has the tasks and appointments of the day, and loses them when they are gone', async () => {
    const { app, store, clock, engine } = await mirror({ records: 60, seed: 6 });
    const [contact] = app.admin.ids('contacts');
    const task = app.admin.insert('tasks', {
      title: 'Call back',
      status: 0,
      due_date: new Date(clock.now() + HOUR).toISOString(),
      owner_id: app.admin.me,
      user_ids: [],
      targetable_type: 'Contact',
      targetable_id: contact,
    });
    await clock.advance(HOUR);
    expect(store.records.tasks.get(task)).toMatchObject({ title: 'Call back', status: 0 });
    app.admin.update('tasks', task, { status: 1 });
    await clock.advance(HOUR);
    expect(store.records.tasks.get(task)).toMatchObject({ status: 1 });
    const other = app.admin.insert('tasks', {
      title: 'Send an offer',
      status: 0,
      due_date: new Date(clock.now() + HOUR).toISOString(),
      owner_id: app.admin.me,
      user_ids: [],
      targetable_type: 'Contact',
      targetable_id: contact,
    });
    await clock.advance(HOUR);
    expect(store.records.tasks.has(other)).toBe(true);
    app.admin.delete('tasks', other);
    await clock.advance(HOUR);
    expect(store.records.tasks.has(other)).toBe(false);
    await engine.stop();
  });

  it('stops at a refused key', async () => {
    const { clock, engine } = await mirror({ records: 100, fault: { kind: 'status', status: 401 } });
    await clock.advance(1_000);
    expect(engine.state().phase).toEqual({ name: 'needs-key' });
    await engine.stop();
  });

  it('takes a captive portal for no network, and stores none of it', async () => {
    const { clock, engine, store } = await mirror({ records: 100, fault: { kind: 'captive-portal' } });
    await clock.advance(1_000);
    expect(engine.state().phase.name).toBe('offline');
    expect(store.state().configurationAt).toBeNull();
    await engine.stop();
  });
});
