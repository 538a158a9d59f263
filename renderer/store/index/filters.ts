import { compareAmounts, parseAmount } from '../../../shared/money.ts';
import { AppError, assertNever } from '../../../shared/errors.ts';
import type { Filter } from '../../../shared/store-port.ts';
import {
  splitIds,
  splitTags,
  type ColumnData,
  type MoneyData,
  type NumberData,
  type TextData,
} from '../columns/column-data.ts';
import { fold } from '../text/fold.ts';
import { compareText } from '../text/compare.ts';
import { bitsOf, intersect, invert, setBit, type Bits } from '../typed/bits.ts';
import type { Names } from './names.ts';

type Value = string | number;
type CodedData = Exclude<ColumnData, NumberData>;
/** A condition on a column that says what there must be; the others are the opposite of one of these. */
type ColumnFilter = Exclude<Filter, { op: 'pending' | 'not-in' | 'not-contains' }>;

const encoder = new TextEncoder();

/**
 * The rows that hold all conditions.
 * @param column finds a column by its key
 * @param pending gives the rows with changes that are not on the server yet
 * @returns null when there is no condition
 * @throws AppError `bad-call` for a column that does not exist
 */
export function matchFilters(
  filters: readonly Filter[],
  column: (key: string) => ColumnData,
  pending: () => Bits,
  names: Names,
  count: number,
): Bits | null {
  let all: Bits | null = null;
  for (const filter of filters) {
    const bits = filter.op === 'pending' ? pending() : rowsThatHold(filter, column, names, count);
    if (all) intersect(all, bits);
    else all = bits;
  }
  return all;
}

/** The error for a column that a kind does not have. */
export function noSuchColumn(key: string): AppError {
  return new AppError({ code: 'bad-call', reason: `no such column: ${key}` });
}

function rowsThatHold(
  filter: Exclude<Filter, { op: 'pending' }>,
  column: (key: string) => ColumnData,
  names: Names,
  count: number,
): Bits {
  const data = column(filter.column);
  if (filter.op !== 'not-in' && filter.op !== 'not-contains') return matchFilter(filter, data, names, count);
  const positive: ColumnFilter =
    filter.op === 'not-in' ? { ...filter, op: 'in' } : { ...filter, op: 'contains' };
  const bits = matchFilter(positive, data, names, count);
  invert(bits, count);
  return bits;
}

function matchFilter(filter: ColumnFilter, column: ColumnData, names: Names, count: number): Bits {
  if (!('pool' in column)) {
    const holds = numberTest(filter, column.type);
    const values = column.values();
    const bits = bitsOf(count);
    for (let row = 0; row < count; row++) if (holds(values[row]!)) setBit(bits, row);
    return bits;
  }
  return rowsOfCodes(column.codes(), allowedCodes(filter, column, names), count);
}

/** The rows whose code is allowed, a word of 32 at a time: this is where most of a filter's time goes. */
function rowsOfCodes(codes: Uint32Array, allowed: Uint8Array, count: number): Bits {
  const bits = bitsOf(count);
  for (let word = 0, row = 0; row < count; word++) {
    const end = Math.min(count, row + 32);
    let set = 0;
    for (let bit = 0; row < end; bit++, row++) set |= allowed[codes[row]!]! << bit;
    bits[word] = set;
  }
  return bits;
}

/** The condition on a number; NaN is "none". */
function numberTest(filter: ColumnFilter, type: NumberData['type']): (value: number) => boolean {
  switch (filter.op) {
    case 'empty':
      return (value) => value !== value;
    case 'not-empty':
      return (value) => value === value;
    case 'in': {
      const wanted = new Set(filter.values.map(Number));
      return (value) => value === value && wanted.has(value);
    }
    case 'between': {
      const from = filter.from === null ? -Infinity : Number(filter.from);
      const to = filter.to === null ? Infinity : Number(filter.to);
      return (value) => value >= from && value <= to;
    }
    case 'contains': {
      // The digits of an instant are nothing anybody sees.
      if (type === 'instant') return () => false;
      const text = filter.text.trim();
      return (value) => value === value && String(value).includes(text);
    }
    default:
      return assertNever(filter);
  }
}

/** 1 at each code whose value holds the condition; place 0 is for rows without a value. */
function allowedCodes(filter: ColumnFilter, column: CodedData, names: Names): Uint8Array {
  const { size } = column.pool;
  switch (filter.op) {
    case 'empty':
      return onlyNone(size);
    case 'not-empty':
      return new Uint8Array(size + 1).fill(1, 1);
    case 'in':
      return codesIn(filter.values, column);
    case 'contains':
      return codesContaining(fold(filter.text), column, names);
    case 'between':
      return codesBetween(filter.from, filter.to, column);
    default:
      return assertNever(filter);
  }
}

