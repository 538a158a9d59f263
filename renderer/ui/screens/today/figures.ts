import { sumAmounts } from '../../../../shared/money.ts';
import type { Filter, Group, GroupsSpec } from '../../../../shared/store-port.ts';
import type { Stage } from '../../lib/configuration.ts';

/** Deals that stand together in a chart and in its table. Amounts are exact decimals in the currency of the account. */
export interface Figure {
  /** A stage's id, a month (`YYYY-MM`), or what is before or after the months that are shown. */
  readonly key: string;
  readonly count: number;
  readonly amount: string;
  /** The amount by the probability of each deal. */
  readonly weighted: string;
}

export const AMOUNT = 'base_currency_amount';
export const WEIGHTED = 'expected';

/** Months that have a bar of their own. */
const MONTHS = 6;

/** Asks for deals by stage, or by the month in which they are expected to close. */
export function figuresSpec(by: 'deal_stage_id' | 'expected_close', filters: readonly Filter[]): GroupsSpec {
  return {
    type: 'groups',
    kind: 'deals',
    filters: [...filters],
    text: '',
    by,
    unit: by === 'expected_close' ? 'month' : null,
    sums: [AMOUNT, WEIGHTED],
  };
}

/** What groups of deals come to together. */
export function together(key: string, groups: readonly Group[]): Figure {
  return {
    key,
    count: groups.reduce((sum, group) => sum + group.count, 0),
    amount: sumAmounts(groups.map(({ sums }) => sums[AMOUNT] ?? '0')),
    weighted: sumAmounts(groups.map(({ sums }) => sums[WEIGHTED] ?? '0')),
  };
}

/** A figure for each stage in their order, also where it has no deals. */
export function stageFigures(groups: readonly Group[], stages: readonly Stage[]): readonly Figure[] {
  return stages.map(({ id }) =>
    together(
      String(id),
      groups.filter(({ key }) => key === id),
    ),
  );
}

/** The month so many after another, `YYYY-MM`. */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const at = year * 12 + (number - 1) + months;
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
}

/**
 * A figure for this month and each of the next ones, also where it has no deals; before them one of what should have closed, and behind them one of what closes later
 * or some day, where there are any.
 */
export function monthFigures(groups: readonly Group[], thisMonth: string): readonly Figure[] {
  const months = Array.from({ length: MONTHS }, (_, index) => monthAfter(thisMonth, index));
  const last = months.at(-1) ?? thisMonth;
  const of = (key: string, holds: (month: string | null) => boolean) =>
    together(
      key,
      groups.filter((group) => holds(typeof group.key === 'string' ? group.key : null)),
    );
  const before = of('before', (month) => month !== null && month < thisMonth);
  const after = of('after', (month) => month === null || month > last);
  return [
    ...(before.count > 0 ? [before] : []),
    ...months.map((month) => of(month, (candidate) => candidate === month)),
    ...(after.count > 0 ? [after] : []),
  ];
}
