import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { View } from '../../shared/store-port.ts';
import { jsonCodec } from '../../renderer/store/disk/codec.ts';
import { ask, update, save } from './edits.ts';
import { cursorAt, memoryLocks, openStore, recordOf, type TestStore } from './harness.ts';

const ids = ['3f1f2c1e-0000-4000-8000-000000000001', '3f1f2c1e-0000-4000-8000-000000000002'] as const;

const view = (at: 0 | 1, more: Partial<View> = {}): View => ({
  id: ids[at],
  kind: 'deals',
  name: `View ${at}`,
  columns: [
    { key: 'name', width: 220 },
    { key: 'custom_field.cf_size', width: null },
  ],
  sorts: [{ column: 'amount', direction: 'desc' }],
  filters: [{ op: 'pending' }, { column: 'owner_id', op: 'in', values: [4] }],
  text: 'gold',
  position: at,
  ...more,
});

const views = (store: TestStore, kind: View['kind'] = 'deals') => ask(store, { type: 'views', kind });

describe('views of lists', () => {
  it('are kept over a restart, in their places, each with its kind', async () => {
    const locks = memoryLocks();
    const store = await openStore({ locks });
    const leads = view(1, { kind: 'leads' });
    await store.ui['views.put']({ views: [view(0), leads] });
    expect((await views(store)).views).toEqual([view(0)]);
    await store.ui['store.close']({ wipe: false });
    const again = await openStore({ disk: store.disk, locks });
    expect((await views(again)).views).toEqual([view(0)]);
    expect((await views(again, 'leads')).views).toEqual([leads]);
    await again.ui['store.close']({ wipe: true });
    expect((await views(await openStore({ disk: store.disk, locks }))).views).toEqual([]);
  });

  it('change, change places, and go, and who watches hears of it', async () => {
    const store = await openStore();
    await store.ui['views.put']({ views: [view(0), view(1)] });
    const { watchId } = await store.ui['watch.open']({ type: 'views', kind: 'deals' });
    await store.ui['views.put']({
      views: [view(0, { position: 5 }), view(1, { name: 'Mine', position: 4 })],
    });
    await store.scheduler.advance(200);
    const names = () => {
      const value = store.pushes.at(-1)!.value;
      return value.type === 'views' ? value.views.map(({ name }) => name) : null;
    };
    expect(names()).toEqual(['Mine', 'View 0']);
    await store.ui['views.remove']({ id: ids[1] });
    await store.scheduler.advance(200);
    expect(names()).toEqual(['View 0']);
    expect(store.pushes.every((push) => push.watchId === watchId)).toBe(true);
  });

  it('go to nobody else’s account', async () => {
    const store = await openStore();
    await store.ui['views.put']({ views: [view(0)] });
    await store.ui['store.open']({ account: { id: 'other' } });
    expect((await views(store)).views).toEqual([]);
  });
});