function onlyNone(size: number): Uint8Array {
  const allowed = new Uint8Array(size + 1);
  allowed[0] = 1;
  return allowed;
}

function testCodes(size: number, holds: (code: number) => boolean): Uint8Array {
  const allowed = new Uint8Array(size + 1);
  for (let code = 1; code <= size; code++) if (holds(code)) allowed[code] = 1;
  return allowed;
}

function codesIn(values: readonly Value[], column: CodedData): Uint8Array {
  switch (column.type) {
    case 'text':
    case 'day':
      return mark(column.pool.size, values, (value) => column.pool.texts.find(String(value)));
    case 'money':
      return mark(column.pool.size, values, (value) => column.pool.texts.find(parseAmount(value) ?? ''));
    case 'reference':
      return mark(column.pool.size, values, (value) => column.pool.find(Number(value)));
    case 'tags': {
      const wanted = new Set(values.map(String));
      return testCodes(column.pool.size, (code) =>
        splitTags(column.pool.text(code)).some((tag) => wanted.has(tag)),
      );
    }
    case 'references': {
      const wanted = new Set(values.map(Number));
      return testCodes(column.pool.size, (code) =>
        splitIds(column.pool.text(code)).some((id) => wanted.has(id)),
      );
    }
  }
}

function mark(size: number, values: readonly Value[], codeOf: (value: Value) => number): Uint8Array {
  const allowed = new Uint8Array(size + 1);
  for (const value of values) allowed[codeOf(value)] = 1;
  // Code 0 came from values that are nowhere.
  allowed[0] = 0;
  return allowed;
}

function codesContaining(needle: string, column: CodedData, names: Names): Uint8Array {
  const { size } = column.pool;
  if (needle === '') return new Uint8Array(size + 1).fill(1, 1);
  switch (column.type) {
    case 'text':
    case 'day':
      return column.pool.containing(encoder.encode(needle));
    case 'tags':
      return testCodes(size, (code) =>
        splitTags(column.pool.text(code)).some((tag) => fold(tag).includes(needle)),
      );
    case 'money':
      return testCodes(size, (code) => column.pool.text(code).includes(needle));
    case 'reference':
      return testCodes(size, (code) => {
        const label = names.label(column.target, column.pool.values[code]!);
        return label !== null && fold(label).includes(needle);
      });
    case 'references':
      return testCodes(size, (code) =>
        splitIds(column.pool.text(code)).some((id) => {
          const label = names.label(column.target, id);
          return label !== null && fold(label).includes(needle);
        }),
      );
  }
}

function codesBetween(from: Value | null, to: Value | null, column: CodedData): Uint8Array {
  const { size } = column.pool;
  switch (column.type) {
    case 'text':
    case 'day':
      return ranksBetween(column, from, to, (code, end) => compareFolded(column.pool.text(code), end));
    case 'money':
      return ranksBetween(column, parseAmount(from), parseAmount(to), (code, end) =>
        compareAmounts(column.pool.text(code), end),
      );
    case 'reference':
      return testCodes(size, (code) => {
        const id = column.pool.values[code]!;
        return isBetween(id, from, to);
      });
    case 'references':
      return testCodes(size, (code) =>
        splitIds(column.pool.text(code)).some((id) => isBetween(id, from, to)),
      );
    case 'tags':
      return testCodes(size, (code) =>
        splitTags(column.pool.text(code)).some(
          (tag) =>
            (from === null || compareFolded(tag, from) >= 0) && (to === null || compareFolded(tag, to) <= 0),
        ),
      );
  }
}

function isBetween(id: number, from: Value | null, to: Value | null): boolean {
  return (from === null || id >= Number(from)) && (to === null || id <= Number(to));
}

/** Compares without regard to case or accents, so that "between a and b" holds `B` too. */
function compareFolded(text: string, end: Value): number {
  return compareText(fold(text), fold(String(end)));
}

/** The codes from one end to the other; `compare` says where a code stands to an end. */
function ranksBetween<E extends Value>(
  { pool, sorted }: TextData | MoneyData,
  from: E | null,
  to: E | null,
  compare: (code: number, end: E) => number,
): Uint8Array {
  const ranks = sorted.current();
  const low = from === null ? 0 : sorted.range((code) => compare(code, from)).from;
  const high = to === null ? pool.size + 1 : sorted.range((code) => compare(code, to)).to;
  return testCodes(pool.size, (code) => ranks[code]! >= low && ranks[code]! < high);
}
