import { describe, expect, it } from 'vitest';
import { cursorAt, listOf, openStore, put, type TestStore } from './harness.ts';

const person = (id: number, name: string, more: object = {}) => ({ id, display_name: name, ...more });

const EMPTY = { all: 0, unsure: 0, parked: 0, questions: 0, conflicts: 0 };
const NOTHING_PENDING = {
  pending: { isLocal: false, isDeleted: false, fields: [], editIds: [] },
  conflict: null,
  notice: null,
  pinned: false,
};

async function watchList(store: TestStore): Promise<number> {
  const { watchId } = await store.ui['watch.open'](
    listOf('contacts', {
      sorts: [{ column: 'name', direction: 'asc' }],
      columns: ['owner_id', 'sales_account_id'],
    }),
  );
  return watchId;
}

const titles = (store: TestStore): string[][] =>
  store.pushes.map(({ value }) => (value.type === 'list' ? value.rows.map((row) => row.title) : []));

describe('live queries', () => {
  it('are told of what changes their answer, and of nothing else', async () => {
    const store = await openStore();
    const watchId = await watchList(store);
    await put(store, 'contacts', [person(1, 'Bea')]);
    await store.scheduler.advance(100);
    expect(titles(store)).toEqual([['Bea']]);
    expect(store.pushes[0]?.watchId).toBe(watchId);

    await put(store, 'deals', [{ id: 5, name: 'Deal' }]);
    await put(store, 'contacts', [person(1, 'Bea', { city: 'Oslo' })]);
    await store.scheduler.advance(1000);
    expect(store.pushes).toHaveLength(1);
  });

  it('hear at most once in 100 ms, and of the last state in the end', async () => {
    const store = await openStore();
    await watchList(store);
    for (let id = 1; id <= 30; id++) {
      await put(store, 'contacts', [person(id, `P${String(id).padStart(2, '0')}`)]);
      await store.scheduler.advance(10);
    }
    expect(store.pushes.length).toBeLessThanOrEqual(4);
    await store.scheduler.advance(100);
    expect(titles(store).at(-1)).toHaveLength(30);
    expect(store.pushes.length).toBeLessThanOrEqual(5);
  });

  it('follow the names of what they refer to', async () => {
    const store = await openStore();
    await watchList(store);
    await put(store, 'contacts', [
      person(1, 'Bea', { owner_id: 7, sales_accounts: [{ id: 9, name: 'x', is_primary: true }] }),
    ]);
    await store.scheduler.advance(100);
    await store.sync['store.putConfiguration']({
      entries: [{ key: 'selector:owners', value: [{ id: 7, display_name: 'Olga' }] }],
      absentKinds: ['leads'],
      at: 3,
    });
    await store.scheduler.advance(100);
    await put(store, 'sales_accounts', [{ id: 9, name: 'Acme' }]);
    await store.scheduler.advance(100);
    const cells = store.pushes.map(({ value }) => (value.type === 'list' ? value.rows[0]?.cells : null));
    expect(cells).toEqual([
      { owner_id: null, sales_account_id: null },
      { owner_id: 'Olga', sales_account_id: null },
      { owner_id: 'Olga', sales_account_id: 'Acme' },
    ]);
  });

  it('of a record tell its title and names, and that it has come', async () => {
    const store = await openStore();
    const opened = await store.ui['watch.open']({ type: 'record', kind: 'deals', id: 4 });
    expect(opened.value).toEqual({
      type: 'record',
      record: null,
      title: '',
      names: {},
      id: 4,
      ...NOTHING_PENDING,
    });
    await store.sync['store.putConfiguration']({
      entries: [
        { key: 'selector:owners', value: [{ id: 7, display_name: 'Olga' }] },
        { key: 'selector:deal_reasons', value: [{ id: 2, name: 'Price' }] },
      ],
      absentKinds: [],
      at: 3,
    });
    await put(store, 'sales_accounts', [{ id: 9, name: 'Acme' }]);
    const deal = {
      id: 4,
      name: 'Big',
      owner_id: 7,
      creater_id: '7',
      deal_reason_id: 2,
      deal_type_id: 99,
      sales_account_id: 9,
    };
    await put(store, 'deals', [deal]);
    await store.scheduler.advance(100);
    expect(store.pushes.at(-1)).toEqual({
      watchId: opened.watchId,
      value: {
        type: 'record',
        record: deal,
        title: 'Big',
        names: { 'owners:7': 'Olga', 'deal_reasons:2': 'Price', 'sales_accounts:9': 'Acme' },
        id: 4,
        ...NOTHING_PENDING,
      },
    });
  });

  it('of counts and of the configuration follow them', async () => {
    const store = await openStore();
    const counts = await store.ui['watch.open']({ type: 'counts' });
    expect(counts.value).toEqual({ type: 'counts', counts: {}, outbox: EMPTY, absentKinds: [] });
    const wanted = await store.ui['watch.open']({ type: 'configuration', keys: ['me', 'fields:deals'] });
    expect(wanted.value).toEqual({ type: 'configuration', values: {} });
    await store.sync['store.putConfiguration']({
      entries: [{ key: 'me', value: { id: 1 } }],
      absentKinds: ['leads'],
      at: 9,
    });
    await put(store, 'deals', [{ id: 1 }]);
    await store.scheduler.advance(100);
    expect(store.pushes).toEqual([
      {
        watchId: counts.watchId,
        value: { type: 'counts', counts: { deals: 1 }, outbox: EMPTY, absentKinds: ['leads'] },
      },
      { watchId: wanted.watchId, value: { type: 'configuration', values: { me: { id: 1 } } } },
    ]);
  });

  it('can be moved and closed', async () => {
    const store = await openStore();
    const watchId = await watchList(store);
    await put(store, 'contacts', [person(1, 'Bea'), person(2, 'Ada')]);
    const moved = await store.ui['watch.move']({ watchId, spec: listOf('contacts', { text: 'ada' }) });
    expect(moved).toMatchObject({ total: 1, all: 2 });
    await store.scheduler.advance(1000);
    expect(store.pushes).toEqual([]);
    await store.ui['watch.close']({ watchId });
    await put(store, 'contacts', [person(3, 'Adam')]);
    await store.scheduler.advance(1000);
    expect(store.pushes).toEqual([]);
    await expect(store.ui['watch.move']({ watchId, spec: { type: 'counts' } })).rejects.toMatchObject({
      info: { code: 'bad-call' },
    });
  });

  it('are refused for columns that are not there', async () => {
    const store = await openStore();
    const spec = listOf('deals', { sorts: [{ column: 'nope', direction: 'asc' }] });
    await expect(store.ui['watch.open'](spec)).rejects.toMatchObject({ info: { code: 'bad-call' } });
  });

  it('hear nothing where only the cursor moved', async () => {
    const store = await openStore();
    await store.ui['watch.open']({ type: 'counts' });
    await store.sync['store.applyPage']({ kind: 'deals', records: [], cursor: cursorAt(7) });
    await store.scheduler.advance(1000);
    expect(store.pushes).toEqual([]);
    expect(await store.sync['store.state']({})).toMatchObject({ cursors: { deals: { lastFetchedId: 7 } } });
  });

  it('are sorted by names, also after these have changed', async () => {
    const store = await openStore();
    const owners = (...names: string[]) =>
      store.sync['store.putConfiguration']({
        entries: [
          { key: 'selector:owners', value: names.map((display_name, at) => ({ id: at + 1, display_name })) },
        ],
        absentKinds: [],
        at: 1,
      });
    await owners('Ann', 'Bob');
    await put(store, 'contacts', [
      person(1, 'x', { owner_id: 1 }),
      person(2, 'y', { owner_id: 2 }),
      person(3, 'z', { owner_id: 3 }),
    ]);
    await store.ui['watch.open'](
      listOf('contacts', { sorts: [{ column: 'owner_id', direction: 'asc' }], columns: ['owner_id'] }),
    );
    await owners('Zed', 'Bob');
    await store.scheduler.advance(100);
    const { value } = store.pushes.at(-1)!;
    expect(value.type === 'list' && value.rows.map((row) => row.cells['owner_id'])).toEqual([
      'Bob',
      'Zed',
      null,
    ]);
  });
});
