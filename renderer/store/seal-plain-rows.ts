import Dexie, { type Table } from 'dexie';
import { chunkPlace } from './disk/chunk-place.ts';
import type { Database, Writable } from './disk/database.ts';
import { piecePlace } from './disk/pieces.ts';
import type { Safe } from './disk/safe.ts';
import { writeCheck } from './disk/seal-check.ts';
import { sealDetails, sealMeta } from './seal-rows.ts';

/** Rows that are sealed at a time: of those of some hundred kilobytes each, and of small ones. */
const LARGE_ROWS = 16;
const SMALL_ROWS = 256;

/**
 * Seals what versions before the fifth have written. Each row is at every moment in the one table or in the other, so that this may end anywhere and goes on where it was. From the browser's
 * files the plain rows go when LevelDB next rewrites those; nothing hastens that (docs/decisions/0020).
 */
export async function sealPlainRows(database: Database, safe: Safe): Promise<void> {
  const { plain, dexie } = database;

  /** Moves the rows of a table, a few at a time. */
  async function move<P, S>(
    from: Table<P>,
    to: Writable<S> & Table,
    keyOf: (row: P) => string | number,
    seal: (rows: readonly P[]) => Promise<readonly S[]>,
    atATime = SMALL_ROWS,
  ): Promise<void> {
    for (let rows = await from.limit(atATime).toArray(); rows.length > 0;) {
      const sealed = await seal(rows);
      const keys = rows.map(keyOf);
      await dexie.transaction('rw', from, to, () =>
        Dexie.Promise.all([to.bulkPut(sealed), from.bulkDelete(keys)]),
      );
      rows = await from.limit(atATime).toArray();
    }
  }

  const keyOf = ({ key }: { readonly key: string }): string => key;
  const keyed = <T>(rows: readonly { readonly key: string; readonly value: T }[]) =>
    rows.map(({ key, value }) => [key, value] as const);

  await move(
    plain.edits,
    database.edits,
    ({ id }) => id,
    (rows) =>
      safe.sealAll(
        'edits',
        rows.map((row) => [row.id, row]),
      ),
  );
  await move(plain.conflicts, database.conflicts, keyOf, (rows) => safe.sealAll('conflicts', keyed(rows)));
  await move(plain.notices, database.notices, keyOf, (rows) => safe.sealAll('notices', keyed(rows)));
  await move(
    plain.views,
    database.views,
    ({ id }) => id,
    (rows) =>
      safe.sealAll(
        'views',
        rows.map((row) => [row.id, row]),
      ),
  );
  await move(plain.meta, database.meta, keyOf, (rows) => sealMeta(safe, rows));
  await move(plain.configuration, database.configuration, keyOf, (rows) =>
    safe.sealAll('configuration', keyed(rows)),
  );
  await move(plain.details, database.details, keyOf, (rows) =>
    sealDetails(
      safe,
      rows.map(({ key, detail }) => [key, detail]),
    ),
  );
  await move(
    plain.journal,
    database.journal,
    ({ n }) => n,
    (rows) =>
      safe.sealAll(
        'journal',
        rows.map(({ n, entry }) => [n, entry]),
      ),
  );
  await move(
    plain.pieces,
    database.pieces,
    keyOf,
    (rows) =>
      Promise.all(
        rows.map(async ({ key, bytes }) => ({
          key,
          sealed: await safe.bytes.seal(bytes, piecePlace(key)),
        })),
      ),
    LARGE_ROWS,
  );
  await move(
    plain.chunks,
    database.chunks,
    ({ n }) => n,
    (rows) =>
      Promise.all(
        rows.map(async ({ n, kind, bytes }) => ({
          n,
          kind,
          sealed: await safe.bytes.seal(bytes, chunkPlace({ n, kind })),
        })),
      ),
    LARGE_ROWS,
  );
  await writeCheck(database, safe, { allSealed: true });
}
