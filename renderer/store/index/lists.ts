import type { Cell, ListSpec, ListValue, Row } from '../../../shared/store-port.ts';
import { splitTags, type ColumnData } from '../columns/column-data.ts';
import { parseQuery } from '../search/query.ts';
import { allRows, intersect, rowsOf, type Bits } from '../typed/bits.ts';
import { matchFilters } from './filters.ts';
import type { KindIndex } from './kind-index.ts';
import type { MemoryIndex } from './memory-index.ts';
import type { Names } from './names.ts';
import { selectRows } from './select.ts';
import { sortKeys } from './sort-keys.ts';

/**
 * Answers a list from the memory index alone.
 * @throws AppError `bad-call` when it names a column that the kind does not have
 */
export function queryList(index: MemoryIndex, spec: ListSpec): ListValue {
  const kind = index.of(spec.kind);
  const matches = matchRows(kind, index.names, spec);
  const columns = spec.columns.map((key) => kind.column(key));
  const candidates = matches ? rowsOf(matches) : allRows(kind.count);
  const rows = selectRows(candidates, sortKeys(kind, index.names, spec.sorts), spec.offset, spec.limit);
  return {
    type: 'list',
    total: candidates.length,
    all: kind.count,
    offset: spec.offset,
    rows: rows.map((row) => readRow(kind, index.names, columns, row)),
  };
}

/** The rows that hold the list's filters and have its words; null for all. */
function matchRows(kind: KindIndex, names: Names, { filters, text }: ListSpec): Bits | null {
  const filtered = matchFilters(filters, (key) => kind.column(key), names, kind.count);
  const terms = parseQuery(text);
  if (terms.length === 0) return filtered;
  const found = kind.search.find(terms, kind.count);
  if (filtered) intersect(found, filtered);
  return found;
}

function readRow(kind: KindIndex, names: Names, columns: readonly ColumnData[], row: number): Row {
  const cells: Row['cells'] = {};
  for (const column of columns) cells[column.key] = readCell(column, names, row);
  return { id: kind.idOf(row), title: kind.titleAt(row), cells };
}

/** What a list shows in a column of a row. */
export function readCell(column: ColumnData, names: Names, row: number): Cell {
  if (!('pool' in column)) {
    const value = column.values()[row]!;
    return value === value ? value : null;
  }
  const code = column.codes()[row]!;
  if (code === 0) return null;
  switch (column.type) {
    case 'text':
    case 'day':
    case 'money':
      return column.pool.text(code);
    case 'tags':
      return splitTags(column.pool.text(code));
    case 'reference':
      return names.label(column.target, column.pool.values[code]!);
  }
}
