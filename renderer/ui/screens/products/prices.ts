import { numberOf, objectsOf, textOf, type RawRecord } from '../../../../shared/entities/record.ts';
import { parseAmount } from '../../../../shared/money.ts';
import { m } from '../../paraglide/messages.js';

/** What a product costs in one currency (reference: Add Prices to the Product). */
export interface Price {
  readonly currency: string;
  readonly unitPrice: string | null;
  /** Of subscriptions alone, as the next two. */
  readonly setupFee: string | null;
  readonly billingCycle: number | null;
  readonly billingType: number | null;
}

/** `pricing_type` of products (reference: Add Prices to the Product); 0 has no prices yet. */
export const ONE_TIME = 1;
export const SUBSCRIPTION = 2;

/** How often a subscription is billed (reference: `billing_type`). */
export const BILLING_TYPES = [1, 2, 3, 4] as const;

/** The prices of a product in the order in which it has them. */
export function pricesOf(product: RawRecord): Price[] {
  return objectsOf(product, 'product_pricings').flatMap((item) => {
    const currency = textOf(item, 'currency_code');
    if (currency === null || item['_destroy'] === true) return [];
    return {
      currency,
      unitPrice: parseAmount(item['unit_price']),
      setupFee: parseAmount(item['setup_fee']),
      billingCycle: numberOf(item, 'billing_cycle'),
      billingType: numberOf(item, 'billing_type'),
    };
  });
}

/** The price in a currency; null where the product has none in it: a price in another one is no price here. */
export function priceIn(product: RawRecord, currency: string | null): Price | null {
  const prices = pricesOf(product);
  if (currency === null) return prices[0] ?? null;
  return prices.find((price) => price.currency === currency) ?? null;
}

export function isSubscription(product: RawRecord): boolean {
  return numberOf(product, 'pricing_type') === SUBSCRIPTION;
}

/** "monthly, 12 times"; empty where nothing of it is known. */
export function billingWords(type: number | null, cycle: number | null): string {
  const every = billingTypeWords(type);
  if (cycle === null) return every;
  return every === ''
    ? m.product_cycles({ count: cycle, shown: String(cycle) })
    : m.product_billed_cycles({ every, count: cycle, shown: String(cycle) });
}

/** "monthly" and so on, of a `billing_type`; empty for one that is not known. */
export function billingTypeWords(type: number | null): string {
  const words: Readonly<Record<number, () => string>> = {
    1: m.product_monthly,
    2: m.product_quarterly,
    3: m.product_half_yearly,
    4: m.product_yearly,
  };
  return type === null ? '' : (words[type]?.() ?? '');
}
