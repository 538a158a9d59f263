import { describe, expect, it } from 'vitest';
import { Pending } from '../../renderer/store/outbox/pending.ts';
import { ask, bring, remove, save, update } from './edits.ts';
import { openStore, put } from './harness.ts';

describe('who watches the outbox', () => {
  it('hears of new names of what its edits are about and refer to, and of nothing else', async () => {
    const store = await openStore();
    await put(store, 'sales_accounts', [
      { id: 5, name: 'Acme' },
      { id: 6, name: 'Other' },
    ]);
    await put(store, 'contacts', [
      { id: 1, display_name: 'Ann' },
      { id: 2, display_name: 'Bob' },
    ]);
    await save(store, update('contacts', 1, { sales_account_id: 5 }));
    const { watchId } = await store.ui['watch.open']({ type: 'outbox' });
    await bring(store, 'sales_accounts', [{ id: 6, name: 'Else' }]);
    await bring(store, 'contacts', [{ id: 2, display_name: 'Bea' }]);
    await store.scheduler.advance(500);
    expect(store.pushes).toEqual([]);
    await bring(store, 'sales_accounts', [{ id: 5, name: 'Acme & Co' }]);
    await store.scheduler.advance(500);
    expect(store.pushes).toMatchObject([
      { watchId, value: { entries: [{ title: 'Ann', names: { 'sales_accounts:5': 'Acme & Co' } }] } },
    ]);
    await bring(store, 'contacts', [{ id: 1, display_name: 'Anna' }]);
    await store.scheduler.advance(500);
    expect(store.pushes.at(-1)).toMatchObject({ value: { entries: [{ title: 'Anna' }] } });
  });
});

describe('pending edits', () => {
  it('know which records they name as long as one of them does', async () => {
    const store = await openStore();
    await put(store, 'contacts', [{ id: 101, display_name: 'Ann' }]);
    await save(store, update('contacts', 101, { sales_account_id: '205' }), remove('contacts', 101));
    const { entries } = await ask(store, { type: 'outbox' });
    const pending = new Pending();
    for (const { edit } of entries) pending.put(edit);
    expect([101, 205, 206].map((id) => pending.names(id))).toEqual([true, true, false]);
    for (const { edit } of entries) {
      expect(pending.names(101)).toBe(true);
      pending.delete(edit.id);
    }
    expect([101, 205].map((id) => pending.names(id))).toEqual([false, false]);
  });
});
