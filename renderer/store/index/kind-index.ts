import type { Column } from '../../../shared/entities/column.ts';
import { CUSTOM_PREFIX } from '../../../shared/entities/custom-columns.ts';
import type { RecordDefinition } from '../../../shared/entities/entity-kind.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';
import { createColumnData, type ColumnData, type TextData } from '../columns/column-data.ts';
import { NumberPool } from '../columns/number-pool.ts';
import { SearchIndex } from '../search/search-index.ts';
import { allRows, bitsOf, clearBit, hasBit, rowsOf, setBit, type Bits } from '../typed/bits.ts';
import { grown, resized } from '../typed/grow.ts';
import type { Saved, SavedReader } from '../typed/saved.ts';
import { noSuchColumn } from './filters.ts';
import type { Titles } from './names.ts';

/** Where the base of a record lies on the disk. */
export interface Place {
  /** Counted from 1. */
  readonly chunk: number;
  /** Its place among the records of the chunk. */
  readonly slot: number;
}

/** A column of one of the account's own fields. */
interface OwnColumn {
  readonly definition: Column;
  readonly data: ColumnData;
  /** Whether it holds what all records say. */
  readonly filled: boolean;
}

/**
 * All that is kept in memory of the records of one kind: their views, and where their bases lie. Rows are numbered from 0 in order of arrival and keep their number, also
 * when their record is hidden (deleted here) or gone; no answer holds such a row.
 */
export class KindIndex implements Titles {
  readonly entity: RecordDefinition;
  /** The columns of every account, before those of the account's own fields. */
  readonly columns: readonly ColumnData[];
  readonly search = new SearchIndex();
  /** The column of titles; one of `columns`, or one more that lists do not see. */
  readonly title: TextData;
  titleVersion = 0;
  /** Counts up with each record that is taken in. */
  version = 0;
  private readonly byKey: ReadonlyMap<string, ColumnData>;
  /** The columns of the account's own fields. */
  private own: readonly OwnColumn[] = [];
  /** Row `r` has code `r + 1`. */
  private readonly pool = new NumberPool();
  private chunks = new Uint32Array(0);
  private slots = new Uint8Array(0);
  /** The rows that are not shown; may be shorter than there are rows. */
  private hidden: Bits = bitsOf(0);
  private hiddenCount = 0;

  constructor(entity: RecordDefinition) {
    this.entity = entity;
    this.columns = entity.columns.map((column) => createColumnData(column));
    this.byKey = new Map(this.columns.map((column) => [column.key, column]));
    this.title = this.titleColumn();
  }

  /** How many records are shown. */
  get count(): number {
    return this.pool.size - this.hiddenCount;
  }

  /** How many rows there are, hidden ones among them. */
  get size(): number {
    return this.pool.size;
  }

  /** The row of an id, hidden or not, or -1. */
  rowOf(id: number): number {
    return this.pool.find(id) - 1;
  }

  idOf(row: number): number {
    return this.pool.values[row + 1]!;
  }

  /** Where the base of a row lies; null where the server knows none. */
  placeOf(row: number): Place | null {
    const chunk = this.chunks[row]!;
    return chunk === 0 ? null : { chunk, slot: this.slots[row]! };
  }

  /** The ids of records that the server knows, above `after` and up to `upTo`, ascending. */
  idsWithBase(after: number, upTo: number): number[] {
    const ids: number[] = [];
    for (let row = 0; row < this.size; row++) {
      const id = this.idOf(row);
      if (this.chunks[row] !== 0 && id > after && id <= upTo) ids.push(id);
    }
    return ids.sort((a, b) => a - b);
  }

  isShown(row: number): boolean {
    return this.hiddenCount === 0 || row >>> 5 >= this.hidden.length || !hasBit(this.hidden, row);
  }

  /** Takes the hidden rows out of a set. */
  withoutHidden(rows: Bits): Bits {
    if (this.hiddenCount === 0) return rows;
    const words = Math.min(rows.length, this.hidden.length);
    for (let word = 0; word < words; word++) rows[word]! &= ~this.hidden[word]!;
    return rows;
  }

