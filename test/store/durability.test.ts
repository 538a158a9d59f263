import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import { Database, databaseName } from '../../renderer/store/disk/database.ts';
import type { Seal } from '../../renderer/store/disk/seal.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import type { MirrorPage } from '../../shared/store-port.ts';
import { cursorAt, list, memoryLocks, openStore, put, recordOf, testStore } from './harness.ts';

const people = (from: number, to: number, city = 'Oslo'): IdentifiedRecord[] =>
  Array.from({ length: to - from }, (_, at) => ({
    id: from + at,
    display_name: `Person ${from + at}`,
    city,
  }));

/** The database under a store, read past it. */
async function onDisk(disk: IDBFactory): Promise<{ chunks: number; cursor: unknown }> {
  const database = new Database(databaseName('demo'), { indexedDB: disk, IDBKeyRange });
  await database.dexie.open();
  const chunks = await database.chunks.count();
  const row = await database.meta.get('cursor:contacts');
  database.dexie.close();
  return { chunks, cursor: row && 'value' in row ? row.value : undefined };
}

/** Makes puts fail: the one given, or with `andAllAfter` all from it on, as when the process has died. Gives back what mends it. */
function failPut(at: number, error: () => Error, andAllAfter = false): () => void {
  const { put: real } = IDBObjectStore.prototype;
  let seen = 0;
  const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...args
  ) {
    const number = seen++;
    if (number === at || (andAllAfter && number > at)) throw error();
    return real.apply(this, args);
  });
  return () => spy.mockRestore();
}

describe('a page and its cursor', () => {
  it.each([0, 1])('are stored together or not at all (put %i fails)', async (at) => {
    const locks = memoryLocks();
    const store = await openStore({ locks });
    await put(store, 'contacts', people(1, 101));
    const before = await list(store, 'contacts');

    const mend = failPut(at, () => new DOMException('no room', 'QuotaExceededError'));
    const page = {
      kind: 'contacts' as const,
      records: [...people(50, 51, 'Rome'), ...people(101, 201)],
      cursor: cursorAt(200),
    };
    await expect(store.sync['store.applyPage'](page)).rejects.toMatchObject({
      info: { code: 'storage', reason: 'quota' },
    });
    mend();

    // Memory and disk agree on what was there before.
    expect(await list(store, 'contacts')).toEqual(before);
    expect(await list(store, 'contacts', { text: 'rome' })).toMatchObject({ total: 0 });
    expect(await store.sync['store.state']({})).toMatchObject({
      cursors: { contacts: { lastFetchedId: 100 } },
    });
    expect(await onDisk(store.disk)).toEqual({ chunks: 1, cursor: cursorAt(100) });

    // And the same page goes in when there is room again.
    expect(await store.sync['store.applyPage'](page)).toEqual({ count: 200 });
    await store.ui['store.close']({ wipe: false });
    const again = await openStore({ disk: store.disk, locks });
    expect(await list(again, 'contacts', { text: 'rome' })).toMatchObject({ total: 1, all: 200 });
    expect(again.opened[0]?.cursors.contacts?.lastFetchedId).toBe(200);
  });

  it.each([0, 1, 2, 3, 4, 5])('survive a process that dies at put %i', async (at) => {
    const disk = new IDBFactory();
    const dying = await openStore({ disk });
    const mend = failPut(at, () => new DOMException('gone', 'AbortError'), true);
    const page = (number: number): MirrorPage => ({
      kind: 'contacts',
      records: people(number * 10 + 1, number * 10 + 11),
      cursor: cursorAt(number * 10 + 10),
    });
    const answers = await Promise.allSettled(
      [0, 1, 2].map(async (number) => dying.sync['store.applyPage'](page(number))),
    );
    mend();
    // The dead one's lock is gone with it.
    const store = await openStore({ disk });
    const { cursors, counts } = store.opened[0]!;
    const acknowledged = answers.filter(({ status }) => status === 'fulfilled').length;
    expect(counts.contacts ?? 0).toBe(acknowledged * 10);
    expect(cursors.contacts?.lastFetchedId ?? 0).toBe(acknowledged * 10);
    for (let number = acknowledged; number < 3; number++) await store.sync['store.applyPage'](page(number));
    expect((await list(store, 'contacts')).rows.map((row) => row.id)).toEqual(
      people(1, 31).map(({ id }) => id),
    );
  });

  it('are not written where nothing changed', async () => {
    const store = await openStore();
    await put(store, 'contacts', people(1, 101));
    const mend = failPut(1, () => new Error('one put, that of the cursor, is all there is to do'));
    // The same records, with their keys in another order.
    await put(
      store,
      'contacts',
      people(1, 101).map(({ id, ...rest }) => ({ ...rest, id })),
    );
    mend();
    await store.scheduler.advance(1000);
    expect(await list(store, 'contacts')).toMatchObject({ all: 100 });
  });

  it('fill up the last chunk while that is short', async () => {
    const store = await openStore();
    for (let id = 1; id <= 300; id++) await put(store, 'contacts', people(id, id + 1));
    const { chunks } = await onDisk(store.disk);
    expect(chunks).toBe(5);
    expect(await recordOf(store, 'contacts', 200)).toEqual(people(200, 201)[0]);
  });

  it('of five hundred records are cut into chunks', async () => {
    const store = await openStore();
    await put(store, 'contacts', people(1, 501));
    expect((await onDisk(store.disk)).chunks).toBe(4);
    expect(await recordOf(store, 'contacts', 500)).toEqual(people(500, 501)[0]);
  });

  it('are applied one after the other, however fast they come, up to a bound', async () => {
    const store = await openStore();
    const page = (id: number) => ({
      kind: 'contacts' as const,
      records: people(1, 2, `City ${id}`),
      cursor: cursorAt(id),
    });
    const results = await Promise.allSettled(
      Array.from({ length: 80 }, async (_, id) => store.sync['store.applyPage'](page(id))),
    );
    const done = results.filter(({ status }) => status === 'fulfilled').length;
    expect(done).toBe(64);
    expect(results.at(-1)).toMatchObject({ reason: { info: { code: 'storage' } } });
    expect(await recordOf(store, 'contacts', 1)).toMatchObject({ city: `City ${done - 1}` });
  });
});

