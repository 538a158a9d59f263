import type { RecordRef } from '../../../shared/entities/kind.ts';
import type { Cell, ListSpec, ListValue, Row } from '../../../shared/store-port.ts';
import { splitTags, type ColumnData } from '../columns/column-data.ts';
import { parseQuery } from '../search/query.ts';
import { intersect, rowsOf, type Bits } from '../typed/bits.ts';
import { matchFilters } from './filters.ts';
import type { KindIndex } from './kind-index.ts';
import type { MemoryIndex } from './memory-index.ts';
import type { Names } from './names.ts';
import { selectRows } from './select.ts';
import { sortKeys } from './sort-keys.ts';

/** What a row shows of its record beside the columns. */
export interface Marks {
  isPending(ref: RecordRef): boolean;
  hasConflict(ref: RecordRef): boolean;
}

/** Answers lists from the memory index alone. */
export class Lists {
  private readonly index: MemoryIndex;
  /** The rows of the list that was asked last: scrolling asks for the same rows again and again. */
  private last: { readonly name: string; readonly version: number; readonly rows: Uint32Array } | null = null;

  private readonly marks: Marks;

  constructor(index: MemoryIndex, marks: Marks) {
    this.index = index;
    this.marks = marks;
  }

  /** @throws AppError `bad-call` when the query names a column that the kind does not have */
  query(spec: ListSpec): ListValue {
    const kind = this.index.of(spec.kind);
    const { names } = this.index;
    const candidates = this.candidates(kind, spec);
    const columns = spec.columns.map((key) => kind.column(key));
    const rows = selectRows(candidates, sortKeys(kind, names, spec.sorts), spec.offset, spec.limit);
    return {
      type: 'list',
      total: candidates.length,
      all: kind.count,
      offset: spec.offset,
      rows: rows.map((row) => this.row(kind, columns, row)),
    };
  }

  private row(kind: KindIndex, columns: readonly ColumnData[], row: number): Row {
    const cells: Row['cells'] = {};
    for (const column of columns) cells[column.key] = readCell(column, this.index.names, row);
    const ref = { kind: kind.entity.kind, id: kind.idOf(row) };
    return {
      id: ref.id,
      title: kind.titleAt(row),
      cells,
      pending: this.marks.isPending(ref),
      conflict: this.marks.hasConflict(ref),
    };
  }

  private candidates(kind: KindIndex, spec: ListSpec): Uint32Array {
    const name = JSON.stringify([spec.kind, spec.filters, spec.text]);
    const { version } = this.index;
    if (this.last?.name === name && this.last.version === version) return this.last.rows;
    const matches = matchRows(kind, this.index.names, spec);
    const rows = matches ? rowsOf(kind.withoutHidden(matches)) : kind.shownRows();
    this.last = { name, version, rows };
    return rows;
  }
}

/** The rows that hold the list's filters and have its words; null for all. */
function matchRows(kind: KindIndex, names: Names, { filters, text }: ListSpec): Bits | null {
  const filtered = matchFilters(filters, (key) => kind.column(key), names, kind.size);
  const terms = parseQuery(text);
  if (terms.length === 0) return filtered;
  const found = kind.search.find(terms, kind.size);
  if (filtered) intersect(found, filtered);
  return found;
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