  /** All rows that are shown, ascending. */
  shownRows(): Uint32Array<ArrayBuffer> {
    if (this.hiddenCount === 0) return allRows(this.size);
    const rows = bitsOf(this.size).fill(0xffffffff);
    if (this.size % 32 > 0) rows[rows.length - 1] = 2 ** (this.size % 32) - 1;
    return rowsOf(this.withoutHidden(rows));
  }

  /** What lists of this account can show: the columns of every account, then those of its own fields. */
  get definitions(): readonly Column[] {
    return [...this.entity.columns, ...this.own.map(({ definition }) => definition)];
  }

  /** Which columns of its own the account has here, as text. */
  ownKey(): string {
    return JSON.stringify(this.own.map(({ definition }) => definition));
  }

  /** An empty index of the same kind, with the same columns. */
  emptied(): KindIndex {
    const index = new KindIndex(this.entity);
    index.setOwn(this.own.map(({ definition }) => definition));
    return index;
  }

  /** The data of all columns of the account's own fields. */
  get ownData(): readonly ColumnData[] {
    return this.own.map(({ data }) => data);
  }

  /**
   * Says which fields of its own the account has. Columns that are new are empty until `fill` has gone through all records.
   */
  setOwn(columns: readonly Column[]): void {
    const known = new Map(this.own.map((each) => [each.data.key, each]));
    this.own = columns.map((definition) => {
      const kept = known.get(definition.key);
      if (kept?.definition.type === definition.type) return kept;
      return { definition, data: createColumnData(definition, true), filled: this.size === 0 };
    });
    this.version++;
  }

  /** The columns that do not hold what all records say. */
  unfilled(): readonly ColumnData[] {
    return this.own.flatMap(({ data, filled }) => (filled ? [] : [data]));
  }

  /** Reads the columns of the account's own fields out of the view of a record that is in the index. */
  fill(row: number, record: RawRecord): void {
    for (const { data, filled } of this.own) if (!filled) data.set(row, record);
    this.version++;
  }

  /** Notes that columns hold what all records say. */
  filled(columns: readonly ColumnData[]): void {
    this.own = this.own.map((each) => (columns.includes(each.data) ? { ...each, filled: true } : each));
  }

  /** The numbers of the chunks in which the bases of these records lie, ascending. */
  chunkNumbers(): number[] {
    const numbers = new Set(this.chunks.subarray(0, this.size));
    numbers.delete(0);
    return [...numbers].sort((a, b) => a - b);
  }

  /** Whether the base of any of these records lies in a chunk. */
  hasChunk(n: number): boolean {
    return this.chunks.subarray(0, this.size).includes(n);
  }

  /**
   * The data of a column. A field that the account does not have, or not any more, is empty: views of lists outlive fields.
   * @throws AppError `bad-call` when the kind has no such column
   */
  column(key: string): ColumnData {
    const column = this.byKey.get(key) ?? this.own.find(({ data }) => data.key === key)?.data;
    if (!column && !key.startsWith(CUSTOM_PREFIX)) throw noSuchColumn(key);
    const data = column ?? createColumnData({ key, type: 'text', read: () => null }, true);
    data.reach(this.size);
    return data;
  }

  /** The shown title of a row; empty when it has none. */
  titleAt(row: number): string {
    const code = this.title.codes()[row]!;
    return code === 0 ? '' : this.title.pool.text(code);
  }

  titleOf(id: number): string | null {
    const row = this.rowOf(id);
    return row < 0 || !this.isShown(row) ? null : this.titleAt(row) || null;
  }

  titleRank(id: number): number {
    const row = this.rowOf(id);
    return row < 0 || !this.isShown(row) ? 0 : this.title.sorted.current()[this.title.codes()[row]!]!;
  }

  /**
   * Takes in the view of a record, new or changed, and shows it.
   * @param place where its base lies; null where it has none
   */
  put(record: RawRecord & { id: number }, place: Place | null): void {
    const row = this.pool.intern(record.id) - 1;
    this.place(row, place);
    this.show(row);
    const before = this.title.codes()[row];
    for (const column of this.columns) column.set(row, record);
    for (const { data } of this.own) data.set(row, record);
    if (!this.byKey.has(this.title.key)) this.title.set(row, record);
    if (this.title.codes()[row] !== before) this.titleVersion++;
    this.search.set(row, this.entity.searchText(record));
    this.version++;
  }

