import { describe, expect, it } from 'vitest';
import { openStore, list, put, recordOf, testStore, memoryLocks } from './harness.ts';

const ana = {
  id: 1,
  display_name: 'Ána Ötker',
  email: 'ana@acme.test',
  city: 'Łódź',
  mobile_number: '+33 6 12 44 90 17',
  updated_at: '2024-01-01T00:00:00Z',
};
const bob = {
  id: 2,
  display_name: 'Bob O’Brien',
  city: 'Paris',
  work_number: '(473)-160-8261',
  mcr_id: 1450348061427834880n,
  updated_at: '2024-02-01T00:00:00Z',
};

describe('an account', () => {
  it('keeps what it was given over a restart', async () => {
    const locks = memoryLocks();
    const store = await openStore({ locks });
    await put(store, 'contacts', [ana, bob]);
    await store.ui['store.close']({ wipe: false });

    const again = await openStore({ disk: store.disk, locks });
    expect(again.opened[0]?.counts).toEqual({ contacts: 2 });
    expect(again.opened[0]?.cursors.contacts?.lastFetchedId).toBe(2);
    expect(await recordOf(again, 'contacts', 2)).toEqual(bob);
    const page = await list(again, 'contacts', {
      sorts: [{ column: 'name', direction: 'desc' }],
      columns: ['city', 'updated_at'],
    });
    expect(page).toEqual({
      type: 'list',
      total: 2,
      all: 2,
      offset: 0,
      sums: {},
      rows: [
        {
          id: 2,
          title: 'Bob O’Brien',
          cells: { city: 'Paris', updated_at: Date.UTC(2024, 1, 1) },
          pending: false,
          conflict: false,
        },
        {
          id: 1,
          title: 'Ána Ötker',
          cells: { city: 'Łódź', updated_at: Date.UTC(2024, 0, 1) },
          pending: false,
          conflict: false,
        },
      ],
    });
  });

  it.each(['otker', 'ana lod', 'acme', '612 44 90', '+33612', '0612', '0033612', '33 6 12', 'OTK ana@acme'])(
    'finds Ana by %s',
    async (text) => {
      const store = await openStore();
      await put(store, 'contacts', [ana, bob]);
      const { hits } = await store.ui.search({ text, limit: 10, kinds: null });
      expect(hits.map((hit) => hit.id)).toEqual([1]);
    },
  );

  it.each(['obrien', "o'brien", 'brien', '473 160', '160', 'bbo', 'pariz'])(
    'says whether %s finds Bob',
    async (text) => {
      const store = await openStore();
      await put(store, 'contacts', [ana, bob]);
      const { hits } = await store.ui.search({ text, limit: 10, kinds: null });
      expect(hits.map((hit) => hit.id)).toEqual(text === '160' || text === 'bbo' ? [] : [2]);
    },
  );

  it('refuses calls while nothing is open', async () => {
    const store = testStore();
    expect(() => store.sync['store.state']({})).toThrow('store-unavailable');
  });
});
