import type { Column, ReferenceTarget } from '../../../shared/entities/column.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';
import { grown, resized } from '../typed/grow.ts';
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
  /** Reads the row's value from its record. */
  set(row: number, record: RawRecord): void;
  /** Gives back the room kept for growth beyond `rows`. */
  trim(rows: number): void;
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

/** Makes the empty data of a column. */
export function createColumnData(column: Column): ColumnData {
  switch (column.type) {
    case 'number':
    case 'instant':
      return numberData(column.key, column.type, (record) => column.read(record));
    case 'text':
    case 'day':
      return textData(column.key, column.type, (record) => column.read(record));
    case 'tags':
      return textData(column.key, 'tags', (record) => joinTags(column.read(record)));
    case 'money': {
      const pool = new MoneyPool();
      const rows = codedRows(pool, (record) => column.read(record));
      return { key: column.key, type: 'money', pool, sorted: new SortedCodes(pool), ...rows };
    }
    case 'reference': {
      const pool = new NumberPool();
      const rows = codedRows(pool, (record) => column.read(record));
      return { key: column.key, type: 'reference', target: column.target, pool, ...rows };
    }
    case 'references': {
      const pool = new TextPool();
      const rows = codedRows(pool, (record) => {
        const ids = column.read(record);
        return ids.length === 0 ? null : ids.join(' ');
      });
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

function textData(key: string, type: TextData['type'], read: (record: RawRecord) => string | null): TextData {
  const pool = new FoldedPool();
  const sorted = new SortedCodes(pool, (codes) => sortTexts(pool, codes));
  return { key, type, pool, sorted, ...codedRows(pool, read) };
}

function numberData(
  key: string,
  type: NumberData['type'],
  read: (record: RawRecord) => number | null,
): NumberData {
  let values = new Float64Array(0);
  return {
    key,
    type,
    values: () => values,
    set(row, record) {
      values = grown(values, row + 1);
      values[row] = read(record) ?? NaN;
    },
    trim(rows) {
      values = resized(values, rows);
    },
  };
}

function codedRows<V>(
  pool: { intern(value: V): number; trim(): void },
  read: (record: RawRecord) => V | null,
): { codes(): Uint32Array; set(row: number, record: RawRecord): void; trim(rows: number): void } {
  let codes = new Uint32Array(0);
  return {
    codes: () => codes,
    set(row, record) {
      const value = read(record);
      codes = grown(codes, row + 1);
      codes[row] = value === null ? 0 : pool.intern(value);
    },
    trim(rows) {
      codes = resized(codes, rows);
      pool.trim();
    },
  };
}
