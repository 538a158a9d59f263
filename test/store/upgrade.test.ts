import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDBDatabase, IDBObjectStore } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import { keepOutboxCopy } from '../../electron/account/outbox-copies.ts';
import { memoryLog } from '../../electron/log/memory-log.ts';
import { openOutbox } from '../../build/open-outbox.ts';
import { parseJson } from '../../shared/json.ts';
import type { RecordKind } from '../../shared/entities/kind.ts';
import { bytesOf, dump, textFinder } from './at-rest.ts';
import { ask, bring, outbox } from './edits.ts';
import { fill, type Texts } from './filled.ts';
import { list, openStore, recordOf, TEST_KEY, testStore, type TestStore } from './harness.ts';
import { VERSION } from '../../renderer/store/disk/database.ts';
import { fourthVersion, plainDatabase } from './plain-database.ts';

const account = { id: 'demo' };
/** The file that the outbox is copied to. */
const COPY = `demo-before-v${VERSION}-2026-11-28.sealed`;
const OTHER_KEY = btoa('x'.repeat(32));
const wrongKey = { info: { code: 'storage', reason: 'wrong-key' } };

let texts: Texts = {};
const makeDisk = await plainDatabase(async (store) => {
  texts = await fill(store);
});
const PLAIN = ['chunks', 'meta', 'configuration', 'edits', 'conflicts', 'notices', 'details', 'journal'];

/** All that a store tells of itself. */
async function everything(store: TestStore): Promise<unknown> {
  const kinds: readonly RecordKind[] = ['contacts', 'deals'];
  const state = await store.sync['store.state']({});
  const piece = (await outbox(store)).entries.flatMap(({ edit: { operation } }) =>
    operation.type === 'attach' ? [operation.file.id] : [],
  )[0]!;
  return {
    state,
    lists: await Promise.all(kinds.map((kind) => list(store, kind, { columns: ['updated_at'] }))),
    record: await recordOf(store, 'contacts', 7),
    outbox: await outbox(store),
    conflicts: await ask(store, { type: 'conflicts' }),
    journal: await ask(store, { type: 'journal', ref: null, limit: 100 }),
    details: await ask(store, { type: 'details', ref: { kind: 'contacts', id: 2 } }),
    views: await ask(store, { type: 'views', kind: 'contacts' }),
    pins: await ask(store, { type: 'pins' }),
    policies: await ask(store, { type: 'policies' }),
    configuration: await ask(store, { type: 'configuration', keys: ['selector:owners'] }),
    piece: await store.sync['file.read']({ id: piece, piece: 0 }),
  };
}

/** What is in the tables of the versions that sealed nothing. */
async function plainRows(disk: IDBFactory): Promise<unknown[]> {
  const tables = await dump(disk);
  return PLAIN.flatMap((table) => tables[table] ?? []);
}

/** Lets every write from the `at`-th on fail, as when the process has died. Gives back what mends it. */
function dieAt(at: number): () => void {
  let seen = 0;
  const live = <T extends (...args: never[]) => unknown>(real: T): T =>
    function (this: unknown, ...args: never[]) {
      if (seen++ >= at) throw new DOMException('gone', 'AbortError');
      return real.apply(this, args);
    } as T;
  const { put, delete: remove } = IDBObjectStore.prototype;
  const { createObjectStore } = IDBDatabase.prototype;
  const spies = [
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(live(put)),
    vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(live(remove)),
    vi.spyOn(IDBDatabase.prototype, 'createObjectStore').mockImplementation(live(createObjectStore)),
  ];
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
}

