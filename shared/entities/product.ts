import { z } from 'zod';
import * as field from './fields.ts';
import { idSchema } from './record.ts';

/**
 * A product (reference: Products). `pricing_type` is 0 without prices, 1 for one-time, 2 for subscription; `billing_type` is 1 monthly, 2 quarterly,
 * 3 half-yearly, 4 yearly. Prices come with `include=product_pricings`.
 */
export const productSchema = z.looseObject({
  id: idSchema,
  name: field.text,
  description: field.text,
  category: field.text,
  is_active: field.flag,
  product_code: field.text,
  sku_number: field.text,
  parent_product: field.reference,
  owner_id: field.reference,
  territory_id: field.reference,
  valid_till: field.instant,
  pricing_type: field.number,
  product_pricings: field.objects({
    id: field.reference,
    currency_code: field.text,
    unit_price: field.amount,
    setup_fee: field.amount,
    billing_cycle: field.number,
    billing_type: field.number,
    is_locked: field.flag,
    _destroy: field.flag,
  }),
  base_currency_amount: field.amount,
  creater_id: field.reference,
  updater_id: field.reference,
  custom_field: field.customField,
  is_deleted: field.flag,
  created_at: field.instant,
  updated_at: field.instant,
});
export type Product = z.infer<typeof productSchema>;
