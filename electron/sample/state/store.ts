import type { Persistence, Write } from './journal.ts';
import { TABLES, type Row, type TableName } from './row.ts';
import { Table } from './table.ts';

/** A row that was written, as it was before and is now; null where it was not there. */
export interface Written {
  readonly table: TableName;
  readonly id: number;
  readonly before: Row | null;
  readonly after: Row | null;
}

/** All tables of a workspace. Writes happen inside `transact`: all of a request's, or none. */
export class Store {
  readonly #tables: Readonly<Record<TableName, Table>>;
  readonly #persistence: Persistence;
  #open: { readonly undo: Write[]; readonly writes: Write[] } | null = null;
  #observer: ((written: readonly Written[]) => void) | null = null;

  constructor(persistence: Persistence) {
    this.#persistence = persistence;
    this.#tables = Object.fromEntries(TABLES.map((name) => [name, new Table()])) as Record<TableName, Table>;
  }

  table(name: TableName): Table {
    return this.#tables[name];
  }

  get(table: TableName, id: number): Row | undefined {
    return this.#tables[table].get(id);
  }

  /** Fills a table before the first request; such rows are made again at each start, and so are not journalled. */
  seed(table: TableName, rows: Iterable<Row>): void {
    for (const row of rows) this.#tables[table].put(row);
  }

  /** Applies what earlier starts wrote. */
  replay(): void {
    for (const { table, id, row } of this.#persistence.replay()) this.#apply(table, id, row);
  }

  put(table: TableName, row: Row): void {
    this.#write({ table, id: row.id, row });
  }

  /** Puts a new row under the table's next id, and gives it back. */
  add(table: TableName, values: Readonly<Record<string, unknown>>): Row {
    const row: Row = { ...values, id: this.#tables[table].nextId() };
    this.put(table, row);
    return row;
  }

  /** Tells of the writes of each unit that was kept, in order. */
  observe(observer: (written: readonly Written[]) => void): void {
    this.#observer = observer;
  }

  /** Changes some keys of a row; gives the new row. */
  patch(table: TableName, row: Row, changes: Readonly<Record<string, unknown>>): Row {
    const next: Row = { ...row, ...changes, id: row.id };
    this.put(table, next);
    return next;
  }

  /** Erases a row for good. */
  erase(table: TableName, id: number): void {
    this.#write({ table, id, row: null });
  }

  /**
   * Runs `work` as one unit: when it throws, everything it wrote is undone; else the writes are journalled as one line.
   * Not for nesting, and `work` must not wait for anything.
   */
  transact<T>(work: () => T): T {
    if (this.#open !== null) throw new Error('a transaction is open already');
    this.#open = { undo: [], writes: [] };
    const { undo, writes } = this.#open;
    try {
      const result = work();
      if (writes.length > 0) this.#persistence.append(writes);
      if (writes.length > 0) this.#tell(undo, writes);
      return result;
    } catch (error) {
      for (const { table, id, row } of undo.reverse()) this.#apply(table, id, row);
      throw error;
    } finally {
      this.#open = null;
    }
  }

  /** Runs a part of a transaction; when it throws, what this part wrote is undone and the rest stands. */
  attempt<T>(work: () => T): T {
    if (this.#open === null) throw new Error('no transaction is open');
    const { undo, writes } = this.#open;
    const [undoLength, writesLength] = [undo.length, writes.length];
    try {
      return work();
    } catch (error) {
      for (const { table, id, row } of undo.splice(undoLength).reverse()) this.#apply(table, id, row);
      writes.length = writesLength;
      throw error;
    }
  }

  #tell(undo: readonly Write[], writes: readonly Write[]): void {
    this.#observer?.(
      writes.map(({ table, id, row }, at) => ({ table, id, before: undo[at]?.row ?? null, after: row })),
    );
  }

  #write(write: Write): void {
    if (this.#open === null) throw new Error('a write outside a transaction');
    const before = this.#tables[write.table].get(write.id) ?? null;
    this.#open.undo.push({ table: write.table, id: write.id, row: before });
    this.#open.writes.push(write);
    this.#apply(write.table, write.id, write.row);
  }

  #apply(table: TableName, id: number, row: Row | null): void {
    if (row === null) {
      this.#tables[table].remove(id);
      this.#tables[table].reserve(id);
    } else {
      this.#tables[table].put(row);
    }
  }
}
