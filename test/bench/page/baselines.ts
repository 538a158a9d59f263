import Dexie from 'dexie';
import { recordAt } from '../data.ts';

/** The ways of storing that the store is measured beside. */
export type MirrorBaseline = 'packed' | 'dexie-rows';

const PAGE = 100;

/** Stores contacts in pages of a hundred; gives the milliseconds it took, making them left out. */
export async function baselineMirror(which: MirrorBaseline, records: number): Promise<number> {
  const name = `baseline-${which}-${String(performance.timeOrigin + performance.now())}`;
  const pages = Array.from({ length: Math.ceil(records / PAGE) }, (_, page) =>
    Array.from({ length: PAGE }, (_unused, at) => recordAt('contacts', page * PAGE + at, records)),
  );
  const ms = which === 'packed' ? await packed(name, pages) : await dexieRows(name, pages);
  await Dexie.delete(name);
  return ms;
}

/** IndexedDB without a library: a page as one JSON text, nothing indexed. */
async function packed(name: string, pages: readonly object[][]): Promise<number> {
  const db = await openRaw(name, (fresh) => fresh.createObjectStore('pages'));
  const start = performance.now();
  let n = 0;
  for (const page of pages) {
    const transaction = db.transaction('pages', 'readwrite', { durability: 'relaxed' });
    transaction.objectStore('pages').put(JSON.stringify(page), n++);
    await ended(transaction);
  }
  const ms = performance.now() - start;
  db.close();
  return ms;
}

/** Dexie as it is mostly used: a row a record, with indexes for five sorts. */
async function dexieRows(name: string, pages: readonly object[][]): Promise<number> {
  const db = new Dexie(name, { chromeTransactionDurability: 'relaxed' });
  db.version(1).stores({ contacts: 'id, updated_at, last_name, owner_id, lead_score, email' });
  await db.open();
  const start = performance.now();
  for (const page of pages) await db.table('contacts').bulkPut(page);
  const ms = performance.now() - start;
  db.close();
  return ms;
}

/** Opens a database of version 1. */
export function openRaw(name: string, upgrade: (db: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => upgrade(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('open failed'));
  });
}

/** Resolves when a transaction has committed. */
export function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error('transaction failed'));
  });
}
