import { describe, expect, it } from 'vitest';
import type { RecordRef } from '../../shared/entities/kind.ts';
import { bring } from './edits.ts';
import { openStore, put, type TestStore } from './harness.ts';

const MONDAY = '2026-11-23T09:00:00Z';
const ann: RecordRef = { kind: 'contacts', id: 1 };
const acme: RecordRef = { kind: 'sales_accounts', id: 5 };

const row = (id: number, name: string, size: unknown = 10) => ({
  id,
  name,
  url: 'https://files.test/signed',
  content_file_size: size,
  content_updated_at: MONDAY,
});
const listed = (id: number, name: string, size: number | null = 10) => ({ id, name, size, version: MONDAY });

const kept = async (store: TestStore) => (await store.sync['store.keptFiles']({})).records;
const pin = async (store: TestStore, ref: RecordRef, pinned = true): Promise<void> => {
  store.clock.now += 1;
  await store.ui.pin({ ref, pinned });
};
const list = (store: TestStore, ref: RecordRef, ...documents: object[]) =>
  bring(store, 'contacts', [], {
    details: [{ ref, part: 'files', value: { documents, links: [{ id: 9, name: 'A link' }] }, at: 1 }],
  });

/** How often the main process is told while something is done. */
async function toldBy(store: TestStore, act: () => Promise<unknown>): Promise<number> {
  const before = store.keptFilesChanges();
  await act();
  return store.keptFilesChanges() - before;
}

async function filled(): Promise<TestStore> {
  const store = await openStore();
  await put(store, 'contacts', [{ id: 1, display_name: 'Ann' }]);
  await put(store, 'sales_accounts', [{ id: 5, name: 'Acme' }]);
  return store;
}

describe('the files of pinned records', () => {
  it('are those that were listed last, of the record that was pinned last first, without links', async () => {
    const store = await filled();
    await list(store, ann, row(10, 'Offer.pdf'), row(11, 'Plan.pdf', '25'));
    await list(store, acme, row(50, 'Contract.pdf'));
    expect(await kept(store)).toEqual([]);
    await pin(store, ann);
    await pin(store, acme);
    expect(await kept(store)).toEqual([
      { record: acme, files: [listed(50, 'Contract.pdf')] },
      { record: ann, files: [listed(10, 'Offer.pdf'), listed(11, 'Plan.pdf', 25)] },
    ]);
  });

  it('have no size and no version where the CRM tells none, and are none without an id', async () => {
    const store = await filled();
    await list(store, ann, { id: 10, name: 'Bare' }, row(11, 'Odd', -1), { name: 'No id' }, { id: 12 });
    await pin(store, ann);
    expect((await kept(store))[0]?.files).toEqual([
      { id: 10, name: 'Bare', size: null, version: '' },
      listed(11, 'Odd', null),
      { id: 12, name: '', size: null, version: '' },
    ]);
  });

  it('are not said of a record whose list was never read', async () => {
    const store = await filled();
    await pin(store, ann);
    expect(await kept(store)).toEqual([]);
    await list(store, ann);
    expect(await kept(store)).toEqual([{ record: ann, files: [] }]);
  });

  it('are told of when a record is pinned or let go, and when one’s list is read', async () => {
    const store = await filled();
    expect(await toldBy(store, () => list(store, ann, row(10, 'Offer.pdf')))).toBe(0);
    expect(await toldBy(store, () => pin(store, ann))).toBe(1);
    expect(await toldBy(store, () => pin(store, ann))).toBe(0);
    expect(await toldBy(store, () => list(store, acme, row(50, 'Contract.pdf')))).toBe(0);
    expect(await toldBy(store, () => list(store, ann, row(11, 'Plan.pdf')))).toBe(1);
    expect(await toldBy(store, () => put(store, 'contacts', [{ id: 1, display_name: 'Anna' }]))).toBe(0);
    expect(await toldBy(store, () => pin(store, ann, false))).toBe(1);
  });

  it('go with their record', async () => {
    const store = await filled();
    await list(store, ann, row(10, 'Offer.pdf'));
    await pin(store, ann);
    expect(
      await toldBy(store, () => bring(store, 'contacts', [], { removed: [{ ...ann, reason: 'deleted' }] })),
    ).toBe(1);
    expect(await kept(store)).toEqual([]);
  });
});
