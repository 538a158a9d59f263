import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import Dexie from 'dexie';
import { describe, expect, it, vi } from 'vitest';
import { jsonCodec } from '../../renderer/store/disk/codec.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import { ask, begin, bring, create, done, outbox, remove, save, settle, update } from './edits.ts';
import { cursorAt, list, openStore, recordOf, type TestStore } from './harness.ts';

const OLD = '2026-01-01T10:00:00Z';
const NEW = '2026-01-02T10:00:00Z';
const person = (id: number, more: object = {}): IdentifiedRecord => ({
  id,
  display_name: `P${id}`,
  last_name: `P${id}`,
  email: `p${id}@x.test`,
  city: 'Oslo',
  updated_at: OLD,
  ...more,
});

/** Uuids that count up, so that two runs are alike. */
function ids(): () => string {
  let next = 0;
  return () => `00000000-0000-4000-8000-${String(next++).padStart(12, '0')}`;
}

/** The local ids that were given out, in order. */
const local = (at: number): number => -1_000_000_000_000 - at;

/** A day of a rep and of the engine; each step is one call that is answered or not. */
const STEPS: readonly ((store: TestStore) => unknown)[] = [
  (store) => bring(store, 'contacts', [person(1), person(2), person(3)]),
  (store) => save(store, create('sales_accounts', { name: 'Acme' })),
  (store) =>
    save(
      store,
      create('deals', { name: 'Big', amount: 5, sales_account_id: local(0) }),
      create('notes', { description: 'Hi', targetable_type: 'Deal', targetable_id: local(1) }),
      update('contacts', 1, { city: 'Rome' }),
    ),
  (store) => begin(store),
  (store) => save(store, update('sales_accounts', local(0), { city: 'Bonn' })),
  (store) =>
    settle(
      store,
      { editIds: [id(0)] },
      done('sales_accounts', { id: 70, name: 'Acme', updated_at: NEW }, local(0)),
    ),
  (store) => bring(store, 'contacts', [person(1, { city: 'Paris', updated_at: NEW })]),
  (store) =>
    store.ui['conflict.resolve']({ target: { kind: 'contacts', id: 1 }, resolution: { kind: 'mine' } }),
  (store) => save(store, remove('contacts', 2)),
  (store) => begin(store),
  (store) => store.sync['outbox.recover']({ now: 5 }),
  (store) => store.ui.pin({ ref: { kind: 'contacts', id: 3 }, pinned: true }),
  (store) => bring(store, 'contacts', [], { removed: [{ kind: 'contacts', id: 3, reason: 'deleted' }] }),
  async (store) => {
    const { entries } = await outbox(store);
    const edit = entries.find((entry) => entry.edit.operation.type === 'delete')!.edit;
    await store.ui['edit.undo']({ editId: edit.id, withDependants: true });
  },
];
const id = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;

/** All that a store tells of itself. */
async function everything(store: TestStore): Promise<unknown> {
  const kinds = ['contacts', 'sales_accounts', 'deals', 'notes'] as const;
  return {
    lists: await Promise.all(kinds.map((kind) => list(store, kind, { columns: ['updated_at'] }))),
    rome: await list(store, 'contacts', { text: 'rome' }),
    deal: await recordOf(store, 'deals', local(1)),
    outbox: await outbox(store),
    conflicts: await ask(store, { type: 'conflicts' }),
    journal: await ask(store, { type: 'journal', ref: null, limit: 100 }),
    state: await store.sync['store.state']({}),
  };
}

/** Lets puts and deletes fail from the `at`-th on, as when the process has died. Gives back what mends it. */
function dieAt(at: number): () => number {
  let seen = 0;
  const spies = (['put', 'delete'] as const).map((method) => {
    const real = IDBObjectStore.prototype[method] as (...args: unknown[]) => IDBRequest;
    return vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
      this: IDBObjectStore,
      ...args: unknown[]
    ) {
      if (seen++ >= at) throw new DOMException('gone', 'AbortError');
      return real.apply(this, args) as never;
    });
  });
  return () => {
    for (const spy of spies) spy.mockRestore();
    return seen;
  };
}

/** Does the steps; gives how many were answered before the first that was not. */
async function live(store: TestStore): Promise<number> {
  for (const [at, step] of STEPS.entries()) {
    try {
      await step(store);
    } catch {
      return at;
    }
  }
  return STEPS.length;
}

describe('a store that is killed', () => {
  it('at any write comes back with all that it has answered, and nothing else', async () => {
    const after: unknown[] = [];
    for (let steps = 0; steps <= STEPS.length; steps++) {
      const disk = new IDBFactory();
      const store = await openStore({ disk, newId: ids() });
      for (const step of STEPS.slice(0, steps)) await step(store);
      // Memory says what the disk says.
      const before = await everything(store);
      const again = await openStore({ disk });
      expect(await everything(again)).toEqual(before);
      after.push(before);
    }
    let kills = 0;
    for (let at = 0; ; at++) {
      const disk = new IDBFactory();
      const store = await openStore({ disk, newId: ids() });
      const mend = dieAt(at);
      const answered = await live(store);
      mend();
      const again = await openStore({ disk });
      expect({ at, state: await everything(again) }).toEqual({ at, state: after[answered] });
      if (answered === STEPS.length) break;
      // What was not answered has left no trace in the memory of one that lives on either.
      expect(await everything(store)).toEqual(after[answered]);
      kills++;
    }
    expect(kills).toBeGreaterThan(30);
  }, 60_000);
});

describe('a database of the first version', () => {
  it('keeps its records, cursors and configuration', async () => {
    const disk = new IDBFactory();
    const old = new Dexie('satchel-demo', { indexedDB: disk, IDBKeyRange });
    old.version(1).stores({ chunks: 'n', meta: 'key', configuration: 'key' });
    await old.open();
    await old
      .table('chunks')
      .put({ n: 1, kind: 'contacts', bytes: jsonCodec().encode([person(1), person(2)]) });
    await old.table('meta').bulkPut([
      { key: 'cursor:contacts', value: cursorAt(2, 2) },
      { key: 'configuration', value: { at: 7, absentKinds: ['leads'] } },
    ]);
    await old.table('configuration').put({ key: 'me', value: { id: 4 } });
    old.close();

    const store = await openStore({ disk });
    expect(store.opened).toMatchObject([
      {
        counts: { contacts: 2 },
        cursors: { contacts: cursorAt(2, 2) },
        configurationAt: 7,
        absentKinds: ['leads'],
      },
    ]);
    expect(await ask(store, { type: 'configuration', keys: ['me'] })).toMatchObject({
      values: { me: { id: 4 } },
    });
    await save(store, update('contacts', 1, { city: 'Rome' }));
    expect(await recordOf(await openStore({ disk }), 'contacts', 1)).toEqual(person(1, { city: 'Rome' }));
  });
});
