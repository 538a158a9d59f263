import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { openSeal } from '../../renderer/store/disk/seal.ts';
import { decodeValue } from '../../renderer/store/disk/value-codec.ts';
import { openStore, type TestStore } from './harness.ts';

/** How rows of the fourth version were made of a key and a value. */
const ROWS: Record<string, (key: unknown, value: unknown) => unknown> = {
  edits: (_key, value) => value,
  views: (_key, value) => value,
  conflicts: (key, value) => ({ key, value }),
  notices: (key, value) => ({ key, value }),
  configuration: (key, value) => ({ key, value }),
  details: (key, detail) => ({ key, detail }),
  journal: (n, entry) => ({ n, entry }),
  meta: (key, value) => ({ key, value }),
};

/**
 * What makes disks with a database as the fourth version wrote it.
 * @param fill does with a store what is to be in it
 */
export async function plainDatabase(
  fill: (store: TestStore) => Promise<unknown>,
): Promise<() => Promise<IDBFactory>> {
  const store = await openStore({ seal: openSeal });
  await fill(store);
  await store.ui['store.close']({ wipe: false });
  const now = new Dexie('satchel-demo', { indexedDB: store.disk, IDBKeyRange, cache: 'disabled' });
  await now.open();
  const rows = (table: string) => now.table<Record<string, unknown>>(table).toArray();
  const sealedName = (table: string) => `sealed${table[0]!.toUpperCase()}${table.slice(1)}`;
  const old: Record<string, unknown[]> = {};
  for (const [table, rowOf] of Object.entries(ROWS))
    old[table] = (await rows(sealedName(table)))
      .filter(({ key }) => key !== 'check')
      .map(({ key, value, sealed }) =>
        rowOf(key, sealed instanceof Uint8Array ? decodeValue(sealed) : value),
      );
  for (const table of ['chunks', 'pieces'])
    old[table] = (await rows(sealedName(table))).map(({ sealed, ...row }) => ({ ...row, bytes: sealed }));
  for (const table of ['aliases', 'claims']) old[table] = await rows(table);
  now.close();

  return async () => {
    const disk = new IDBFactory();
    const dexie = fourthVersion(disk);
    await dexie.open();
    for (const [table, each] of Object.entries(old)) await dexie.table(table).bulkPut(each);
    dexie.close();
    return disk;
  };
}

/** A database as the fourth version opened it. */
export function fourthVersion(indexedDB: IDBFactory): Dexie {
  const dexie = new Dexie('satchel-demo', { indexedDB, IDBKeyRange, cache: 'disabled' });
  dexie.version(1).stores({ chunks: 'n', meta: 'key', configuration: 'key' });
  dexie.version(2).stores({
    edits: 'id',
    conflicts: 'key',
    notices: 'key',
    aliases: 'localId',
    details: 'key',
    journal: 'n',
  });
  dexie.version(3).stores({ views: 'id' });
  dexie.version(4).stores({ pieces: 'key', claims: 'id' });
  return dexie;
}
