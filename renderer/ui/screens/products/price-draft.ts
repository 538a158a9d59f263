import { z } from 'zod';
import type { RawRecord } from '../../../../shared/entities/record.ts';
import { compareAmounts, parseAmount, roundAmount } from '../../../../shared/money.ts';
import { PRICE_DIGITS, shownAmount } from '../../../../shared/quote-lines.ts';
import type { Price } from './prices.ts';

/** What is typed into one price of a product. */
export interface PriceDraft {
  readonly currency: string;
  readonly unitPrice: string;
  readonly setupFee: string;
  readonly billingCycle: string;
  readonly billingType: string;
}

export const pricesSchema: z.ZodType<readonly PriceDraft[]> = z.array(
  z.object({
    currency: z.string(),
    unitPrice: z.string(),
    setupFee: z.string(),
    billingCycle: z.string(),
    billingType: z.string(),
  }),
);

export type PriceField = 'currency' | 'unitPrice' | 'setupFee' | 'billingCycle';
/** `again` is a currency that another price has: each has one (reference: Attributes of product_pricings, "unique"). */
export type PriceProblem = 'required' | 'not-a-number' | 'negative' | 'not-whole' | 'again';

/** The prices as records show them, or what is wrong, by the price's place and field. */
export interface ReadPrices {
  readonly items: readonly RawRecord[];
  readonly problems: Readonly<Record<string, PriceProblem>>;
}

/** The key of a problem. */
export function problemAt(index: number, field: PriceField): string {
  return `${index}.${field}`;
}

export function draftOfPrice(price: Price): PriceDraft {
  return {
    currency: price.currency,
    unitPrice: price.unitPrice ?? '',
    setupFee: price.setupFee ?? '',
    billingCycle: price.billingCycle === null ? '' : String(price.billingCycle),
    billingType: price.billingType === null ? '1' : String(price.billingType),
  };
}

/** A price to be filled in; a subscription is proposed as billed monthly for a year. */
export function newPrice(currency: string): PriceDraft {
  return { currency, unitPrice: '', setupFee: '', billingCycle: '12', billingType: '1' };
}

/**
 * Reads what was typed. All required keys of each price are given, since a price overwrites the one that is there (reference: Edit Prices of the Product).
 * @param base the account's own currency, whose price goes first
 */
export function readPrices(
  drafts: readonly PriceDraft[],
  isSubscription: boolean,
  base: string | null,
): ReadPrices {
  const problems: Record<string, PriceProblem> = {};
  const items = drafts.map((draft, index): RawRecord => {
    const decimal = (field: 'unitPrice' | 'setupFee', isRequired: boolean): number | string | null => {
      const text = draft[field].trim();
      if (text === '') {
        if (isRequired) problems[problemAt(index, field)] = 'required';
        return null;
      }
      const amount = parseAmount(text);
      if (amount === null) problems[problemAt(index, field)] = 'not-a-number';
      else if (compareAmounts(amount, '0') < 0) problems[problemAt(index, field)] = 'negative';
      else return shownAmount(roundAmount(amount, PRICE_DIGITS));
      return null;
    };
    if (draft.currency === '') problems[problemAt(index, 'currency')] = 'required';
    else if (drafts.findIndex(({ currency }) => currency === draft.currency) < index)
      problems[problemAt(index, 'currency')] = 'again';
    const unit_price = decimal('unitPrice', true);
    if (!isSubscription) return { currency_code: draft.currency, unit_price };
    const cycle = draft.billingCycle.trim();
    if (cycle === '') problems[problemAt(index, 'billingCycle')] = 'required';
    else if (!/^[1-9]\d{0,4}$/.test(cycle)) problems[problemAt(index, 'billingCycle')] = 'not-whole';
    return {
      currency_code: draft.currency,
      unit_price,
      setup_fee: decimal('setupFee', false),
      billing_cycle: Number(cycle),
      billing_type: Number(draft.billingType),
    };
  });
  return {
    items: items.toSorted(
      (a, b) => Number(b['currency_code'] === base) - Number(a['currency_code'] === base),
    ),
    problems,
  };
}
