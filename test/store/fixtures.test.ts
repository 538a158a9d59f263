import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENTITY_KINDS } from '../../shared/entities/kinds.ts';
import { KINDS, type Kind } from '../../shared/entities/kind.ts';
import { dropTokens, rawRecordSchema, type IdentifiedRecord } from '../../shared/entities/record.ts';
import { parseJson, stringifyJson } from '../../shared/json.ts';
import { list, memoryLocks, openStore, put, recordOf } from './harness.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/real');

/** The records of the mirrored kinds in an answer, wherever they are in it: as a list, or one by itself. */
function recordsIn(answer: unknown): [Kind, IdentifiedRecord][] {
  if (typeof answer !== 'object' || answer === null) return [];
  const object = answer as Record<string, unknown>;
  return KINDS.flatMap((kind) => {
    const lists = [object[kind], object[ENTITY_KINDS[kind].singular]].flat();
    return lists.flatMap((each): [Kind, IdentifiedRecord][] => {
      const parsed = rawRecordSchema.safeParse(each);
      return parsed.success ? [[kind, parsed.data]] : [];
    });
  });
}

const found = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => ({
    name,
    records: recordsIn(dropTokens(parseJson(readFileSync(join(FOLDER, name), 'utf8')))),
  }))
  .filter(({ records }) => records.length > 0);

describe('recorded real records go to the store and back, before and after a restart', () => {
  it.each(found)('$name', async ({ records }) => {
    const locks = memoryLocks();
    const store = await openStore({ locks });
    for (const [kind, record] of records) await put(store, kind, [record]);
    const last = new Map(
      records.map(([kind, record]) => [`${kind} ${record.id}`, { kind, record }] as const),
    );
    for (const { kind, record } of last.values()) {
      const back = await recordOf(store, kind, record.id);
      expect(stringifyJson(back)).toBe(stringifyJson(record));
    }
    const before = await Promise.all(KINDS.map((kind) => everything(store, kind)));
    await store.ui['store.close']({ wipe: false });
    const again = await openStore({ disk: store.disk, locks });
    for (const { kind, record } of last.values())
      expect(await recordOf(again, kind, record.id)).toEqual(record);
    expect(await Promise.all(KINDS.map((kind) => everything(again, kind)))).toEqual(before);
  });

  it('are some of each kind', () => {
    const kinds = new Set(found.flatMap(({ records }) => records.map(([kind]) => kind)));
    expect([...kinds].sort()).toEqual([...KINDS].sort());
  });

  it.each([
    ['alone', (long: string) => [long]],
    ['beside a text that looks like one', (long: string, tricky: string) => [long, tricky]],
  ])('and keep numbers that a double does not hold, in lists too: %s', async (_how, texts) => {
    const locks = memoryLocks();
    const store = await openStore({ locks });
    const long =
      '{"id":1,"first_name":"Big","mcr_id":1450348061427834880,"open_deals_amount":12345678901234567,"city":12345678901234567,"n":[9007199254740993]}';
    // What looks like a bare number within a string must not be taken for one.
    const tricky =
      '{"id":2,"display_name":"a:12345678901234567,b","city":12345678901234567,"mcr_id":1450348061427834880}';
    for (const text of texts(long, tricky))
      await put(store, 'contacts', [parseJson(text) as IdentifiedRecord]);
    const before = await everything(store, 'contacts');
    expect(before.rows[0]?.cells['open_deals_amount']).toBe('12345678901234567');
    await store.ui['store.close']({ wipe: false });
    const again = await openStore({ disk: store.disk, locks });
    for (const [at, text] of texts(long, tricky).entries()) {
      expect(stringifyJson(await recordOf(again, 'contacts', at + 1))).toBe(text);
    }
    expect(await everything(again, 'contacts')).toEqual(before);
  });
});

/** All columns of all records of a kind. */
function everything(store: Awaited<ReturnType<typeof openStore>>, kind: Kind) {
  return list(store, kind, { columns: ENTITY_KINDS[kind].columns.map((column) => column.key), limit: 1000 });
}
