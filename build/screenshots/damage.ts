import type { Page } from 'playwright-core';

/** Changes a byte of the first edit as it lies on the disk, as a disk that fails does, and opens the page anew. */
export async function damageAnEdit(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('The database does not answer.', { cause: request.error }));
      });
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name ?? ''));
      if (!database.objectStoreNames.contains('sealedEdits')) continue;
      const edits = database.transaction('sealedEdits', 'readwrite').objectStore('sealedEdits');
      const [edit] = (await done(edits.getAll())) as { readonly sealed: Uint8Array }[];
      if (!edit) continue;
      edit.sealed[0] = (edit.sealed[0] ?? 0) ^ 1;
      await done(edits.put(edit));
    }
  });
  await page.reload();
}