describe('opening', () => {
  it('is refused while another window has the account, and possible after', async () => {
    const locks = memoryLocks();
    const first = await openStore({ locks });
    const second = testStore({ disk: first.disk, locks });
    const account = { id: 'demo' };
    await expect(second.ui['store.open']({ account })).rejects.toMatchObject({
      info: { code: 'store-unavailable', reason: 'open-elsewhere' },
    });
    await first.ui['store.close']({ wipe: false });
    expect(await second.ui['store.open']({ account })).toMatchObject({ accountId: 'demo' });
  });

  it('of another account closes the first', async () => {
    const locks = memoryLocks();
    const store = await openStore({ locks });
    await put(store, 'contacts', people(1, 3));
    const other = await store.ui['store.open']({ account: { id: 'other' } });
    expect(other).toEqual({
      accountId: 'other',
      cursors: {},
      counts: {},
      bookmarks: [],
      outbox: { all: 0, unsure: 0, parked: 0, questions: 0, conflicts: 0 },
      configurationAt: null,
      absentKinds: [],
    });
    expect([...locks.held]).toEqual(['satchel-store-other']);
    expect(await store.ui['store.open']({ account: { id: 'demo' } })).toMatchObject({
      counts: { contacts: 2 },
    });
  });

  it('twice at once is opening once, and lists wait for it', async () => {
    const disk = (await openStore()).disk;
    const store = testStore({ disk });
    const account = { id: 'demo' };
    const [one, two, first] = await Promise.all([
      store.ui['store.open']({ account }),
      store.ui['store.open']({ account }),
      list(store, 'contacts'),
    ]);
    expect(one).toEqual(two);
    expect(first).toMatchObject({ type: 'list', all: 0 });
    expect(store.opened).toHaveLength(1);
  });

  it('is refused for a database of a newer version, which keeps its data', async () => {
    const disk = new IDBFactory();
    const open = (version: number, upgrade: (db: IDBDatabase) => void): Promise<IDBDatabase> =>
      new Promise((resolve, reject) => {
        const request = disk.open('satchel-demo', version);
        request.onupgradeneeded = () => upgrade(request.result);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('open failed'));
      });
    (await open(990, (db) => db.createObjectStore('future').put('kept', 1))).close();
    const locks = memoryLocks();
    const store = testStore({ disk, locks });
    await expect(store.ui['store.open']({ account: { id: 'demo' } })).rejects.toMatchObject({
      info: { code: 'storage', reason: 'newer-version' },
    });
    expect(locks.held.size).toBe(0);
    const db = await open(990, () => undefined);
    expect([db.version, [...db.objectStoreNames]]).toEqual([990, ['future']]);
    db.close();
  });

  it('leaves out a damaged chunk, and has its kind mirrored again', async () => {
    const locks = memoryLocks();
    const store = await openStore({ locks });
    await put(store, 'contacts', people(1, 101));
    await put(store, 'contacts', people(101, 201));
    await put(store, 'deals', [{ id: 1, name: 'Deal' }]);
    await store.ui['store.close']({ wipe: false });
    const database = new Database(databaseName('demo'), { indexedDB: store.disk, IDBKeyRange });
    await database.dexie.open();
    const [first] = await database.chunks.toArray();
    await database.chunks.put({ ...first!, sealed: first!.sealed.slice(0, 500) });
    database.dexie.close();

    const again = await openStore({ disk: store.disk, locks });
    expect(again.opened[0]).toMatchObject({ counts: { contacts: 100, deals: 1 } });
    expect(Object.keys(again.opened[0]!.cursors)).toEqual(['deals']);
    expect(again.logged).toContainEqual({ event: 'store.damaged', facts: { damaged: 1, kinds: 'contacts' } });
    await put(again, 'contacts', people(1, 201));
    expect(await list(again, 'contacts')).toMatchObject({ all: 200 });
    await again.ui['store.close']({ wipe: false });
    expect((await openStore({ disk: store.disk, locks })).logged.map(({ event }) => event)).not.toContain(
      'store.damaged',
    );
  });

  it('reads what a seal has closed, and only with it', async () => {
    const turn = (bytes: Uint8Array<ArrayBuffer>) => Promise.resolve(bytes.map((byte) => byte ^ 0x5a));
    const seal: Seal = { seal: turn, open: turn };
    const locks = memoryLocks();
    const store = await openStore({ seal, locks });
    await put(store, 'contacts', people(1, 3));
    expect(await recordOf(store, 'contacts', 2)).toEqual(people(2, 3)[0]);
    await store.ui['store.close']({ wipe: false });
    const again = await openStore({ disk: store.disk, seal, locks });
    expect(await recordOf(again, 'contacts', 2)).toEqual(people(2, 3)[0]);
  });
});

