import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
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
import { createSampleTransport, type WireFault } from '../fakes/sample-transport.ts';
import { virtualClock, type VirtualClock } from '../fakes/virtual-clock.ts';
import { ask, attach, staged } from '../store/edits.ts';
import { list, openStore, settled, type TestStore } from '../store/harness.ts';

interface Device {
  readonly app: SampleApp;
  readonly clock: VirtualClock;
  readonly store: TestStore;
  readonly engine: Engine;
  /** What happens to every request from now on. */
  fault: WireFault | null;
  /** Lets so much time pass, and everything of the store's happen in it. */
  pass(ms: number): Promise<void>;
}

/** The whole way: engine, push, the real store, the client, and a sample account. */
async function device(): Promise<Device> {
  const clock = virtualClock();
  const app = await createSampleApp({ records: 40, seed: 7, clock });
  const store = await openStore({ disk: new IDBFactory(), now: clock.now() });
  const budget = createBudget({ now: () => clock.now(), state: null, settings: { callsPerHour: 40 } });
  const wire = createSampleTransport({ app, clock, fault: () => d.fault });
  const sync = createClient(storeForSync, {
    invoke: createDispatch(storeForSync, store.sync, () => undefined),
    subscribe: () => () => undefined,
  });
  const engine = createEngine({
    crm: crmForSync(
      createCrmClient({ transport: budgeted(wire, budget), basePath: wire.basePath, now: () => clock.now() }),
    ),
    store: sync,
    clock,
    chance: () => 0.5,
    calls: budget,
    log: memoryLog(),
    onState: () => undefined,
  });
  const d: Device = {
    app,
    clock,
    store,
    engine,
    fault: null,
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

describe('the engine over the real store', () => {
  it('mirrors, and sends what was made without a network once it is back', async () => {
    const d = await device();
    expect((await list(d.store, 'contacts')).all).toBe(d.app.admin.count('contacts'));
    d.fault = { kind: 'offline' };
    const made = await d.store.ui.edit({
      edits: [
        {
          target: { kind: 'sales_accounts', id: null },
          operation: { type: 'create', fields: { name: 'Made in a car park' } },
        },
      ],
    });
    expect(made).toMatchObject({ saved: true });
    d.engine.edited();
    await d.pass(30_000);
    expect(d.engine.state().phase.name).toBe('offline');
    const before = d.app.admin.count('sales_accounts');
    d.fault = null;
    d.engine.networkChanged();
    await d.pass(30_000);
    expect(d.app.admin.count('sales_accounts')).toBe(before + 1);
    expect((await list(d.store, 'sales_accounts', { text: 'car park' })).rows).toMatchObject([
      { title: 'Made in a car park', pending: false },
    ]);
    await d.engine.stop();
  });

  it('shows what somebody else changed, and a record’s notes when it is looked at', async () => {
    const d = await device();
    const [id] = d.app.admin.ids('contacts');
    if (id === undefined) throw new Error('no contact');
    d.app.admin.update('contacts', id, { job_title: 'Head of everything' });
    d.app.admin.insert('notes', { description: 'A word', targetable_type: 'Contact', targetable_id: id });
    d.engine.now();
    d.engine.look({ kind: 'contacts', id });
    await d.pass(30_000);
    const { bases } = await d.store.sync['store.bases']({ refs: [{ kind: 'contacts', id }] });
    expect(bases[0]).toMatchObject({ job_title: 'Head of everything' });
    const notes = await list(d.store, 'notes', {
      filters: [{ column: 'targets', op: 'in', values: [`contacts:${id}`] }],
    });
    expect(notes.rows.map(({ title }) => title)).toContain('A word');
    await d.engine.stop();
  });

  it('lists a file at its record when it is attached, as the server has it', async () => {
    const d = await device();
    const [id = 0] = d.app.admin.ids('contacts');
    const ref = { kind: 'contacts', id } as const;
    const file = await staged(d.store, { name: 'Visit.txt', bytes: new TextEncoder().encode('hello') });
    expect(await d.store.ui.edit({ edits: [attach('contacts', id, file)] })).toMatchObject({ saved: true });
    d.engine.edited();
    await d.pass(30_000);
    const { details } = await ask(d.store, { type: 'details', ref });
    // Nobody but the server writes a size in words.
    expect(details.find(({ part }) => part === 'files')?.value).toMatchObject({
      documents: expect.arrayContaining([
        expect.objectContaining({ name: 'Visit.txt', content_file_size_readable: '5 Bytes' }),
      ]) as unknown,
    });
    const parts = d.app.admin.calls().filter(({ path }) => path.includes(`contacts/${String(id)}`));
    // The record before the upload, its files after it, and nothing else of it.
    expect(parts.map(({ path }) => path.split('?')[0])).toEqual([
      `/api/contacts/${String(id)}`,
      `/api/contacts/${String(id)}/document_associations`,
    ]);
    await d.engine.stop();
  });
});
