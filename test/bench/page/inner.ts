import { contacts } from '../../../shared/entities/contact.ts';
import type { IdentifiedRecord } from '../../../shared/entities/record.ts';
import type { Log } from '../../../shared/log.ts';
import { jsonCodec } from '../../../renderer/store/disk/codec.ts';
import { databaseName } from '../../../renderer/store/disk/database.ts';
import { aesSeal } from '../../../renderer/store/disk/seal.ts';
import { createStore, type Store } from '../../../renderer/store/store.ts';
import { webLocks } from '../../../renderer/store/web-locks.ts';
import { webScheduler } from '../../../renderer/store/web-scheduler.ts';
import { recordAt } from '../data.ts';
import { keystrokes, listQuery, mistyped } from '../queries.ts';
import { ended, openRaw } from './baselines.ts';

/** What the inner worker is asked to do. Times are milliseconds, taken in the worker. */
export type Ask =
  | { readonly type: 'open'; readonly account: string; readonly settleMs: number }
  | { readonly type: 'list'; readonly count: number; readonly offset: number; readonly seed: number }
  | {
      readonly type: 'search';
      readonly records: number;
      readonly contacts: number;
      readonly typos: boolean;
      readonly seed: number;
    }
  | { readonly type: 'scan'; readonly records: number; readonly contacts: number; readonly seed: number }
  | { readonly type: 'raw-fill'; readonly contacts: number }
  | { readonly type: 'raw-list'; readonly count: number; readonly offset: number };
export interface Answer {
  readonly times: number[];
  /** Hits found in all, so that a fast nothing is seen. */
  readonly found: number;
}

const log: Log = { info: () => undefined, warn: console.warn, error: console.error };

function makeStore(): Store {
  return createStore({
    indexedDB,
    IDBKeyRange,
    codec: jsonCodec(),
    makeSeal: (accountId, key) => aesSeal(databaseName(accountId), key),
    locks: webLocks(navigator.locks),
    scheduler: webScheduler(),
    log,
    build: null,
    now: Date.now,
    newId: () => crypto.randomUUID(),
    tellUi: () => undefined,
    tellSync: () => undefined,
  });
}

/** The answers to a row of questions, each timed. */
async function time<Q>(questions: readonly Q[], ask: (question: Q) => unknown): Promise<Answer> {
  const times: number[] = [];
  let found = 0;
  for (const question of questions) {
    const start = performance.now();
    const answer = await ask(question);
    times.push(performance.now() - start);
    found += typeof answer === 'number' ? answer : 0;
  }
  return { times, found };
}

function sample(records: number, contacts: number, seed: number): IdentifiedRecord[] {
  return Array.from({ length: records }, (_, at) =>
    recordAt('contacts', (at * 7919 + seed * 31) % contacts, contacts),
  );
}

async function answer(store: Store, ask: Ask): Promise<Answer> {
  switch (ask.type) {
    case 'open': {
      await store.sync['store.key']({ accountId: ask.account, key: btoa('k'.repeat(32)) });
      const start = performance.now();
      await store.ui['store.open']({ account: { id: ask.account } });
      const ms = performance.now() - start;
      await new Promise((resolve) => setTimeout(resolve, ask.settleMs));
      return { times: [ms], found: 0 };
    }
    case 'list': {
      const { watchId } = await store.ui['watch.open'](listQuery(0, 0));
      const specs = Array.from({ length: ask.count }, (_, at) =>
        listQuery(ask.seed * 100_000 + at, ask.offset),
      );
      return time(specs, async (spec) => {
        const value = await store.ui['watch.move']({ watchId, spec });
        return value.type === 'list' ? value.total : 0;
      });
    }
    case 'search': {
      const texts = sample(ask.records, ask.contacts, ask.seed).flatMap((record, at) =>
        ask.typos ? (mistyped(record, at) ?? []) : keystrokes(record, at),
      );
      return time(
        texts,
        async (text) => (await store.ui.search({ text, limit: 20, kinds: null })).hits.length,
      );
    }
    case 'scan': {
      const haystack = Array.from({ length: ask.contacts }, (_, at) =>
        contacts
          .searchText(recordAt('contacts', at, ask.contacts))
          .join(' ')
          .toLowerCase(),
      );
      const texts = sample(ask.records, ask.contacts, ask.seed).flatMap((record, at) =>
        keystrokes(record, at),
      );
      return time(texts, (text) => {
        const words = text.toLowerCase().split(' ');
        let total = 0;
        for (const straw of haystack) if (words.every((word) => straw.includes(word))) total++;
        return total;
      });
    }
    case 'raw-fill':
      return { times: [await fillRaw(ask.contacts)], found: 0 };
    case 'raw-list': {
      const db = await openRaw('baseline-list', () => undefined);
      const answers = await time(Array.from({ length: ask.count }), () => rawPage(db, ask.offset));
      db.close();
      return answers;
    }
  }
}

/** Rows with an index by date, as one would for a list that has one sort. */
async function fillRaw(records: number): Promise<number> {
  const start = performance.now();
  const db = await openRaw('baseline-list', (fresh) => {
    fresh.createObjectStore('contacts', { keyPath: 'id' }).createIndex('updated_at', 'updated_at');
  });
  for (let from = 0; from < records; from += 2000) {
    const transaction = db.transaction('contacts', 'readwrite', { durability: 'relaxed' });
    const store = transaction.objectStore('contacts');
    for (let at = from; at < Math.min(records, from + 2000); at++)
      store.put(recordAt('contacts', at, records));
    await ended(transaction);
  }
  db.close();
  return performance.now() - start;
}

/** Fifty rows of the index from an offset on: all IndexedDB has for that is a cursor that is moved on. */
function rawPage(db: IDBDatabase, offset: number): Promise<number> {
  const index = db.transaction('contacts').objectStore('contacts').index('updated_at');
  return new Promise((resolve, reject) => {
    if (offset === 0) {
      const request = index.getAll(null, 50);
      request.onsuccess = () => resolve(request.result.length);
      request.onerror = () => reject(request.error ?? new Error('getAll failed'));
      return;
    }
    const rows: unknown[] = [];
    const request = index.openCursor();
    let moved = false;
    request.onerror = () => reject(request.error ?? new Error('cursor failed'));
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return resolve(rows.length);
      if (!moved) {
        moved = true;
        return cursor.advance(offset);
      }
      rows.push(cursor.value);
      if (rows.length === 50) return resolve(50);
      cursor.continue();
    };
  });
}

const store = makeStore();
self.addEventListener('message', (event: MessageEvent<Ask>) => {
  void answer(store, event.data).then((result) => self.postMessage(result));
});
