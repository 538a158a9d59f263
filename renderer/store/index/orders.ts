import type { Sort } from '../../../shared/store-port.ts';
import { countingSort, sortByDouble } from '../typed/radix.ts';
import type { ColumnData } from '../columns/column-data.ts';
import type { ChangeLog } from './change-log.ts';
import {
  ascending,
  countPresent,
  descending,
  repairOrder,
  type KeyOf,
  type Order,
  type Window,
} from './order.ts';
import type { Bits } from '../typed/bits.ts';

/** What is sorted. */
export interface OrderSource {
  /** How many rows there are. */
  count(): number;
  /** The id of each row from 0 to `count() - 1`. */
  ids(): Float64Array;
  readonly changes: ChangeLog;
  /** The rank of each code of a column that has codes; 0 where the code has no name to be sorted by. */
  ranks(column: Exclude<ColumnData, { type: 'number' | 'instant' }>): { ranks: Uint32Array; epoch: number };
}

interface Kept {
  readonly order: Order;
  /** Where the change log stood. */
  readonly at: number;
  /** Which numbering of ranks it was made with; ranks of another epoch order otherwise. */
  readonly epoch: number;
}

/** How many orders of a kind are kept; at 200,000 rows each takes 0.8 MB. */
const KEPT_MAX = 12;

/** The orders of the rows of one kind: made when they are asked for, kept, and repaired after small changes. */
export class Orders {
  private readonly source: OrderSource;
  /** By column, or by the whole list of sorts; the one used last is last. */
  private readonly kept = new Map<string, Kept>();

  constructor(source: OrderSource) {
    this.source = source;
  }

  /**
   * The rows of a window.
   * @param sorts in order of weight, with their columns; empty for the order of ids
   * @param matches which rows count; null for all
   */
  page(
    sorts: readonly { column: ColumnData; direction: Sort['direction'] }[],
    matches: Bits | null,
    window: Window,
  ): number[] {
    const [first, ...others] = sorts;
    if (!first) return ascending(this.byId(), matches, window);
    if (others.length > 0) return ascending(this.byMany(sorts), matches, window);
    const { keyOf } = this.keys(first.column);
    const order = this.byColumn(first.column);
    return first.direction === 'asc'
      ? ascending(order, matches, window)
      : descending(order, keyOf, matches, window);
  }

  /** All rows in ascending order of one column. */
  byColumn(column: ColumnData): Order {
    const { keyOf, epoch } = this.keys(column);
    return this.recall(`column:${column.key}`, epoch, keyOf, () => {
      const rows =
        'pool' in column
          ? this.sortCoded(column, this.byId().rows, 'asc')
          : this.sortNumbers(column.values());
      return { rows, present: countPresent(rows, keyOf) };
    });
  }

  private byId(): Order {
    const idOf = this.idOf();
    return this.recall('id', 0, idOf, () => ({
      rows: sortByDouble(this.source.ids()),
      present: this.source.count(),
    }));
  }

  private byMany(sorts: readonly { column: ColumnData; direction: Sort['direction'] }[]): Order {
    const name = sorts.map(({ column, direction }) => `${direction}:${column.key}`).join(' ');
    const epoch = sorts.reduce((sum, { column }) => sum + this.keys(column).epoch, 0);
    return this.recall(name, epoch, null, () => {
      let rows = this.byId().rows;
      for (const { column, direction } of sorts.toReversed()) {
        rows =
          'pool' in column
            ? this.sortCoded(column, rows, direction)
            : this.sortRanked(column, rows, direction);
      }
      return { rows, present: rows.length };
    });
  }

  /** A kept order, repaired or made again as need be. `keyOf` null: it cannot be repaired. */
  private recall(name: string, epoch: number, keyOf: KeyOf | null, make: () => Order): Order {
    const kept = this.kept.get(name);
    const { changes } = this.source;
    this.kept.delete(name);
    const changed = kept && kept.epoch === epoch ? changes.since(kept.at) : null;
    const count = this.source.count();
    let order: Order;
    if (kept && changed?.length === 0) order = kept.order;
    else if (kept && changed && keyOf && changed.length * 8 < count) {
      order = repairOrder(kept.order, changed, count, keyOf, this.idOf());
    } else order = make();
    this.kept.set(name, { order, at: changes.end, epoch });
    if (this.kept.size > KEPT_MAX) this.kept.delete(this.kept.keys().next().value!);
    return order;
  }

  private keys(column: ColumnData): { keyOf: KeyOf; epoch: number } {
    if (!('pool' in column)) {
      const values = column.values();
      return { epoch: 0, keyOf: (row) => (values[row] === values[row] ? values[row]! : Infinity) };
    }
    const codes = column.codes();
    const { ranks, epoch } = this.source.ranks(column);
    return { epoch, keyOf: (row) => ranks[codes[row]!]! || Infinity };
  }

  private idOf(): KeyOf {
    const ids = this.source.ids();
    return (row) => ids[row]!;
  }

  private sortCoded(
    column: Exclude<ColumnData, { type: 'number' | 'instant' }>,
    rows: Uint32Array,
    direction: Sort['direction'],
  ): Uint32Array<ArrayBuffer> {
    const codes = column.codes();
    const { ranks } = this.source.ranks(column);
    const last = ranks.length;
    return countingSort(
      rows,
      rankKeys(this.source.count(), last, direction, (row) => ranks[codes[row]!]!),
      last + 1,
    );
  }

  private sortNumbers(values: Float64Array): Uint32Array<ArrayBuffer> {
    const byId = this.byId().rows;
    const order = sortByDouble(Float64Array.from(byId, (row) => values[row]!));
    for (let at = 0; at < order.length; at++) order[at] = byId[order[at]!]!;
    return order;
  }

  private sortRanked(
    column: ColumnData,
    rows: Uint32Array,
    direction: Sort['direction'],
  ): Uint32Array<ArrayBuffer> {
    const { keyOf } = this.keys(column);
    const order = this.byColumn(column);
    const ranks = new Uint32Array(order.rows.length);
    let rank = 0;
    for (let at = 0; at < order.present; at++) {
      if (at === 0 || keyOf(order.rows[at]!) !== keyOf(order.rows[at - 1]!)) rank++;
      ranks[order.rows[at]!] = rank;
    }
    return countingSort(
      rows,
      rankKeys(order.rows.length, rank + 1, direction, (row) => ranks[row]!),
      rank + 2,
    );
  }
}

/** The counting-sort key of each row: its rank, turned round where that is wanted; rows without a rank (0) get `last`. */
function rankKeys(count: number, last: number, direction: Sort['direction'], rankOf: KeyOf): Uint32Array {
  const keys = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    const rank = rankOf(row);
    keys[row] = rank === 0 ? last : direction === 'asc' ? rank : last - rank;
  }
  return keys;
}
