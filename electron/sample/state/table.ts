import type { Row } from './row.ts';

/** What rows are looked up by. */
export type IndexKey = string | number;

interface Index {
  readonly keysOf: (row: Row) => readonly IndexKey[];
  /** Built at the first look-up: most runs never ask, and building all would slow the start with many records. */
  ids: Map<IndexKey, number[]> | null;
}

/** Where `id` is, or would be, in a list of ascending ids. */
function position(ids: readonly number[], id: number): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] as number) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows by id, walked in ascending order of id, with look-ups by other keys. */
export class Table {
  readonly #rows = new Map<number, Row>();
  readonly #ids: number[] = [];
  readonly #indexes = new Map<string, Index>();
  #version = 0;
  #highest = 0;

  /** Goes up with every write. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(id: number): Row | undefined {
    return this.#rows.get(id);
  }

  /** Rows with an id above `after`, ascending. The table must not be written to during the walk. */
  *after(after: number): Generator<Row> {
    for (let index = position(this.#ids, after + 1); index < this.#ids.length; index += 1) {
      yield this.#rows.get(this.#ids[index] as number) as Row;
    }
  }

  /** All rows, by ascending id, as a list of its own. */
  all(): Row[] {
    return this.#ids.map((id) => this.#rows.get(id) as Row);
  }

  /** The next id that was never used here, not even by a row erased since. */
  nextId(): number {
    return this.#highest + 1;
  }

  /** Makes sure that ids up to `id` are never given out again. */
  reserve(id: number): void {
    if (id > this.#highest) this.#highest = id;
  }

  put(row: Row): void {
    const before = this.#rows.get(row.id);
    if (before === undefined) this.#insertId(row.id);
    this.#rows.set(row.id, row);
    this.#reindex(before, row);
    this.#version += 1;
  }

  remove(id: number): void {
    const before = this.#rows.get(id);
    if (before === undefined) return;
    this.#rows.delete(id);
    this.#ids.splice(position(this.#ids, id), 1);
    this.#reindex(before, undefined);
    this.#version += 1;
  }

  /** Declares a look-up: `keysOf` gives the keys by which a row is found. */
  addIndex(name: string, keysOf: (row: Row) => readonly IndexKey[]): void {
    this.#indexes.set(name, { keysOf, ids: null });
  }

  /** The rows with this key in a declared look-up, in the order in which they were written. */
  find(name: string, key: IndexKey): Row[] {
    const index = this.#indexes.get(name);
    if (index === undefined) throw new Error(`no such index: ${name}`);
    if (index.ids === null) {
      index.ids = new Map();
      for (const row of this.#rows.values()) addTo(index.ids, index.keysOf(row), row.id);
    }
    return (index.ids.get(key) ?? []).map((id) => this.#rows.get(id) as Row);
  }

  #insertId(id: number): void {
    this.reserve(id);
    const last = this.#ids.at(-1);
    if (last === undefined || last < id) this.#ids.push(id);
    else this.#ids.splice(position(this.#ids, id), 0, id);
  }

  #reindex(before: Row | undefined, after: Row | undefined): void {
    for (const { keysOf, ids } of this.#indexes.values()) {
      if (ids === null) continue;
      const gone = before === undefined ? [] : keysOf(before);
      const come = after === undefined ? [] : keysOf(after);
      if (gone.length === come.length && gone.every((key, at) => key === come[at])) continue;
      if (before !== undefined) removeFrom(ids, gone, before.id);
      if (after !== undefined) addTo(ids, come, after.id);
    }
  }
}

function removeFrom(ids: Map<IndexKey, number[]>, keys: readonly IndexKey[], id: number): void {
  for (const key of keys) {
    const list = (ids.get(key) ?? []).filter((other) => other !== id);
    if (list.length > 0) ids.set(key, list);
    else ids.delete(key);
  }
}

function addTo(ids: Map<IndexKey, number[]>, keys: readonly IndexKey[], id: number): void {
  for (const key of new Set(keys)) {
    const list = ids.get(key);
    if (list === undefined) ids.set(key, [id]);
    else list.push(id);
  }
}
