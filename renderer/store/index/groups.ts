import type { Group, GroupsValue } from '../../../shared/store-port.ts';
import { compareAmounts } from '../../../shared/money.ts';
import { splitIds, splitTags, type ColumnData } from '../columns/column-data.ts';
import { compareText } from '../text/compare.ts';
import type { Names } from './names.ts';
import { summed, Sums, sumsOver } from './sums.ts';

type Key = string | number;
export type Unit = 'day' | 'month' | null;

/** More groups than this are no chart and no board; the largest are kept. */
const GROUPS_MAX = 1000;

/** The groups that rows fall into, numbered from 0 as they are met; 0 is for rows without a value. */
interface Grouping {
  readonly keys: readonly (Key | null)[];
  /** The groups of a row: one, or several where a record holds several values. */
  groupsAt(row: number): number | readonly number[];
}

/**
 * Counts and adds up rows by the values of a column.
 * @throws AppError `bad-call` for sums of columns whose values are no amounts
 */
export function groupRows(
  rows: Uint32Array,
  { by, unit, sums }: { readonly by: ColumnData; readonly unit: Unit; readonly sums: readonly ColumnData[] },
  names: Names,
): GroupsValue {
  const grouping = groupingOf(by, unit, rows);
  const size = grouping.keys.length;
  const counts = new Float64Array(size);
  const totals = sums.map((column) => ({ key: column.key, sum: new Sums(summed(column), size) }));
  const add = (group: number, row: number): void => {
    counts[group]!++;
    for (const { sum } of totals) sum.add(group, row);
  };
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    const groups = grouping.groupsAt(row);
    if (typeof groups === 'number') add(groups, row);
    else for (const group of groups) add(group, row);
  }
  const found = [...grouping.keys.keys()].filter((group) => counts[group]! > 0);
  const kept =
    found.length > GROUPS_MAX
      ? found.sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, GROUPS_MAX)
      : found;
  const groups = kept.map((group): Group => {
    const key = grouping.keys[group]!;
    return {
      key,
      name: nameOf(by, key, names),
      count: counts[group]!,
      sums: Object.fromEntries(totals.map(({ key: column, sum }) => [column, sum.text(group)])),
    };
  });
  return {
    type: 'groups',
    total: rows.length,
    groups: groups.sort(orderOf(by, unit)),
    more: found.length - kept.length,
    sums: sumsOver(sums, rows),
  };
}

function nameOf(column: ColumnData, key: Key | null, names: Names): string | null {
  if (key === null) return null;
  if (column.type !== 'reference' && column.type !== 'references') return String(key);
  return names.label(column.target, Number(key));
}

/** As a list sorts the column: what has no name behind what has one, and no value last. */
function orderOf(column: ColumnData, unit: Unit): (a: Group, b: Group) => number {
  const compare = compareKeys(column, unit);
  return (a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    if (a.name === null || b.name === null)
      return Number(a.name === null) - Number(b.name === null) || Number(a.key) - Number(b.key);
    return compare(a, b);
  };
}

function compareKeys(column: ColumnData, unit: Unit): (a: Group, b: Group) => number {
  switch (column.type) {
    case 'number':
      return (a, b) => Number(a.key) - Number(b.key);
    case 'instant':
      if (unit === null) return (a, b) => Number(a.key) - Number(b.key);
      return (a, b) => compareText(String(a.key), String(b.key));
    case 'money':
      return (a, b) => compareAmounts(String(a.key), String(b.key));
    case 'reference':
    case 'references':
      return (a, b) => compareText(a.name ?? '', b.name ?? '') || Number(a.key) - Number(b.key);
    case 'text':
    case 'day':
    case 'tags':
      return (a, b) => compareText(String(a.key), String(b.key));
  }
}

/** Gives each key a number. */
class Keys {
  readonly list: (Key | null)[] = [null];
  private readonly numbers = new Map<Key, number>();

  numberOf(key: Key): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.list.push(key) - 1;
    this.numbers.set(key, number);
    return number;
  }
}

function groupingOf(column: ColumnData, unit: Unit, rows: Uint32Array): Grouping {
  const keys = new Keys();
  if (!('pool' in column)) {
    const values = column.values();
    const keyOf = column.type === 'instant' && unit !== null ? calendarKey(unit) : (value: number) => value;
    // The number of each row's group, so that all are known before anything is added up.
    const groups = new Map<number, number>();
    for (const row of rows) {
      const value = values[row]!;
      if (value === value && !groups.has(value)) groups.set(value, keys.numberOf(keyOf(value)));
    }
    return { keys: keys.list, groupsAt: (row) => groups.get(values[row]!) ?? 0 };
  }
  const codes = column.codes();
  const byCode: (number | readonly number[])[] = [0];
  const used = new Uint8Array(column.pool.size + 1);
  for (const row of rows) used[codes[row]!] = 1;
  for (let code = 1; code <= column.pool.size; code++)
    byCode.push(used[code] === 0 ? 0 : groupsOfCode(column, code, unit, keys));
  return { keys: keys.list, groupsAt: (row) => byCode[codes[row]!]! };
}

function groupsOfCode(
  column: Extract<ColumnData, { pool: unknown }>,
  code: number,
  unit: Unit,
  keys: Keys,
): number | readonly number[] {
  switch (column.type) {
    case 'text':
    case 'money':
      return keys.numberOf(column.pool.text(code));
    case 'day': {
      const day = column.pool.text(code);
      return keys.numberOf(unit === 'month' ? day.slice(0, 'YYYY-MM'.length) : day);
    }
    case 'reference':
      return keys.numberOf(column.pool.values[code]!);
    case 'tags':
      return several(splitTags(column.pool.text(code)), keys);
    case 'references':
      return several(splitIds(column.pool.text(code)), keys);
  }
}

function several(values: readonly Key[], keys: Keys): readonly number[] {
  return [...new Set(values)].map((value) => keys.numberOf(value));
}

/** The day or the month of an instant in the zone of this device. */
function calendarKey(unit: 'day' | 'month'): (instant: number) => string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return (instant) => {
    const date = new Date(instant);
    const month = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}`;
    return unit === 'month' ? month : `${month}-${two(date.getDate())}`;
  };
}
