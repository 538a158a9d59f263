import { describe, expect, it } from 'vitest';
import { openStore, put, type TestStore } from './harness.ts';

const person = (id: number, name: string, day: number, more: object = {}) => ({
  id,
  display_name: name,
  updated_at: `2024-01-${String(day).padStart(2, '0')}T00:00:00Z`,
  ...more,
});

async function filled(): Promise<TestStore> {
  const store = await openStore();
  await store.sync['store.putConfiguration']({
    entries: [{ key: 'selector:deal_stages', value: [{ id: 3, name: 'Won' }] }],
    absentKinds: [],
    at: 1,
  });
  await put(store, 'sales_accounts', [
    { id: 10, name: 'Anders GmbH', city: 'Köln', country: 'Germany' },
    { id: 11, name: 'Nordwind' },
  ]);
  await put(store, 'contacts', [
    person(1, 'Anders Holm', 1, {
      sales_accounts: [{ id: 11, name: 'Nordwind', is_primary: true }],
      city: 'Malmö',
    }),
    person(2, 'Ånders', 2, { job_title: 'Buyer' }),
    person(3, 'Berit Anders', 9),
    person(4, 'Anderson', 5),
    person(5, 'Carl', 30, { email: 'carl@anders.test' }),
  ]);
  await put(store, 'deals', [
    { id: 20, name: 'Nordwind 2024', amount: '7700.0', deal_stage_id: 3, sales_account_id: 10 },
  ]);
  return store;
}

const ids = async (store: TestStore, text: string, limit = 20): Promise<number[]> =>
  (await store.ui.search({ text, limit, kinds: null })).hits.map((hit) => hit.id);

describe('search over all kinds', () => {
  it('puts the title itself first, then titles that begin so, then the rest, each the latest first', async () => {
    const store = await filled();
    expect(await ids(store, 'anders')).toEqual([2, 4, 1, 10, 5, 3]);
    expect(await ids(store, 'ANDERS', 2)).toEqual([2, 4]);
  });

  it('counts all hits of each kind, and of the kinds asked for alone', async () => {
    const store = await filled();
    expect((await store.ui.search({ text: 'anders', limit: 1, kinds: null })).totals).toEqual({
      contacts: 5,
      sales_accounts: 1,
    });
    expect((await store.ui.search({ text: 'nordwind', limit: 9, kinds: ['deals'] })).totals).toEqual({
      deals: 1,
    });
    expect(await store.ui.search({ text: ' – ', limit: 9, kinds: null })).toEqual({ hits: [], totals: {} });
  });

  it('tells namesakes apart', async () => {
    const store = await filled();
    const { hits } = await store.ui.search({ text: 'nordwind', limit: 9, kinds: null });
    expect(hits).toEqual([
      { kind: 'sales_accounts', id: 11, title: 'Nordwind', detail: '' },
      { kind: 'deals', id: 20, title: 'Nordwind 2024', detail: 'Anders GmbH · 7700' },
      { kind: 'contacts', id: 1, title: 'Anders Holm', detail: 'Nordwind · Malmö' },
    ]);
  });

  it.each(['andesr', 'andxers', 'aners', 'anderz'])('guesses what %s was meant to be', async (text) => {
    const store = await filled();
    expect((await ids(store, text)).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 10]);
  });

  it('guesses only where little is found, and behind what is found', async () => {
    const store = await filled();
    // "holm" is found; "molm" is one letter off.
    await put(store, 'contacts', [person(6, 'Molm', 31)]);
    expect(await ids(store, 'holm')).toEqual([1, 6]);
    // Six hits for "anders" are enough: "andere" is not looked at.
    await put(store, 'contacts', [person(7, 'Andere', 31)]);
    expect(await ids(store, 'anders')).not.toContain(7);
    // Numbers are meant as they are.
    expect(await ids(store, '2025')).toEqual([]);
  });
});
