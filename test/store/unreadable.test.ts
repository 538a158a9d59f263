import Dexie from 'dexie';
import { IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { bytesOf, dump } from './at-rest.ts';
import { ask, attach, bring, create, outbox, page, ready, restarted, save, staged, update } from './edits.ts';
import { list, openStore, put, recordOf, testStore, type TestStore } from './harness.ts';

const OLD = '2026-01-01T10:00:00Z';
const NEW = '2026-01-02T10:00:00Z';
const OTHER_KEY = btoa('x'.repeat(32));
const ann = {
  id: 1,
  last_name: 'Ann',
  display_name: 'Ann',
  email: 'a@x.test',
  city: 'Oslo',
  updated_at: OLD,
};

type Key = string | number;
interface Row {
  readonly key: Key;
  readonly sealed: Uint8Array;
}

/** Changes rows past the store, as a disk does that fails. */
async function meddle(
  disk: TestStore['disk'],
  table: string,
  change: (rows: Row[]) => readonly (Row | { readonly gone: Key })[],
): Promise<void> {
  const dexie = new Dexie('satchel-demo', { indexedDB: disk, IDBKeyRange, cache: 'disabled' });
  await dexie.open();
  const rows = dexie.table<Row, Key>(table);
  for (const row of change(await rows.toArray()))
    await ('gone' in row ? rows.delete(row.gone) : rows.put(row));
  dexie.close();
}

/** One bit of a sealed value is another one. */
const broken = (row: Row): Row => ({
  ...row,
  sealed: row.sealed.map((byte, at) => (at === 20 ? byte ^ 1 : byte)),
});

/** The store closed, the rows of a table that are chosen broken, and the store opened again. */
async function withBroken(
  store: TestStore,
  table: string,
  isChosen: (key: Key, at: number) => boolean = () => true,
): Promise<TestStore> {
  await store.ui['store.close']({ wipe: false });
  await meddle(store.disk, table, (rows) => rows.filter(({ key }, at) => isChosen(key, at)).map(broken));
  return restarted(store);
}

const keysOf = async (disk: TestStore['disk'], table: string): Promise<Key[]> =>
  (await dump(disk))[table]!.filter((each): each is Key => typeof each !== 'object');

describe('another key', () => {
  const wrongKey = { info: { code: 'storage', reason: 'wrong-key' } };
  const filled = async (): Promise<TestStore> => {
    const store = await openStore();
    await put(store, 'contacts', [ann]);
    await save(store, update('contacts', 1, { city: 'Rome' }));
    await store.ui['store.close']({ wipe: false });
    return store;
  };

  it('opens nothing and touches nothing', async () => {
    const { disk } = await filled();
    const before = bytesOf(await dump(disk));
    const other = testStore({ disk, key: OTHER_KEY });
    await expect(other.ui['store.open']({ account: { id: 'demo' } })).rejects.toMatchObject(wrongKey);
    expect(bytesOf(await dump(disk))).toEqual(before);
    // The right one, handed to the same worker, opens it.
    await other.sync['store.key']({ accountId: 'demo', key: btoa(String.fromCharCode(...Array(32).keys())) });
    await other.ui['store.open']({ account: { id: 'demo' } });
    expect(await recordOf(other, 'contacts', 1)).toMatchObject({ city: 'Rome' });
  });

  it.each(['is gone', 'is broken', 'is of another account'])(
    'is taken for the wrong one where what tells %s',
    async (how) => {
      const { disk } = await filled();
      await meddle(disk, 'sealedMeta', (rows) => {
        const check = rows.find(({ key }) => key === 'check')!;
        if (how === 'is gone') return [{ gone: 'check' }];
        return [
          how === 'is broken'
            ? broken(check)
            : {
                ...check,
                sealed:
                  rows.find(
                    ({ key }) => key !== 'check' && key !== 'seq' && !String(key).startsWith('cursor'),
                  )?.sealed ?? new Uint8Array(40),
              },
        ];
      });
      await expect(openStore({ disk })).rejects.toMatchObject(wrongKey);
      await expect(openStore({ disk, key: OTHER_KEY })).rejects.toMatchObject(wrongKey);
    },
  );
});

describe('a row that the disk has broken', () => {
  it('of the configuration is asked for again', async () => {
    const store = await openStore();
    const entries = [
      { key: 'me', value: { id: 4 } },
      { key: 'selector:owners', value: [{ id: 4, display_name: 'Rita' }] },
    ];
    await store.sync['store.putConfiguration']({ entries, absentKinds: ['leads'], at: 5 });
    expect((await restarted(store)).opened[0]).toMatchObject({ configurationAt: 5 });
    const again = await withBroken(await restarted(store), 'sealedConfiguration', (key) => key === 'me');
    expect(again.opened[0]).toMatchObject({ configurationAt: null, absentKinds: ['leads'] });
    const keys = ['me', 'selector:owners'];
    expect(Object.keys((await ask(again, { type: 'configuration', keys })).values)).toEqual([
      'selector:owners',
    ]);
  });

  it('of what is known beside a record is fetched again', async () => {
    const store = await openStore();
    const ref = { kind: 'contacts' as const, id: 1 };
    const details = (['timeline', 'files'] as const).map((part) => ({ ref, part, value: { part }, at: 100 }));
    await bring(store, 'contacts', [ann], { details });
    await store.ui.pin({ ref, pinned: true });
    const wanted = (of: TestStore) =>
      of.sync['store.prefetch']({ now: store.clock.now, staleBefore: 50, limit: 10 });
    expect(await wanted(store)).toEqual({ refs: [] });
    const again = await withBroken(store, 'sealedDetails', (key) => key === 'contacts:1:files');
    expect((await ask(again, { type: 'details', ref })).details).toEqual([details[0]]);
    expect(await wanted(again)).toEqual({ refs: [ref] });
  });

  it('of the journal, or of the engine’s notes, is as if it had never been', async () => {
    const store = await openStore();
    const entry = {
      at: 1,
      event: 'pulled',
      kind: null,
      id: null,
      operation: null,
      count: 1,
      detail: null,
    } as const;
    await bring(store, 'contacts', [ann], {
      journal: ['first', 'second'].map((title) => ({ ...entry, title })),
      bookmarks: [
        { key: 'a', value: 1 },
        { key: 'b', value: 2 },
      ],
    });
    await store.ui['store.close']({ wipe: false });
    await meddle(store.disk, 'sealedMeta', (rows) =>
      rows.filter(({ key }) => key === 'bookmark:a').map(broken),
    );
    const again = await withBroken(store, 'sealedJournal', (_key, at) => at === 0);
    expect(again.opened[0]!.bookmarks).toEqual([{ key: 'b', value: 2 }]);
    const { entries } = await ask(again, { type: 'journal', ref: null, limit: 9 });
    expect(entries.map(({ title }) => title)).toEqual(['second']);
  });

  it('that holds an edit stays where it is and is told of; what builds on it waits, until it is let go', async () => {
    const store = await openStore();
    const made = await save(store, create('sales_accounts', { name: 'Acme' }));
    const [account] = made.targets;
    await save(store, create('deals', { name: 'Big', amount: 5, sales_account_id: account!.id }));
    await save(store, update('sales_accounts', account!.id, { city: 'Bonn' }));
    await bring(store, 'contacts', [ann]);
    await save(store, update('contacts', 1, { city: 'Rome' }));

    const again = await withBroken(store, 'sealedEdits', (key) => key === made.editIds[0]);
    expect(await outbox(again)).toMatchObject({ unreadable: 1, counts: { all: 3 } });
    expect(again.logged).toContainEqual({
      event: 'store.unreadable',
      facts: { edits: 1, conflicts: 0, others: 0 },
    });
    expect(await keysOf(again.disk, 'sealedEdits')).toContain(made.editIds[0]);
    // What has nothing to do with it goes on.
    expect((await ready(again)).map(({ edit }) => edit.target)).toEqual([{ kind: 'contacts', id: 1 }]);
    // And so it is after every further start.
    const later = await restarted(again);
    expect(await outbox(later)).toMatchObject({ unreadable: 1, counts: { all: 3, parked: 0 } });

    await later.ui['outbox.dropUnreadable']({});
    expect(await outbox(later)).toMatchObject({ unreadable: 0 });
    expect(await keysOf(later.disk, 'sealedEdits')).not.toContain(made.editIds[0]);
    await ready(later);
    expect(await outbox(await restarted(later))).toMatchObject({
      unreadable: 0,
      counts: { all: 3, parked: 2 },
    });
  });

  it('that holds an edit lets no bytes of a file go that it may name', async () => {
    const store = await openStore();
    await bring(store, 'contacts', [ann]);
    const file = await staged(store, { name: 'Visit.txt', bytes: new Uint8Array(9) });
    await save(store, attach('contacts', 1, file));
    const again = await withBroken(store, 'sealedEdits');
    expect(await keysOf(again.disk, 'sealedPieces')).toEqual([`${file.id}:0`]);
    await again.ui['outbox.dropUnreadable']({});
    expect(await keysOf((await restarted(again)).disk, 'sealedPieces')).toEqual([]);
  });

  it('that holds a conflict is told of, and replaced when the conflict is found again', async () => {
    const store = await openStore();
    await bring(store, 'contacts', [ann]);
    await save(store, update('contacts', 1, { city: 'Rome' }));
    await bring(store, 'contacts', [{ ...ann, city: 'Paris', updated_at: NEW }]);
    const again = await withBroken(store, 'sealedConflicts');
    expect(await outbox(again)).toMatchObject({ unreadable: 1, counts: { conflicts: 0, all: 1 } });
    await bring(again, 'contacts', [{ ...ann, city: 'Paris', updated_at: NEW, zipcode: '7' }]);
    expect((await page(again, 'contacts', 1)).conflict).not.toBeNull();
    expect(await outbox(again)).toMatchObject({ unreadable: 0, counts: { conflicts: 1, all: 1 } });
  });

  it('that was put in the place of another is as broken', async () => {
    const store = await openStore();
    await put(store, 'contacts', [ann, { ...ann, id: 2 }]);
    const one = await save(store, update('contacts', 1, { city: 'Rome' }));
    const two = await save(store, update('contacts', 2, { city: 'Bonn' }));
    await store.ui['store.close']({ wipe: false });
    await meddle(store.disk, 'sealedEdits', (rows) => {
      const of = (id: string) => rows.find(({ key }) => key === id)!.sealed;
      return [
        { key: one.editIds[0]!, sealed: of(two.editIds[0]!) },
        { key: two.editIds[0]!, sealed: of(one.editIds[0]!) },
      ];
    });
    const again = await restarted(store);
    expect(await outbox(again)).toMatchObject({ unreadable: 2, counts: { all: 0 } });
    expect(await list(again, 'contacts', { text: 'rome' })).toMatchObject({ total: 0, all: 2 });
  });
});
