import type { Column, ReferenceTarget } from '../../../shared/entities/column.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';
import { grown, resized } from '../typed/grow.ts';
import type { Saved, SavedReader } from '../typed/saved.ts';
import { FoldedPool } from './folded-pool.ts';
import { MoneyPool } from './money-pool.ts';
import { NumberPool } from './number-pool.ts';
import { SortedCodes } from './sorted-codes.ts';
import { sortTexts } from './sort-texts.ts';
import { TextPool } from './text-pool.ts';

/** Between the words of a `tags` value in its pool. */
const TAG_END = '\0';

/** What the index keeps of one column: a double a row, or the code of a distinct value a row (0: none). */
export type ColumnData = NumberData | TextData | MoneyData | ReferenceData | ReferencesData;

interface Rows {
  readonly key: string;
  /** Makes sure that there is a place for each of the first `rows` rows; those that were never set have no value. */
  reach(rows: number): void;
  /** Reads the row's value from its record. */
  set(row: number, record: RawRecord): void;
  /** Gives back the room kept for growth beyond `rows`. */
  trim(rows: number): void;
  /** What it holds of the first `rows` rows. */
  save(rows: number): Saved;
  /** Holds what was saved of a column of the same type, and nothing else any more. Throws where that was of another. */
  load(saved: SavedReader): void;
}

/** Numbers and instants; NaN is "none". */
export interface NumberData extends Rows {
  readonly type: 'number' | 'instant';
  values(): Float64Array;
}

/** Texts, days (which order as texts), and tags, whose words are joined. */
export interface TextData extends Rows {
  readonly type: 'text' | 'day' | 'tags';
  codes(): Uint32Array;
  readonly pool: FoldedPool;
  readonly sorted: SortedCodes;
}

export interface MoneyData extends Rows {
  readonly type: 'money';
  codes(): Uint32Array;
  readonly pool: MoneyPool;
  readonly sorted: SortedCodes;
}

/** Ids of something else; how they order depends on the names shown for them. */
export interface ReferenceData extends Rows {
  readonly type: 'reference';
  readonly target: ReferenceTarget;
  codes(): Uint32Array;
  readonly pool: NumberPool;
}

/** Lists of ids of something else, each list joined to one text. */
export interface ReferencesData extends Rows {
  readonly type: 'references';
  readonly target: ReferenceTarget;
  codes(): Uint32Array;
  readonly pool: TextPool;
}

/**
 * Makes the empty data of a column.
 * @param sparse whether rows without a value take no place until one behind them has one; then `reach` goes before reading
 */
export function createColumnData(column: Column, sparse = false): ColumnData {
  switch (column.type) {
    case 'number':
    case 'instant':
      return numberData(column.key, column.type, (record) => column.read(record), sparse);
    case 'text':
    case 'day':
      return textData(column.key, column.type, (record) => column.read(record), sparse);
    case 'tags':
      return textData(column.key, 'tags', (record) => joinTags(column.read(record)), sparse);
    case 'money': {
      const pool = new MoneyPool();
      const sorted = new SortedCodes(pool);
      const rows = codedRows(pool, (record) => column.read(record), sparse, sorted);
      return { key: column.key, type: 'money', pool, sorted, ...rows };
    }
    case 'reference': {
      const pool = new NumberPool();
      const rows = codedRows(pool, (record) => column.read(record), sparse);
      return { key: column.key, type: 'reference', target: column.target, pool, ...rows };
    }
    case 'references': {
      const pool = new TextPool();
      const read = (record: RawRecord): string | null => column.read(record).join(' ') || null;
      const rows = codedRows(pool, read, sparse);
      return { key: column.key, type: 'references', target: column.target, pool, ...rows };
    }
  }
}

/** The words of a `tags` value. */
export function splitTags(joined: string): string[] {
  return joined.split(TAG_END);
}

/** The ids of a `references` value, at least one. */
export function splitIds(joined: string): number[] {
  return joined.split(' ').map(Number);
}

function joinTags(tags: readonly string[]): string | null {
  return tags.length === 0 ? null : tags.join(TAG_END);
}

function textData(
  key: string,
  type: TextData['type'],
  read: (record: RawRecord) => string | null,
  sparse: boolean,
): TextData {
  const pool = new FoldedPool();
  const sorted = new SortedCodes(pool, (codes) => sortTexts(pool, codes));
  return { key, type, pool, sorted, ...codedRows(pool, read, sparse, sorted) };
}

function numberData(
  key: string,
  type: NumberData['type'],
  read: (record: RawRecord) => number | null,
  sparse: boolean,
): NumberData {
  let values = new Float64Array(0);
  const reach = (rows: number): void => {
    const before = values.length;
    values = grown(values, rows);
    if (values.length > before) values.fill(NaN, before);
  };
  return {
    key,
    type,
    values: () => values,
    reach,
    set(row, record) {
      const value = read(record);
      if (sparse && value === null && row >= values.length) return;
      reach(row + 1);
      values[row] = value ?? NaN;
    },
    trim(rows) {
      if (values.length > rows) values = resized(values, rows);
    },
    save: (rows) => ({ values: values.subarray(0, rows) }),
    load(saved) {
      values = saved.floats('values');
    },
  };
}

function codedRows<V>(
  pool: { intern(value: V): number; trim(): void; save(): Saved; load(saved: SavedReader): void },
  read: (record: RawRecord) => V | null,
  sparse: boolean,
  sorted: SortedCodes | null = null,
): Omit<Rows, 'key'> & { codes(): Uint32Array } {
  let codes = new Uint32Array(0);
  const reach = (rows: number): void => {
    codes = grown(codes, rows);
  };
  return {
    codes: () => codes,
    reach,
    set(row, record) {
      const value = read(record);
      if (sparse && value === null && row >= codes.length) return;
      reach(row + 1);
      codes[row] = value === null ? 0 : pool.intern(value);
    },
    trim(rows) {
      if (codes.length > rows) codes = resized(codes, rows);
      pool.trim();
    },
    save: (rows) => ({
      codes: codes.subarray(0, rows),
      pool: pool.save(),
      ...(sorted && { sorted: sorted.save() }),
    }),
    load(saved) {
      codes = saved.words('codes');
      pool.load(saved.part('pool'));
      sorted?.load(saved.part('sorted'));
    },
  };
}
