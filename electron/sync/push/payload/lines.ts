import { idOf, type RawRecord } from '../../../../shared/entities/record.ts';
import { chosen, listBefore, objectsIn, type FieldWriter } from './writer.ts';

const LINE_KEYS = ['quantity', 'discount', 'billing_cycle', 'unit_price', 'setup_fee'] as const;

/**
 * Product lines of a deal or document: the whole list, as those left out are removed (reference: Edit Products of the Deal). A line is named by
 * its product.
 */
export const lines: FieldWriter = (value) => ({
  products: objectsIn(value).flatMap((line) => {
    const id = idOf(line, 'product_id') ?? idOf(line, 'id');
    return id === null ? [] : [{ id, ...chosen(line, LINE_KEYS) }];
  }),
});

const PRICE_KEYS = ['currency_code', 'unit_price', 'setup_fee', 'billing_cycle', 'billing_type'] as const;

/**
 * Prices of a product (reference: Add, Edit, Delete Prices): one that is there goes with its id, which its currency tells where the edit does not; one that is gone goes
 * with `_destroy`. So a second sending does not add a price twice.
 */
export const prices: FieldWriter = (value, context) => {
  const before = listBefore('product_pricings', context);
  const idFor = (price: RawRecord): number | null => {
    const id = idOf(price, 'id');
    if (id !== null && before.some((other) => idOf(other, 'id') === id)) return id;
    const same = before.find((other) => other['currency_code'] === price['currency_code']);
    return same === undefined ? null : idOf(same, 'id');
  };
  const written = objectsIn(value).map((price) => {
    const id = idFor(price);
    return { ...(id === null ? {} : { id }), ...chosen(price, PRICE_KEYS) };
  });
  const ids = new Set(written.map((price) => price.id));
  const gone = before.flatMap((price) => {
    const id = idOf(price, 'id');
    return id === null || ids.has(id) ? [] : [{ id, _destroy: true }];
  });
  return { product_pricings: [...written, ...gone] };
};

/** It can be given only with the first prices (reference: Add Prices to the Product). */
export const pricingType: FieldWriter = (value, context) =>
  listBefore('product_pricings', context).length > 0 || value === 0 ? {} : { pricing_type: value };
