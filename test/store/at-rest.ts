import Dexie from 'dexie';
import { IDBKeyRange } from 'fake-indexeddb';

/** Everything that lies in a database, past the store. */
export async function dump(disk: IDBFactory, name = 'satchel-demo'): Promise<Record<string, unknown[]>> {
  const dexie = new Dexie(name, { indexedDB: disk, IDBKeyRange, cache: 'disabled' });
  await dexie.open();
  const tables = await Promise.all(
    dexie.tables.map(async (table) => {
      const keys = await table.toCollection().primaryKeys();
      return [table.name, [...keys, ...(await table.toArray())] as unknown[]] as const;
    }),
  );
  dexie.close();
  return Object.fromEntries(tables);
}

/** The texts and bytes in a value, however deep: keys of objects and maps among them. Numbers are texts of their digits. */
function* leaves(value: unknown): Generator<string | Uint8Array, undefined> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'number' || typeof value === 'bigint') yield String(value);
  else if (value instanceof Uint8Array) yield value;
  else if (value instanceof Map || value instanceof Set || Array.isArray(value))
    for (const each of value as Iterable<unknown>) yield* leaves(each);
  else if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) {
      yield key;
      yield* leaves(each);
    }
}

/** So many bytes of each form are looked up at once. */
const START = 6;

/** The forms in which a text may lie among bytes. */
function formsOf(text: string): Buffer[] {
  const utf8 = Buffer.from(text);
  // How a text looks in base64 depends on what is before it; the letters at its ends also on what is beside it.
  const base64 = [0, 1, 2].map((before) =>
    Buffer.from(
      Buffer.concat([Buffer.alloc(before), utf8])
        .toString('base64')
        .slice(before === 0 ? 0 : before + 1, -4),
    ),
  );
  return [utf8, Buffer.from(text, 'utf16le'), Buffer.from(text, 'utf16le').swap16(), ...base64];
}

/**
 * Looks for texts in bytes, in every form in which they may lie there. All are looked for in one walk.
 * @param texts of eight letters or more
 */
export function textFinder(texts: Iterable<string>): { in(bytes: Uint8Array): Set<string> } {
  const byStart = new Map<number, { readonly form: Buffer; readonly text: string }[]>();
  for (const text of texts) {
    for (const form of formsOf(text)) {
      if (form.length < START) throw new Error(`too short to be looked for: ${text}`);
      const start = form.readUIntBE(0, START);
      byStart.set(start, [...(byStart.get(start) ?? []), { form, text }]);
    }
  }
  return {
    in(bytes) {
      const found = new Set<string>();
      let last = 0;
      for (let at = 0; at < bytes.length; at++) {
        last = (last % 2 ** (8 * (START - 1))) * 256 + bytes[at]!;
        for (const { form, text } of byStart.get(last) ?? []) {
          const from = at + 1 - START;
          if (from >= 0 && form.equals(bytes.subarray(from, from + form.length))) found.add(text);
        }
      }
      return found;
    },
  };
}

/** Everything in a value as bytes. */
export function bytesOf(value: unknown): Uint8Array {
  const end = Buffer.from('\n');
  return Buffer.concat(
    [...leaves(value)].flatMap((leaf) => [typeof leaf === 'string' ? Buffer.from(leaf) : leaf, end]),
  );
}