describe('the account’s views', () => {
  it('are named, and say what they hold where that is well known', async () => {
    const store = await openStore();
    const row = (id: number, name: string, user_id = -1) => ({ id, name, user_id });
    await store.sync['store.putConfiguration']({
      entries: [
        {
          key: 'filters:deals',
          value: [
            row(1, 'All Deals'),
            row(2, 'My Deals'),
            row(3, 'Open Deals'),
            row(4, 'Won Deals'),
            row(5, 'Recently Modified'),
            row(6, 'Closing this week'),
            row(7, 'My Deals', 4),
            row(8, 'Recycle Bin'),
          ],
        },
        {
          key: 'selector:deal_stages',
          value: [
            { id: 21, name: 'New', forecast_type: 'Open' },
            { id: 22, name: 'Won', forecast_type: 'Closed Won' },
            { id: 23, name: 'Lost', forecast_type: 'Closed Lost' },
          ],
        },
        { key: 'me', value: { id: 4 } },
      ],
      absentKinds: [],
      at: 1,
    });
    const { account } = await views(store);
    const known = (id: number) => account.find((each) => each.id === id);
    expect(account.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(known(1)).toEqual({ id: 1, name: 'All Deals', filters: [], sorts: [] });
    expect(known(2)?.filters).toEqual([{ column: 'owner_id', op: 'in', values: [4] }]);
    expect(known(3)?.filters).toEqual([{ column: 'deal_stage_id', op: 'in', values: [21] }]);
    expect(known(4)?.filters).toEqual([{ column: 'deal_stage_id', op: 'in', values: [22] }]);
    expect(known(5)?.sorts).toEqual([{ column: 'updated_at', direction: 'desc' }]);
    // What somebody has made under the name of a well-known one may hold anything.
    for (const id of [6, 7]) expect(known(id)?.filters).toBeNull();
    expect((await views(store, 'leads')).account).toEqual([]);
  });
});

describe('the account’s views in other languages', () => {
  const row = (id: number, name: string) => ({ id, name, user_id: -1 });
  const stage = (id: number, forecast_type: string) => ({ id, name: `Stage ${id}`, forecast_type });
  const mine = [{ column: 'owner_id', op: 'in', values: [4] }];
  const stages = (values: number[]) => [{ column: 'deal_stage_id', op: 'in', values }];
  const nobodys = [{ column: 'owner_id', op: 'empty' }];

  it.each([
    ['Alle Deals', 'Meine Deals', 'Offene Deals', 'Verlorene Deals', 'Nicht zugewiesene Deals', 'Papierkorb'],
    ['Todos los tratos', 'Mis tratos', 'Abiertos', 'Perdidos', 'Tratos sin asignar', 'Papelera'],
    ['All Projects', 'My Projects', 'Open Projects', 'Lost Projects', 'Unassigned Projects', 'Recycle Bin'],
  ])('say what they hold: %s', async (all, my, open, lost, unassigned, bin) => {
    const store = await openStore();
    await store.sync['store.putConfiguration']({
      entries: [
        {
          key: 'filters:deals',
          value: [all, my, open, lost, unassigned, bin, 'My Territory'].map((name, at) => row(at + 1, name)),
        },
        {
          key: 'selector:deal_stages',
          value: [stage(21, 'Open'), stage(22, 'Closed Won'), stage(23, 'Closed Lost')],
        },
        { key: 'me', value: { id: 4 } },
      ],
      absentKinds: [],
      at: 1,
    });
    const { account } = await views(store);
    expect(account.map(({ id, filters }) => [id, filters])).toEqual([
      [1, []],
      [2, mine],
      [3, stages([21])],
      [4, stages([23])],
      [5, nobodys],
      [7, null],
    ]);
  });
});

describe('a database of the second version', () => {
  it('keeps its records, changes and pins, and takes views', async () => {
    const disk = new IDBFactory();
    const old = new Dexie('satchel-demo', { indexedDB: disk, IDBKeyRange });
    old.version(1).stores({ chunks: 'n', meta: 'key', configuration: 'key' });
    old.version(2).stores({
      edits: 'id',
      conflicts: 'key',
      notices: 'key',
      aliases: 'localId',
      details: 'key',
      journal: 'n',
    });
    await old.open();
    const contact = { id: 1, display_name: 'Ann', city: 'Oslo' };
    await old.table('chunks').put({ n: 1, kind: 'contacts', bytes: jsonCodec().encode([contact]) });
    await old.table('meta').bulkPut([
      { key: 'cursor:contacts', value: cursorAt(1, 1) },
      { key: 'pins', value: [{ kind: 'contacts', id: 1 }] },
      { key: 'seq', value: 7 },
    ]);
    await old.table('edits').put({
      id: ids[0],
      seq: 6,
      target: { kind: 'contacts', id: 1 },
      operation: { type: 'update', fields: { city: 'Rome' } },
      base: { city: 'Oslo' },
      baseRevision: null,
      madeAt: 1,
      title: 'Ann',
      dependsOn: [],
      batch: null,
      attempts: 0,
      state: { name: 'queued', notBefore: null },
    });
    old.close();

    const locks = memoryLocks();
    const store = await openStore({ disk, locks });
    expect(await recordOf(store, 'contacts', 1)).toEqual({ ...contact, city: 'Rome' });
    expect(await ask(store, { type: 'pins' })).toEqual({
      type: 'pins',
      pins: [{ ref: { kind: 'contacts', id: 1 }, title: 'Ann', at: null }],
    });
    await store.ui['views.put']({ views: [view(0)] });
    await save(store, update('contacts', 1, { city: 'Bonn' }));
    await store.ui['store.close']({ wipe: false });
    const again = await openStore({ disk, locks });
    expect((await views(again)).views).toEqual([view(0)]);
    expect(await recordOf(again, 'contacts', 1)).toMatchObject({ city: 'Bonn' });
  });
});
