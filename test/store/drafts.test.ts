import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { dump } from './at-rest.ts';
import { memoryLocks, openStore } from './harness.ts';
import { fourthVersion } from './plain-database.ts';

it('keeps what is being written over a restart, and nothing of what was saved since', async () => {
  const locks = memoryLocks();
  const store = await openStore({ locks });
  expect(await store.ui['drafts.read']({})).toEqual({ drafts: {} });
  await store.ui['draft.put']({ key: 'about:contacts:1', text: 'Wants' });
  await store.ui['draft.put']({ key: 'about:contacts:1', text: 'Wants 40 trucks' });
  await store.ui['draft.put']({ key: 'form:#/contacts/1/edit', text: '{}' });
  await store.ui['draft.put']({ key: 'form:#/contacts/1/edit', text: null });
  const drafts = { 'about:contacts:1': 'Wants 40 trucks' };
  expect(await store.ui['drafts.read']({})).toEqual({ drafts });
  await store.ui['store.close']({ wipe: false });
  const again = await openStore({ disk: store.disk, locks });
  expect(await again.ui['drafts.read']({})).toEqual({ drafts });
  await again.ui['store.close']({ wipe: true });
  expect(await (await openStore({ disk: store.disk, locks })).ui['drafts.read']({})).toEqual({ drafts: {} });
});

it('takes apart what an older version wrote together, and loses nothing of it', async () => {
  const disk = new IDBFactory();
  const old = fourthVersion(disk);
  await old.open();
  await old.table('meta').put({ key: 'drafts', value: { a: 'one', b: 'two', c: 'three' } });
  old.close();
  const locks = memoryLocks();
  const store = await openStore({ disk, locks });
  expect(await store.ui['drafts.read']({})).toEqual({ drafts: { a: 'one', b: 'two', c: 'three' } });
  await store.ui['draft.put']({ key: 'a', text: null });
  await store.ui['draft.put']({ key: 'b', text: 'zwei' });
  await store.ui['store.close']({ wipe: false });
  const keys = ((await dump(disk))['sealedMeta'] ?? []).filter((key) => String(key).startsWith('draft'));
  expect(keys).toEqual(['draft:b', 'draft:c']);
  const again = await openStore({ disk, locks });
  expect(await again.ui['drafts.read']({})).toEqual({ drafts: { b: 'zwei', c: 'three' } });
});
