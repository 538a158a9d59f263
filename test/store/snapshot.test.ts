import fc from 'fast-check';
import { IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { RecordKind } from '../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import type { ListSpec } from '../../shared/store-port.ts';
import { Database, databaseName } from '../../renderer/store/disk/database.ts';
import { aesSeal, openSeal, type Seal } from '../../renderer/store/disk/seal.ts';
import { ask, begin, bring, create, done, remove, save, settle, update } from './edits.ts';
import { listOf, openStore, settled, TEST_KEY, type TestStore } from './harness.ts';

/** As many as make a snapshot worth it. */
const MANY = 2_100;
const BUILD = '/worker-a.js';
const CITIES = ['Łódź', 'Paris', '東京', 'Oslo', null];
const KINDS: readonly RecordKind[] = ['contacts', 'sales_accounts', 'deals'];

function person(id: number, more: Record<string, unknown> = {}): IdentifiedRecord {
  return {
    id,
    first_name: `Ada${id % 97}`,
    last_name: `Dubois ${id}`,
    display_name: `Ada${id % 97} Dubois ${id}`,
    email: id % 3 === 0 ? null : `ada.${id}@Firm${id % 50}.test`,
    city: CITIES[id % CITIES.length],
    lead_score: id % 11 === 0 ? null : id % 100,
    open_deals_amount: `${id}.5`,
    tags: id % 7 === 0 ? ['vip', `t${id % 5}`] : [],
    owner_id: id % 4,
    custom_field: { cf_shoe: `size ${id % 9}` },
    updated_at: '2026-01-01T10:00:00Z',
    ...more,
  };
}

const people = (from: number, to: number, more: Record<string, unknown> = {}): IdentifiedRecord[] =>
  Array.from({ length: to - from }, (_, at) => person(from + at, more));

const FIELDS = [{ name: 'cf_shoe', label: 'Shoe', type: 'text', id: 1, default: false }];

async function configure(store: TestStore, fields: readonly unknown[] = FIELDS): Promise<void> {
  await store.sync['store.putConfiguration']({
    entries: [
      { key: 'fields:contacts', value: { fields } },
      { key: 'selector:owners', value: { users: [{ id: 1, display_name: 'Rita' }] } },
    ],
    absentKinds: [],
    at: 1,
  });
}

/** A disk on which there is a snapshot of many contacts. */
async function filled(ports: Parameters<typeof openStore>[0] = {}): Promise<TestStore> {
  const store = await openStore({ build: BUILD, ...ports });
  await configure(store);
  await bring(store, 'sales_accounts', [{ id: 9, name: 'Firm', updated_at: '2026-01-01T10:00:00Z' }]);
  await bring(store, 'contacts', people(1, MANY + 1));
  await quiet(store);
  return store;
}

/** So long that snapshots are looked after. */
async function quiet(store: TestStore): Promise<void> {
  await store.scheduler.advance(11_000);
  for (let turn = 0; turn < 10; turn++) await settled();
}

async function reopened(store: TestStore, build: string | null, seal?: Seal): Promise<TestStore> {
  await store.ui['store.close']({ wipe: false });
  return openStore({
    disk: store.disk,
    now: store.clock.now,
    ...(build !== null && { build }),
    ...(seal && { seal }),
  });
}

/** Everything that lists and search say. */
async function everything(store: TestStore): Promise<unknown> {
  const said: unknown[] = [{ ...store.state(), outbox: null }];
  for (const kind of KINDS) {
    const { columns } = await ask(store, { type: 'columns', kind });
    const read = (spec: Partial<ListSpec>) =>
      store.ui['list.read']({ spec: { ...listOf(kind), limit: 10_000, ...spec } });
    const keys = columns.map(({ key }) => key);
    said.push(await read({ columns: keys }));
    for (const column of ['name', 'city', 'cf:cf_shoe', 'amount', 'tags', 'open_deals_amount'])
      if (keys.includes(column))
        said.push(await read({ sorts: [{ column, direction: 'desc' }], limit: 300 }));
    for (const text of ['ada1', 'dubois 20', 'łódź', 'firm7', 'vip', 'nobody'])
      said.push((await read({ text })).rows.map(({ id }) => id).sort((a, b) => a - b));
    if (keys.includes('city'))
      said.push((await read({ filters: [{ column: 'city', op: 'contains', text: 'od' }] })).total);
    said.push(await store.sync['store.ids']({ kind, after: null, upTo: null }));
  }
  said.push(await store.ui.search({ text: 'dubios 77', limit: 20, kinds: null }));
  return said;
}

/** Counts the chunks that are opened with the real seal. */
async function counting(): Promise<{ seal: Seal; opened: () => number }> {
  const real = await aesSeal(
    databaseName('demo'),
    Uint8Array.from(atob(TEST_KEY), (sign) => sign.charCodeAt(0)),
  );
  let count = 0;
  return {
    seal: {
      seal: (bytes, place) => real.seal(bytes, place),
      open(bytes, place) {
        if (place.table === 'chunks') count++;
        return real.open(bytes, place);
      },
    },
    opened: () => count,
  };
}

/** Looks at the database past the store, which must be closed. */
async function onDisk<T>(store: TestStore, look: (database: Database) => Promise<T>): Promise<T> {
  const database = new Database(databaseName('demo'), { indexedDB: store.disk, IDBKeyRange });
  await database.dexie.open();
  const seen = await look(database);
  database.dexie.close();
  return seen;
}

const keysOnDisk = (store: TestStore): Promise<string[]> =>
  onDisk(store, (database) => database.snapshots.toCollection().primaryKeys());

describe('a snapshot of the memory index', () => {
  it('opens without a look at the records it speaks of, and says what they say', async () => {
    const store = await filled();
    const before = await everything(store);
    const { seal, opened } = await counting();
    const again = await reopened(store, BUILD, seal);
    // That of the account alone: it is too few to be worth one.
    expect(opened()).toBe(1);
    expect(await everything(again)).toEqual(before);
    expect(await everything(await reopened(again, null))).toEqual(before);
  });

  it('is as good as none after whatever has happened since', async () => {
    const id = fc.integer({ min: 1, max: MANY });
    const step = fc.oneof(
      fc.record({ do: fc.constant('change' as const), id, city: fc.constantFrom(...CITIES, 'Rome') }),
      fc.record({ do: fc.constant('new' as const), id: fc.integer({ min: MANY + 1, max: MANY + 40 }) }),
      fc.record({ do: fc.constant('gone' as const), id }),
      fc.record({ do: fc.constant('edit' as const), id, city: fc.constantFrom('Here', 'Łódka') }),
      fc.record({ do: fc.constant('delete' as const), id }),
      fc.record({ do: fc.constant('make' as const), name: fc.constantFrom('Zoé', 'Ada1') }),
      fc.record({ do: fc.constant('undo' as const) }),
      fc.record({ do: fc.constant('send' as const) }),
      fc.record({ do: fc.constant('quiet' as const) }),
      fc.record({ do: fc.constant('restart' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        let store = await filled();
        const edits: string[] = [];
        let at = Date.UTC(2026, 1, 1);
        for (const each of steps) {
          const now = new Date((at += 60_000)).toISOString();
          switch (each.do) {
            case 'change':
              await bring(store, 'contacts', [person(each.id, { city: each.city, updated_at: now })]);
              break;
            case 'new':
              await bring(store, 'contacts', [person(each.id, { updated_at: now })]);
              break;
            case 'gone':
              await bring(store, 'contacts', [], {
                removed: [{ kind: 'contacts', id: each.id, reason: 'deleted' }],
              });
              break;
            case 'edit':
            case 'delete': {
              const edit =
                each.do === 'edit'
                  ? update('contacts', each.id, { city: each.city })
                  : remove('contacts', each.id);
              // A record that is gone takes no more edits.
              await save(store, edit).then(
                ({ editIds }) => edits.push(...editIds),
                () => undefined,
              );
              break;
            }
            case 'make':
              edits.push(
                ...(
                  await save(
                    store,
                    create('contacts', { last_name: each.name, email: `${edits.length}@x.test` }),
                  )
                ).editIds,
              );
              break;
            case 'undo': {
              const editId = edits.pop();
              // One that was sent is gone.
              if (editId !== undefined)
                await Promise.resolve(store.ui['edit.undo']({ editId, withDependants: true })).catch(
                  () => undefined,
                );
              break;
            }
            case 'send': {
              const unit = await begin(store).catch(() => null);
              const { id: target } = unit?.edit.target ?? { id: null };
              if (unit && target !== null && target > 0 && unit.edit.operation.type === 'update')
                await settle(
                  store,
                  unit,
                  done('contacts', person(target, { city: 'Sent', updated_at: now })),
                );
              break;
            }
            case 'quiet':
              await quiet(store);
              break;
            case 'restart':
              store = await reopened(store, BUILD);
              break;
          }
        }
        const before = await everything(store);
        const again = await reopened(store, BUILD);
        const withSnapshot = await everything(again);
        const without = await everything(await reopened(again, null));
        expect(withSnapshot).toEqual(without);
        expect(without).toEqual(before);
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  it('is made of chunks that an older version wrote without stamps', async () => {
    const store = await openStore();
    await bring(store, 'contacts', people(1, MANY + 1));
    await store.ui['store.close']({ wipe: false });
    await onDisk(store, ({ stamps }) => stamps.clear());
    const again = await reopened(store, BUILD);
    await quiet(again);
    const { seal, opened } = await counting();
    await reopened(again, BUILD, seal);
    expect(opened()).toBe(0);
  });

  it('shows nothing of what is in it to who reads the disk', async () => {
    const store = await filled();
    await store.ui['store.close']({ wipe: false });
    const rows = await onDisk(store, ({ snapshots }) => snapshots.toArray());
    const words = ['dubois', 'firm', 'size', 'rita', 'cf_shoe'];
    const found = (bytes: Uint8Array) => {
      const text = Buffer.from(bytes).toString('latin1').toLowerCase();
      return words.filter((word) => text.includes(word));
    };
    expect(rows.flatMap(({ key, sealed }) => [...found(Buffer.from(key)), ...found(sealed)])).toEqual([]);
    // What is not sealed is found by the same look.
    const plain = await filled({ seal: openSeal });
    await plain.ui['store.close']({ wipe: false });
    const seen = await onDisk(plain, ({ snapshots }) => snapshots.toArray());
    expect(new Set(seen.flatMap(({ sealed }) => found(sealed)))).toEqual(
      new Set(['dubois', 'firm', 'size', 'cf_shoe']),
    );
  });

  it('is made anew when enough has changed, in place of the old one', async () => {
    const store = await filled();
    await bring(store, 'contacts', people(1, MANY, { city: 'Rome', updated_at: '2026-03-01T10:00:00Z' }));
    await quiet(store);
    const { seal, opened } = await counting();
    const again = await reopened(store, BUILD, seal);
    expect(opened()).toBe(1);
    expect((await again.ui['list.read']({ spec: listOf('contacts', { text: 'rome' }) })).total).toBe(
      MANY - 1,
    );
    await again.ui['store.close']({ wipe: false });
    const heads = (await keysOnDisk(again)).filter((key) => !key.includes(':'));
    const ids = new Set((await keysOnDisk(again)).flatMap((key) => key.split(':')[1] ?? []));
    expect([heads, ids.size]).toEqual([['contacts'], 1]);
  });

  it.each<[string, (store: TestStore) => Promise<TestStore>]>([
    ['that another build made', (store) => reopened(store, '/worker-b.js')],
    [
      'of other columns of the account’s own',
      async (store) => {
        await configure(store, [...FIELDS, { ...FIELDS[0], id: 2, name: 'cf_hat', label: 'Hat' }]);
        return reopened(store, BUILD);
      },
    ],
    [
      'of which a piece is missing',
      async (store) => {
        await store.ui['store.close']({ wipe: false });
        await onDisk(store, async ({ snapshots }) =>
          snapshots.delete((await keysOnDisk(store)).filter((key) => key.includes(':')).at(-1)!),
        );
        return reopened(store, BUILD);
      },
    ],
    [
      'of which a piece is another one',
      async (store) => {
        await store.ui['store.close']({ wipe: false });
        await onDisk(store, async ({ snapshots }) => {
          const [one, other] = (await snapshots.toArray()).filter(({ key }) => key.includes(':'));
          await snapshots.put({ key: one!.key, sealed: other!.sealed });
        });
        return reopened(store, BUILD);
      },
    ],
  ])('is left alone: one %s', async (_, reopen) => {
    const store = await filled();
    const again = await reopen(store);
    expect(await everything(again)).toEqual(await everything(await reopened(again, null)));
  });

  it('is not made over and over for what waits to be sent, and not again where the disk has refused', async () => {
    const store = await filled();
    // In more than a tenth of the chunks.
    for (let id = 1; id <= MANY; id += 128) await save(store, update('contacts', id, { city: 'Mine' }));
    await quiet(store);
    await store.ui['store.close']({ wipe: false });
    const before = await keysOnDisk(store);
    const again = await reopened(store, BUILD);
    await save(again, update('contacts', 5, { city: 'Mine' }));
    await quiet(again);
    await again.ui['store.close']({ wipe: false });
    expect(await keysOnDisk(again)).toEqual(before);

    let tried = 0;
    const real = await counting();
    const full = await openStore({
      build: BUILD,
      seal: {
        open: (bytes, place) => real.seal.open(bytes, place),
        seal: (bytes, place) => {
          if (place.table === 'snapshots') {
            tried++;
            return Promise.reject(new DOMException('no room', 'QuotaExceededError'));
          }
          return real.seal.seal(bytes, place);
        },
      },
    });
    await bring(full, 'contacts', people(1, MANY + 1));
    await quiet(full);
    await bring(full, 'contacts', [person(MANY + 5)]);
    await quiet(full);
    expect(tried).toBe(1);
    await full.ui['store.close']({ wipe: false });
    expect(await keysOnDisk(full)).toEqual([]);
  });

  it('is given up for a change, and nothing of it is left', async () => {
    const real = await counting();
    let store: TestStore | null = null;
    const changes: Promise<unknown>[] = [];
    const seal: Seal = {
      open: (bytes, place) => real.seal.open(bytes, place),
      async seal(bytes, place) {
        if (store && place.table === 'snapshots' && changes.length === 0) {
          changes.push(
            bring(store, 'contacts', [person(5, { city: 'Rome', updated_at: '2026-02-01T10:00:00Z' })]),
          );
          await changes[0];
        }
        return real.seal.seal(bytes, place);
      },
    };
    store = await openStore({ build: BUILD, seal });
    await bring(store, 'contacts', people(1, MANY + 1));
    await quiet(store);
    expect(changes).toHaveLength(1);
    await changes[0];
    const before = await everything(store);
    // The change has asked for another one, which is made when it is quiet.
    const again = await reopened(store, BUILD);
    expect(await everything(again)).toEqual(before);
    await again.ui['store.close']({ wipe: false });
    const ids = new Set((await keysOnDisk(again)).flatMap((key) => key.split(':')[1] ?? []));
    expect(ids.size).toBeLessThanOrEqual(1);
  });

  it('leaves no pieces behind of one that was cut off', async () => {
    const store = await filled();
    await store.ui['store.close']({ wipe: false });
    await onDisk(store, ({ snapshots }) =>
      snapshots.put({ key: 'contacts:77:0', sealed: new Uint8Array([1]) }),
    );
    const again = await reopened(store, BUILD);
    await quiet(again);
    await again.ui['store.close']({ wipe: false });
    expect(await keysOnDisk(again)).not.toContain('contacts:77:0');
    expect((await keysOnDisk(again)).length).toBeGreaterThan(5);
  });

  it('does not hide a chunk that is broken: it is found when it is read, and fetched anew after the next start', async () => {
    const store = await filled();
    await store.ui['store.close']({ wipe: false });
    const n = await onDisk(store, async ({ chunks }) => {
      const row = (await chunks.toArray()).find(({ kind }) => kind === 'contacts')!;
      await chunks.put({ ...row, sealed: row.sealed.map((byte, at) => (at === 40 ? byte ^ 1 : byte)) });
      return row.n;
    });
    const again = await reopened(store, BUILD);
    await expect(again.sync['store.bases']({ refs: [{ kind: 'contacts', id: 1 }] })).rejects.toMatchObject({
      info: { code: 'storage', reason: 'damaged' },
    });
    const third = await reopened(again, BUILD);
    expect(third.logged).toContainEqual(expect.objectContaining({ event: 'store.damaged' }));
    expect((await third.ui['list.read']({ spec: listOf('contacts') })).total).toBeLessThan(MANY);
    await third.ui['store.close']({ wipe: false });
    expect(await onDisk(third, ({ chunks }) => chunks.get(n))).toBeUndefined();
  });
});
