import { z } from 'zod';
import type { Fields } from '../../../../shared/edits/edit.ts';
import { sameField } from '../../../../shared/edits/same-field.ts';
import { idOf, numberOf, type RawRecord } from '../../../../shared/entities/record.ts';
import type { FormField } from '../../lib/form-fields.ts';
import { touchedOf } from '../../lib/kept-form.svelte.ts';
import { typedChanges, typedDraftsSchema, type TypedDrafts } from '../../lib/typed-changes.ts';
import { draftOfPrice, pricesSchema, readPrices, type PriceDraft } from './price-draft.ts';
import { ONE_TIME, pricesOf, SUBSCRIPTION } from './prices.ts';
import { dayOfInstant, endOfDay } from './valid-till.ts';

/** What is typed into the form of a product. */
export interface ProductDraft {
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly product_code: string;
  readonly sku_number: string;
  /** An owner's id as text; empty for none. */
  readonly owner_id: string;
  /** A day; empty for none. */
  readonly valid_till: string;
  readonly is_active: boolean;
  readonly isSubscription: boolean;
  readonly prices: readonly PriceDraft[];
  /** What was typed into the account's own fields, by path. */
  readonly own: TypedDrafts;
}

/** What was typed into it. */
export const typedProductSchema: z.ZodType<Partial<ProductDraft>> = touchedOf({
  name: z.string(),
  description: z.string(),
  category: z.string(),
  product_code: z.string(),
  sku_number: z.string(),
  owner_id: z.string(),
  valid_till: z.string(),
  is_active: z.boolean(),
  isSubscription: z.boolean(),
  prices: pricesSchema,
  own: typedDraftsSchema,
});

const TEXTS = ['name', 'description', 'category', 'product_code', 'sku_number'] as const;

/** @param me whose a new product is; null where that is not known */
export function emptyProduct(me: number | null): ProductDraft {
  return {
    name: '',
    description: '',
    category: '',
    product_code: '',
    sku_number: '',
    owner_id: me === null ? '' : String(me),
    valid_till: '',
    is_active: true,
    isSubscription: false,
    prices: [],
    own: {},
  };
}

export function draftOfProduct(record: RawRecord): ProductDraft {
  const text = (key: string): string => {
    const value = record[key];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return {
    name: text('name'),
    description: text('description'),
    category: text('category'),
    product_code: text('product_code'),
    sku_number: text('sku_number'),
    owner_id: String(idOf(record, 'owner_id') ?? ''),
    valid_till: dayOfInstant(record['valid_till']),
    is_active: record['is_active'] !== false,
    isSubscription: numberOf(record, 'pricing_type') === SUBSCRIPTION,
    prices: pricesOf(record).map(draftOfPrice),
    own: {},
  };
}

/** What is to be saved of a draft. */
export interface ProductChanges {
  readonly fields: Fields;
  /** The prices and their type, which follow a new product in a request of their own; null where they are as they were. */
  readonly prices: Fields | null;
}

/**
 * The fields in which a draft differs from what was there.
 * @param before the product as it is; an empty record for a new one
 * @param base the account's own currency
 * @param own the account's own fields
 */
export function productChanges(
  draft: ProductDraft,
  before: RawRecord,
  base: string | null,
  own: readonly FormField[],
): ProductChanges {
  const was = draftOfProduct(before);
  const fields: Record<string, unknown> = { ...typedChanges(own, draft.own, before, {}) };
  for (const key of TEXTS) {
    const typed = draft[key].trim();
    if (typed !== was[key].trim()) fields[key] = typed === '' ? null : typed;
  }
  if (draft.owner_id !== was.owner_id)
    fields['owner_id'] = draft.owner_id === '' ? null : Number(draft.owner_id);
  if (draft.valid_till !== was.valid_till) fields['valid_till'] = endOfDay(draft.valid_till);
  if (draft.is_active !== was.is_active || before['id'] === undefined) fields['is_active'] = draft.is_active;

  const { items } = readPrices(draft.prices, draft.isSubscription, base);
  const isSame = sameField('products', 'product_pricings', before['product_pricings'] ?? [], items);
  if (isSame) return { fields, prices: null };
  const type = draft.isSubscription ? SUBSCRIPTION : ONE_TIME;
  const isFirst = pricesOf(before).length === 0;
  return { fields, prices: { product_pricings: items, ...(isFirst ? { pricing_type: type } : {}) } };
}
