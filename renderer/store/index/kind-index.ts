import type { EntityKind } from '../../../shared/entities/entity-kind.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';
import { createColumnData, type ColumnData, type TextData } from '../columns/column-data.ts';
import { NumberPool } from '../columns/number-pool.ts';
import { SearchIndex } from '../search/search-index.ts';
import { grown, resized } from '../typed/grow.ts';
import { noSuchColumn } from './filters.ts';
import type { Titles } from './names.ts';

/** Where a record lies on the disk. */
export interface Place {
  readonly chunk: number;
  /** Its place among the records of the chunk. */
  readonly slot: number;
}

/** All that is kept in memory of the records of one kind. Rows are numbered from 0 in order of arrival and keep their number. */
export class KindIndex implements Titles {
  readonly entity: EntityKind;
  readonly columns: readonly ColumnData[];
  readonly search = new SearchIndex();
  /** The column of titles; one of `columns`, or one more that lists do not see. */
  readonly title: TextData;
  titleVersion = 0;
  /** Counts up with each record that is taken in. */
  version = 0;
  private readonly byKey: ReadonlyMap<string, ColumnData>;
  /** Row `r` has code `r + 1`. */
  private readonly pool = new NumberPool();
  private chunks = new Uint32Array(0);
  private slots = new Uint8Array(0);

  constructor(entity: EntityKind) {
    this.entity = entity;
    this.columns = entity.columns.map(createColumnData);
    this.byKey = new Map(this.columns.map((column) => [column.key, column]));
    this.title = this.titleColumn();
  }

  get count(): number {
    return this.pool.size;
  }

  /** The row of an id, or -1. */
  rowOf(id: number): number {
    return this.pool.find(id) - 1;
  }

  idOf(row: number): number {
    return this.pool.values[row + 1]!;
  }

  placeOf(row: number): Place {
    return { chunk: this.chunks[row]!, slot: this.slots[row]! };
  }

  /**
   * The data of a column.
   * @throws AppError `bad-call` when the kind has no such column
   */
  column(key: string): ColumnData {
    const column = this.byKey.get(key);
    if (!column) throw noSuchColumn(key);
    return column;
  }

  /** The shown title of a row; empty when it has none. */
  titleAt(row: number): string {
    const code = this.title.codes()[row]!;
    return code === 0 ? '' : this.title.pool.text(code);
  }

  titleOf(id: number): string | null {
    const row = this.rowOf(id);
    return row < 0 ? null : this.titleAt(row) || null;
  }

  titleRank(id: number): number {
    const row = this.rowOf(id);
    return row < 0 ? 0 : this.title.sorted.current()[this.title.codes()[row]!]!;
  }

  /** Takes in a record, new or changed. */
  put(record: RawRecord & { id: number }, place: Place): void {
    const row = this.pool.intern(record.id) - 1;
    this.place(row, place);
    const before = this.title.codes()[row];
    for (const column of this.columns) column.set(row, record);
    if (!this.byKey.has(this.title.key)) this.title.set(row, record);
    if (this.title.codes()[row] !== before) this.titleVersion++;
    this.search.set(row, this.entity.searchText(record));
    this.version++;
  }

  /** Notes that a record which did not change itself lies elsewhere now. */
  place(row: number, { chunk, slot }: Place): void {
    this.chunks = grown(this.chunks, row + 1);
    this.slots = grown(this.slots, row + 1);
    this.chunks[row] = chunk;
    this.slots[row] = slot;
  }

  /** Gives back the room kept for growth. */
  trim(): void {
    this.pool.trim();
    this.chunks = resized(this.chunks, this.count);
    this.slots = resized(this.slots, this.count);
    for (const column of this.columns) column.trim(this.count);
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
