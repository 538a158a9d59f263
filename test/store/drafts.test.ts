import { expect, it } from 'vitest';
import { memoryLocks, openStore } from './harness.ts';

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
