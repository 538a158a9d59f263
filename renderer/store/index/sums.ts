import { amountOfUnits, decimalsOf, parseAmount, sumAmounts } from '../../../shared/money.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ColumnData, MoneyData, NumberData } from '../columns/column-data.ts';

/** Below this, a decimal that was scaled by a power of ten is less than half away from the integer it stands for, and no two decimals share a double. */
const EXACT = 1e15;
/** Sums are taken out of their double before they are too great for it. */
const FULL = 2 ** 52;
/** Broken numbers of records have few digits behind the point; those that have more are added slowly. */
const NUMBER_SCALE = 4;
/** Amounts with more digits than this behind the point are no reason to scale all others as far. */
const SCALE_MAX = 6;

/**
 * The exact sums of one column over groups of rows. Values are added as integers, in doubles as long as those are exact, so that a sum over all rows is a walk over an
 * array.
 */
export class Sums {
  private readonly units: Float64Array;
  /** What no longer fits the doubles, and values that never did. */
  private readonly whole = new Map<number, bigint>();
  private readonly odd = new Map<number, string>();
  private readonly scale: number;
  private readonly power: number;
  private readonly valueAt: (row: number) => number;
  private readonly textAt: (row: number) => string;
  /** Whether the value of a row is its units, and nothing is lost behind them. */
  private readonly fits: (row: number, value: number, units: number) => boolean;

  /** @param groups how many groups there are, numbered from 0 */
  constructor(column: MoneyData | NumberData, groups: number) {
    this.units = new Float64Array(groups);
    if (column.type === 'money') {
      const { pool } = column;
      const codes = column.codes();
      this.scale = Math.min(pool.scale, SCALE_MAX);
      this.valueAt = (row) => (codes[row] === 0 ? NaN : pool.approximate(codes[row]!));
      this.textAt = (row) => pool.text(codes[row]!);
    } else {
      const values = column.values();
      this.scale = NUMBER_SCALE;
      this.valueAt = (row) => values[row]!;
      this.textAt = (row) => parseAmount(values[row]) ?? '0';
    }
    this.power = 10 ** this.scale;
    this.fits = this.test(column);
  }

  /** Adds the value of a row to a group. */
  add(group: number, row: number): void {
    const value = this.valueAt(row);
    if (value !== value) return;
    const units = Math.round(value * this.power);
    if (Math.abs(units) >= EXACT || !this.fits(row, value, units)) {
      this.odd.set(group, sumAmounts([this.odd.get(group) ?? '0', this.textAt(row)]));
      return;
    }
    const sum = this.units[group]! + units;
    if (Math.abs(sum) < FULL) {
      this.units[group] = sum;
      return;
    }
    this.whole.set(group, (this.whole.get(group) ?? 0n) + BigInt(sum));
    this.units[group] = 0;
  }

  private test(column: MoneyData | NumberData): (row: number, value: number, units: number) => boolean {
    if (column.type !== 'money') return (_row, value, units) => units / this.power === value;
    if (column.pool.scale <= SCALE_MAX) return () => true;
    return (row) => decimalsOf(this.textAt(row)) <= SCALE_MAX;
  }

  /** The sum of a group as a canonical decimal. */
  text(group: number): string {
    const units = (this.whole.get(group) ?? 0n) + BigInt(this.units[group]!);
    const sum = amountOfUnits(units, this.scale);
    const odd = this.odd.get(group);
    return odd === undefined ? sum : sumAmounts([sum, odd]);
  }
}

/**
 * The column whose values are to be added.
 * @throws AppError `bad-call` for one whose values are no amounts
 */
export function summed(column: ColumnData): MoneyData | NumberData {
  if (column.type === 'money' || column.type === 'number') return column;
  throw new AppError({ code: 'bad-call', reason: `no sum: ${column.key}` });
}

/** The sums of columns over rows, by the columns' keys. */
export function sumsOver(columns: readonly ColumnData[], rows: Uint32Array): Record<string, string> {
  const sums: Record<string, string> = {};
  for (const column of columns) {
    const sum = new Sums(summed(column), 1);
    for (let at = 0; at < rows.length; at++) sum.add(0, rows[at]!);
    sums[column.key] = sum.text(0);
  }
  return sums;
}
