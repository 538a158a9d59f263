import { idOf, numberOf } from '../../shared/entities/record.ts';
import { selectorRows } from '../../shared/entities/selectors.ts';
import type { Session } from './session.ts';

/** At what rate the server counts amounts of a currency in the account's own: `from` comes to `to`, both canonical amounts. */
export interface BaseRate {
  readonly from: string;
  readonly to: string;
}

/** The currency the account counts in: the one of type 1 (reference: Configuration). */
const BASE_TYPE = 1;

/**
 * The rate of a currency: none is needed for the account's own, which a deal without a currency is in. For another it is the one at which the server counted the deal of that currency that changed
 * last; nothing says which way round the rates of the configuration are meant.
 * @returns null where no deal tells it
 */
export function baseRate(
  { index, configuration }: Pick<Session, 'index' | 'configuration'>,
  currencyId: number | null,
): BaseRate | null {
  const base = selectorRows(configuration.get('selector:currencies')).find(
    (row) => numberOf(row, 'currency_type') === BASE_TYPE,
  );
  if (currencyId === null || (base && idOf(base, 'id') === currencyId)) return { from: '1', to: '1' };
  const deals = index.of('deals');
  const [currencies, amounts, counted, updated] = [
    deals.column('currency_id'),
    deals.column('amount'),
    deals.column('base_currency_amount'),
    deals.column('updated_at'),
  ];
  if (currencies.type !== 'reference' || amounts.type !== 'money' || counted.type !== 'money') return null;
  if (updated.type !== 'instant') return null;
  let best: { readonly at: number; readonly rate: BaseRate } | null = null;
  for (const row of deals.shownRows()) {
    const [amount, inBase] = [amounts.codes()[row]!, counted.codes()[row]!];
    if (amount === 0 || inBase === 0 || currencies.pool.values[currencies.codes()[row]!] !== currencyId)
      continue;
    // A deal that was made here was counted by this very rule.
    if (deals.placeOf(row) === null || amounts.pool.approximate(amount) === 0) continue;
    const at = updated.values()[row]! || 0;
    if (best === null || at > best.at)
      best = { at, rate: { from: amounts.pool.text(amount), to: counted.pool.text(inBase) } };
  }
  return best?.rate ?? null;
}
