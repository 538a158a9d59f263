import { idOf, numberOf, objectsOf, textOf, type RawRecord } from './entities/record.ts';
import { lessPercent, parseAmount, roundAmount, sumAmounts, timesAmount } from './money.ts';

/** Product lines of deals and quotes, and what they come to (reference: Add Products to the Deal, to the Document). */

/** One product on a deal or quote. Amounts are canonical decimals in the currency of the deal or quote. */
export interface QuoteLine {
  readonly productId: number;
  /** Empty where the record does not say; the product's own name is to be taken then. */
  readonly name: string;
  readonly quantity: string;
  readonly unitPrice: string | null;
  /** Once, whatever the quantity; of subscriptions alone. */
  readonly setupFee: string | null;
  /** In per cent, 0 to 100, at most two digits after the point (reference: decimal(5,2)). */
  readonly discount: string;
  readonly isSubscription: boolean;
  /** Of a subscription: how many times it is billed. */
  readonly billingCycle: number | null;
  /** Of a subscription: 1 monthly, 2 quarterly, 3 half-yearly, 4 yearly. */
  readonly billingType: number | null;
  readonly currency: string | null;
  /** The line as the record holds it: what is not known of it is kept. */
  readonly source: RawRecord;
}

/** Money has so many digits after the point in the reference's totals; prices have up to four. */
export const TOTAL_DIGITS = 2;
export const PRICE_DIGITS = 4;
export const DISCOUNT_DIGITS = 2;

/** The lines of a deal or quote in their order; what names no product is left out. */
export function linesOf(record: RawRecord): QuoteLine[] {
  return objectsOf(record, 'products').flatMap((item) => {
    const productId = idOf(item, 'product_id') ?? idOf(item, 'id');
    if (productId === null || item['_destroy'] === true) return [];
    const setupFee = parseAmount(item['setup_fee']);
    const billingType = numberOf(item, 'billing_type');
    const billingCycle = numberOf(item, 'billing_cycle');
    const type = numberOf(item, 'pricing_type');
    return {
      productId,
      name: textOf(item, 'name') ?? '',
      quantity: parseAmount(item['quantity']) ?? '1',
      unitPrice: parseAmount(item['unit_price']),
      setupFee,
      discount: parseAmount(item['discount']) ?? '0',
      isSubscription: type === null ? billingType !== null || billingCycle !== null : type === 2,
      billingCycle,
      billingType,
      currency: textOf(item, 'currency_code'),
      source: item,
    };
  });
}

/** A decimal as records show it: a number where a double holds it exactly, else its digits. */
export function shownAmount(amount: string): number | string {
  return String(Number(amount)) === amount ? Number(amount) : amount;
}

/** A line as records show it, to be an item of the field `products`. */
export function lineItem(line: QuoteLine): RawRecord {
  const orNull = (amount: string | null): number | string | null =>
    amount === null ? null : shownAmount(amount);
  return {
    ...line.source,
    id: line.productId,
    product_id: line.productId,
    name: line.name,
    quantity: shownAmount(line.quantity),
    unit_price: orNull(line.unitPrice),
    discount: shownAmount(line.discount),
    setup_fee: line.isSubscription ? orNull(line.setupFee) : null,
    billing_cycle: line.isSubscription ? line.billingCycle : null,
    billing_type: line.isSubscription ? line.billingType : null,
    pricing_type: line.isSubscription ? 2 : 1,
    currency_code: line.currency,
  };
}

/** What a line costs before its discount: unit price times quantity, and the set-up fee once. Exact. */
export function grossOf(line: Pick<QuoteLine, 'quantity' | 'unitPrice' | 'setupFee'>): string {
  return sumAmounts([timesAmount(line.unitPrice ?? '0', line.quantity), line.setupFee ?? '0']);
}

/** What a line comes to: its gross less its discount, set-up fee included. Exact, not rounded. */
export function lineTotal(line: Pick<QuoteLine, 'quantity' | 'unitPrice' | 'setupFee' | 'discount'>): string {
  return lessPercent(grossOf(line), line.discount);
}

/** An exact amount as it is shown: rounded half up to hundredths. */
export function roundAmountOf(amount: string): string {
  return roundAmount(amount, TOTAL_DIGITS);
}

/** What lines come to, before and after their discounts. */
export interface Totals {
  readonly gross: string;
  readonly discount: string;
  readonly total: string;
}

/**
 * The totals of a deal or quote: the exact sum of its lines, rounded once, half up, to two digits. The reference's examples come to the same before what the account itself adds
 * (taxes, its own adjustments): 1 × 2,000 with 200 set-up and 2 × 3,000 less 10 % are 7,600.
 */
export function totalsOf(lines: readonly QuoteLine[]): Totals {
  const gross = sumAmounts(lines.map(grossOf));
  const total = sumAmounts(lines.map(lineTotal));
  const [roundedGross, roundedTotal] = [roundAmount(gross, TOTAL_DIGITS), roundAmount(total, TOTAL_DIGITS)];
  return {
    gross: roundedGross,
    discount: sumAmounts([roundedGross, timesAmount(roundedTotal, '-1')]),
    total: roundedTotal,
  };
}
