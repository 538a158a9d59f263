import { z } from 'zod';
import { idSchema, textOf, type IdentifiedRecord } from '../../../../shared/entities/record.ts';
import { PRODUCTS_MAX } from '../../../../shared/limits.ts';
import { compareAmounts, parseAmount, percentOf, roundAmount } from '../../../../shared/money.ts';
import { DISCOUNT_DIGITS, grossOf, PRICE_DIGITS, type QuoteLine } from '../../../../shared/quote-lines.ts';
import { isSubscription, priceIn } from './prices.ts';

/** What is typed into one line of a deal or quote. */
export interface LineDraft {
  /** The line as it was, or as the product proposes it. */
  readonly line: QuoteLine;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly setupFee: string;
  readonly billingCycle: string;
  readonly discount: string;
  readonly discountIn: DiscountUnit;
}

/** A discount may be typed as an amount off the whole line too; Freshsales keeps it in per cent (reference: `discount`, decimal(5,2)). */
export type DiscountUnit = 'percent' | 'amount';

/** What was typed into all of them. */
export const typedLinesSchema: z.ZodType<readonly LineDraft[]> = z.array(
  z.object({
    line: z.object({
      productId: idSchema,
      name: z.string(),
      quantity: z.string(),
      unitPrice: z.string().nullable(),
      setupFee: z.string().nullable(),
      discount: z.string(),
      isSubscription: z.boolean(),
      billingCycle: z.number().nullable(),
      billingType: z.number().nullable(),
      currency: z.string().nullable(),
      source: z.record(z.string(), z.unknown()),
    }),
    quantity: z.string(),
    unitPrice: z.string(),
    setupFee: z.string(),
    billingCycle: z.string(),
    discount: z.string(),
    discountIn: z.enum(['percent', 'amount']),
  }),
);

/** A field of a line that can be wrong. */
export type LineField = 'quantity' | 'unitPrice' | 'setupFee' | 'billingCycle' | 'discount';
/** What is wrong with one. */
export type LineProblem =
  'required' | 'not-a-number' | 'not-positive' | 'negative' | 'not-whole' | 'over-all';

/** What a draft comes to: the line, as far as what was typed can be read, and what cannot. */
export interface ReadDraft {
  readonly line: QuoteLine;
  readonly problems: Readonly<Partial<Record<LineField, LineProblem>>>;
}

export function draftOfLine(line: QuoteLine): LineDraft {
  return {
    line,
    quantity: line.quantity,
    unitPrice: line.unitPrice ?? '',
    setupFee: line.setupFee ?? '',
    billingCycle: line.billingCycle === null ? '' : String(line.billingCycle),
    discount: compareAmounts(line.discount, '0') === 0 ? '' : line.discount,
    discountIn: 'percent',
  };
}

/** One of a product, at its price in the currency of the deal or quote. */
export function lineOfProduct(product: IdentifiedRecord, currency: string | null): QuoteLine {
  const price = priceIn(product, currency);
  return {
    productId: product.id,
    name: textOf(product, 'name') ?? '',
    quantity: '1',
    unitPrice: price?.unitPrice ?? null,
    setupFee: price?.setupFee ?? null,
    discount: '0',
    isSubscription: isSubscription(product),
    billingCycle: price?.billingCycle ?? null,
    billingType: price?.billingType ?? null,
    currency,
    source: {},
  };
}

/**
 * The lines with one more of a product. A deal or quote has each product once (its lines are known by their products), so one that is there gets one more of it.
 */
export function withProduct(
  drafts: readonly LineDraft[],
  product: IdentifiedRecord,
  currency: string | null,
): readonly LineDraft[] {
  const at = drafts.findIndex(({ line }) => line.productId === product.id);
  if (at < 0) {
    return drafts.length >= PRODUCTS_MAX
      ? drafts
      : [...drafts, draftOfLine(lineOfProduct(product, currency))];
  }
  return drafts.map((draft, index) => {
    const quantity = parseAmount(draft.quantity);
    return index === at && quantity !== null ? { ...draft, quantity: String(Number(quantity) + 1) } : draft;
  });
}

/** Reads what was typed; a field that cannot be read counts as what the line had, so that totals stay in sight. */
export function readDraft(draft: LineDraft): ReadDraft {
  const problems: Partial<Record<LineField, LineProblem>> = {};
  const { line } = draft;

  function decimal(field: LineField, text: string, digits: number, blank: string | null): string | null {
    if (text.trim() === '') return blank;
    const amount = parseAmount(text);
    if (amount === null) problems[field] = 'not-a-number';
    else if (compareAmounts(amount, '0') < 0) problems[field] = 'negative';
    else return roundAmount(amount, digits);
    return blank;
  }

  const quantity = decimal('quantity', draft.quantity, PRICE_DIGITS, '0') ?? '0';
  if (!problems.quantity && compareAmounts(quantity, '0') <= 0) problems.quantity = 'not-positive';
  const unitPrice = decimal('unitPrice', draft.unitPrice, PRICE_DIGITS, null);
  if (unitPrice === null && !problems.unitPrice) problems.unitPrice = 'required';
  const setupFee = line.isSubscription
    ? decimal('setupFee', draft.setupFee, PRICE_DIGITS, null)
    : line.setupFee;
  const cycle = line.isSubscription ? decimal('billingCycle', draft.billingCycle, 0, null) : null;
  if (cycle !== null && (Number(draft.billingCycle) !== Number(cycle) || Number(cycle) < 1))
    problems.billingCycle = 'not-whole';

  const gross = grossOf({ quantity, unitPrice, setupFee });
  const typed = decimal(
    'discount',
    draft.discount,
    draft.discountIn === 'percent' ? DISCOUNT_DIGITS : 4,
    '0',
  );
  const percent = draft.discountIn === 'percent' ? (typed ?? '0') : (percentOf(typed ?? '0', gross) ?? '0');
  const isOver = compareAmounts(percent, '100') > 0;
  if (isOver) problems.discount = 'over-all';

  return {
    line: {
      ...line,
      quantity,
      unitPrice,
      setupFee,
      billingCycle: cycle === null || problems.billingCycle ? null : Number(cycle),
      discount: isOver ? '0' : percent,
    },
    problems,
  };
}

/** Whether two drafts hold the same text. */
export function isSameLines(a: readonly LineDraft[], b: readonly LineDraft[]): boolean {
  const key = ({ line, ...typed }: LineDraft): string => JSON.stringify([line.productId, typed]);
  return a.length === b.length && a.every((draft, index) => key(draft) === key(b[index] ?? draft));
}