describe('closing', () => {
  it('with wipe deletes the database', async () => {
    const store = await openStore();
    await put(store, 'contacts', people(1, 3));
    await store.ui['store.close']({ wipe: true });
    expect(await store.disk.databases()).toEqual([]);
    await expect(
      store.sync['store.applyPage']({ kind: 'deals', records: [], cursor: cursorAt(1) }),
    ).rejects.toMatchObject({
      info: { code: 'store-unavailable', reason: 'not-open' },
    });
  });

  it('lets what is being written finish', async () => {
    const locks = memoryLocks();
    const store = await openStore({ locks });
    const writing = put(store, 'contacts', people(1, 101));
    await new Promise((resolve) => setImmediate(resolve));
    await store.ui['store.close']({ wipe: false });
    await writing;
    expect((await openStore({ disk: store.disk, locks })).opened[0]).toMatchObject({
      counts: { contacts: 100 },
    });
  });

  it('ends its live queries', async () => {
    const store = await openStore();
    const { watchId } = await store.ui['watch.open']({ type: 'counts' });
    await store.ui['store.close']({ wipe: false });
    await store.ui['store.open']({ account: { id: 'demo' } });
    await put(store, 'contacts', people(1, 3));
    await store.scheduler.advance(1000);
    expect(store.pushes).toEqual([]);
    await expect(store.ui['watch.move']({ watchId, spec: { type: 'counts' } })).rejects.toMatchObject({
      info: { code: 'bad-call' },
    });
  });
});