  /** Notes that a record which did not change itself lies elsewhere now. */
  place(row: number, place: Place | null): void {
    this.chunks = grown(this.chunks, row + 1);
    this.slots = grown(this.slots, row + 1);
    this.chunks[row] = place?.chunk ?? 0;
    this.slots[row] = place?.slot ?? 0;
    this.version++;
  }

  /** Leaves out of all answers what does not lie in one of these chunks, until it is put again. */
  hideBut(chunks: ReadonlySet<number>): void {
    for (let row = 0; row < this.size; row++) {
      if (chunks.has(this.chunks[row]!)) continue;
      this.place(row, null);
      this.hide(row);
    }
  }

  /** Leaves a row out of all answers until its record is put again. */
  hide(row: number): void {
    if (!this.isShown(row)) return;
    if (row >>> 5 >= this.hidden.length) this.hidden = resized(this.hidden, bitsOf(this.size).length);
    setBit(this.hidden, row);
    this.hiddenCount++;
    this.titleVersion++;
    this.search.set(row, []);
    this.version++;
  }

  private show(row: number): void {
    if (this.isShown(row)) return;
    clearBit(this.hidden, row);
    this.hiddenCount--;
    this.titleVersion++;
  }

  /** Whether lists know a column. */
  hasColumn(key: string): boolean {
    return this.byKey.has(key);
  }

  /** All of it, for another start; null while it is not settled: words wait to become part of the search, or columns to be filled. */
  save(): Saved | null {
    const search = this.search.save();
    if (search === null || this.own.some(({ filled }) => !filled)) return null;
    return {
      pool: this.pool.save(),
      chunks: this.chunks.subarray(0, this.size),
      slots: this.slots.subarray(0, this.size),
      hidden: this.hidden,
      hiddenCount: this.hiddenCount,
      columns: this.allColumns().map((column) => column.save(this.size)),
      search,
    };
  }

  /**
   * Holds what was saved of an index with the same columns in the same order.
   * Throws, and is of no use afterwards, where that was not so.
   */
  load(saved: SavedReader): void {
    this.pool.load(saved.part('pool'));
    this.chunks = saved.words('chunks');
    this.slots = saved.bytes('slots');
    this.hidden = saved.words('hidden');
    this.hiddenCount = saved.number('hiddenCount');
    const columns = saved.parts('columns');
    this.allColumns().forEach((column, at) => column.load(columns[at]!));
    this.search.load(saved.part('search'));
    this.titleVersion++;
    this.version++;
  }

  /** Every column, that of the titles too. */
  private allColumns(): readonly ColumnData[] {
    const { columns, title } = this;
    return [...columns, ...(this.byKey.has(title.key) ? [] : [title]), ...this.ownData];
  }

  /** The last chunk in which bases lie, and how many; null where there is none. */
  tail(): { readonly n: number; readonly count: number } | null {
    let n = 0;
    let count = 0;
    for (let row = 0; row < this.size; row++) {
      const chunk = this.chunks[row]!;
      if (chunk > n) [n, count] = [chunk, 1];
      else if (chunk === n && n > 0) count++;
    }
    return n === 0 ? null : { n, count };
  }

  /** Gives back the room kept for growth. */
  trim(): void {
    this.pool.trim();
    this.chunks = resized(this.chunks, this.size);
    this.slots = resized(this.slots, this.size);
    for (const column of this.columns) column.trim(this.size);
    for (const { data } of this.own) data.trim(this.size);
  }

  private titleColumn(): TextData {
    const { entity } = this;
    const shown = entity.columns.find((column) => column.type === 'text' && column.read === entity.title);
    const data = shown && this.byKey.get(shown.key);
    if (data?.type === 'text') return data;
    return createColumnData({
      key: '\0title',
      type: 'text',
      read: (record) => entity.title(record),
    }) as TextData;
  }
}