describe('a database that was written before anything was sealed', () => {
  it('keeps everything, and nothing of it can be read on the disk any more', async () => {
    const disk = await makeDisk();
    const all = Object.values(texts).flat();
    const { in: found } = textFinder(all);
    expect(found(bytesOf(await dump(disk))).size).toBe(new Set(all).size);
    const store = await openStore({ disk });
    const before = await everything(store);
    expect(before).toMatchObject({
      state: { counts: { contacts: 130, deals: 15 }, outbox: { all: 21, conflicts: 5 } },
      piece: { base64: expect.any(String) as string },
    });
    await store.ui['store.close']({ wipe: false });
    expect([...found(bytesOf(await dump(disk)))]).toEqual([]);
    expect(await plainRows(disk)).toEqual([]);
    expect(await everything(await openStore({ disk }))).toEqual(before);
  });

  it('is sealed further wherever the app ended while it was', async () => {
    const expected = await everything(await openStore({ disk: await makeDisk() }));
    let kills = 0;
    // The first steps one by one, and then some of the many that are alike.
    for (let at = 0; ; at += at < 30 ? 1 : 17) {
      const disk = await makeDisk();
      const mend = dieAt(at);
      const opened = await openStore({ disk }).then(
        () => true,
        () => false,
      );
      mend();
      const again = await openStore({ disk });
      expect({ at, all: await everything(again) }).toEqual({ at, all: expected });
      expect(await plainRows(disk)).toEqual([]);
      if (opened) break;
      kills++;
    }
    expect(kills).toBeGreaterThan(40);
  }, 60_000);

  it('takes no second key once its sealing has begun', async () => {
    const disk = await makeDisk();
    const mend = dieAt(100);
    await expect(openStore({ disk })).rejects.toThrow();
    mend();
    const before = bytesOf(await dump(disk));
    await expect(openStore({ disk, key: OTHER_KEY })).rejects.toMatchObject(wrongKey);
    expect(bytesOf(await dump(disk))).toEqual(before);
    expect((await everything(await openStore({ disk }))) as object).toMatchObject({
      state: { outbox: { all: 21 } },
    });
  });

  it('takes in nothing plain any more that is put there later', async () => {
    const disk = await makeDisk();
    await (await openStore({ disk })).ui['store.close']({ wipe: false });
    const tables = fourthVersion(disk);
    tables.version(5).stores({});
    await tables.open();
    await tables.table('views').put({ id: 'planted', kind: 'contacts', name: 'Planted' });
    await tables.table('conflicts').put({ key: 'contacts:1', value: {} });
    tables.close();
    const store = await openStore({ disk });
    expect((await ask(store, { type: 'views', kind: 'contacts' })).views).toHaveLength(10);
    expect((await ask(store, { type: 'conflicts' })).conflicts).toHaveLength(5);
  });
});

describe('the outbox, before an upgrade', () => {
  it('is written to a file that opens with the account’s key', async () => {
    const store = await openStore({ disk: await makeDisk() });
    expect(store.copies).toHaveLength(1);
    const copy = store.copies[0]!;
    expect(copy).toMatchObject({ accountId: 'demo', from: 4, to: VERSION });
    const { in: found } = textFinder(texts['sealedEdits']!);
    expect([...found(Buffer.from(copy.sealed, 'base64'))]).toEqual([]);

    const dir = await mkdtemp(join(tmpdir(), 'satchel-outbox-'));
    try {
      const surroundings = { now: Date.UTC(2026, 10, 28, 21), log: memoryLog() };
      expect(await keepOutboxCopy(dir, copy, surroundings)).toBe(true);
      const path = join(dir, 'outbox', COPY);
      expect(await readdir(join(dir, 'outbox'))).toEqual([COPY]);
      const { edits, conflicts } = parseJson(await openOutbox(path, TEST_KEY)) as Record<string, unknown[]>;
      const { entries } = await outbox(store);
      expect(edits).toEqual(
        expect.arrayContaining(entries.map(({ edit: { id } }) => expect.objectContaining({ id }) as unknown)),
      );
      expect([edits!.length, conflicts!.length]).toEqual([21, 5]);
      await expect(openOutbox(path, OTHER_KEY)).rejects.toThrow();
      // A disk that refuses is told of.
      await writeFile(join(dir, 'file'), '');
      expect(await keepOutboxCopy(join(dir, 'file'), copy, surroundings)).toBe(false);
    } finally {
      await rm(dir, { recursive: true });
    }
  });

  it('that cannot be written leaves the database as it was', async () => {
    const disk = await makeDisk();
    const before = bytesOf(await dump(disk));
    const store = testStore({ disk, outboxIsSaved: false });
    await expect(store.ui['store.open']({ account })).rejects.toMatchObject({
      info: { code: 'storage', reason: 'outbox-not-saved' },
    });
    expect((await disk.databases())[0]).toMatchObject({ version: 40 });
    expect(bytesOf(await dump(disk))).toEqual(before);
    expect(await openStore({ disk })).toBeDefined();
  });

  it('is not waited for without end', async () => {
    const store = testStore({ disk: await makeDisk(), outboxIsSaved: null });
    const outcome = expect(store.ui['store.open']({ account })).rejects.toMatchObject({
      info: { code: 'storage', reason: 'outbox-not-saved' },
    });
    while (store.copies.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await store.scheduler.advance(60_000);
    await outcome;
  });

  it('needs no file where nothing waits', async () => {
    const disk = await (
      await plainDatabase((store) => bring(store, 'contacts', [{ id: 1, display_name: 'Ann' }]))
    )();
    const store = await openStore({ disk });
    expect(store.copies).toEqual([]);
    expect(await list(store, 'contacts')).toMatchObject({ all: 1 });
  });
});
