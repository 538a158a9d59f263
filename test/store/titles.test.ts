import { expect, it } from 'vitest';
import { openStore, put } from './harness.ts';

it('tells what records are called, and nothing of those that are not here', async () => {
  const store = await openStore();
  await put(store, 'contacts', [
    { id: 1, display_name: 'Ána Ötker', updated_at: '2024-01-01T00:00:00Z' },
    { id: 2, updated_at: '2024-01-01T00:00:00Z' },
  ]);
  const { titles } = await store.ui.titles({
    refs: [
      { kind: 'contacts', id: 1 },
      { kind: 'contacts', id: 2 },
      { kind: 'contacts', id: 3 },
      { kind: 'deals', id: 1 },
    ],
  });
  expect(titles).toEqual({ 'contacts:1': 'Ána Ötker' });
});
