import type { Sort } from '../../../shared/store-port.ts';
import type { ColumnData, NumberData } from '../columns/column-data.ts';
import type { KindIndex } from './kind-index.ts';
import type { Names } from './names.ts';
import type { SortKey } from './select.ts';

/**
 * The criteria of a list's sorts; the last is the id, so that no two rows are alike.
 * @throws AppError `bad-call` when a sort names a column that the kind does not have
 */
export function sortKeys(kind: KindIndex, names: Names, sorts: readonly Sort[]): SortKey[] {
  const keys = sorts.map(({ column, direction }) =>
    columnKey(kind.column(column), names, direction === 'desc'),
  );
  const byId: SortKey = {
    fill(rows, into) {
      for (let at = 0; at < rows.length; at++) into[at] = kind.idOf(rows[at]!);
    },
  };
  return [...keys, byId];
}

function columnKey(column: ColumnData, names: Names, descending: boolean): SortKey {
  if (!('pool' in column)) return numberKey(column.values(), descending);
  return rankKey(column.codes(), ranksOf(column, names), descending);
}

/** The rank of each code of a column; 0 where the code has no name to be sorted by. */
function ranksOf(column: Exclude<ColumnData, NumberData>, names: Names): Uint32Array {
  return column.type === 'reference' || column.type === 'references'
    ? names.ranks(column)
    : column.sorted.current();
}

function numberKey(values: Float64Array, descending: boolean): SortKey {
  return {
    fill(rows, into) {
      for (let at = 0; at < rows.length; at++) {
        const value = values[rows[at]!]!;
        into[at] = value !== value ? Infinity : descending ? -value : value;
      }
    },
  };
}

function rankKey(codes: Uint32Array, ranks: Uint32Array, descending: boolean): SortKey {
  return {
    fill(rows, into) {
      for (let at = 0; at < rows.length; at++) {
        const rank = ranks[codes[rows[at]!]!]!;
        into[at] = rank === 0 ? Infinity : descending ? -rank : rank;
      }
    },
  };
}
