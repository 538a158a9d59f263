import { z } from 'zod';
import { parseAmount } from '../money.ts';
import { parseInstant } from '../time.ts';
import { selectorColumn } from './column.ts';
import type { RecordDefinition } from './entity-kind.ts';
import * as field from './fields.ts';
import { idSchema, textOf } from './record.ts';

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

/** Products as the store keeps them. */
export const products: RecordDefinition = {
  kind: 'products',
  singular: 'product',
  model: 'Product',
  schema: productSchema,
  columns: [
    { key: 'name', type: 'text', read: (record) => textOf(record, 'name') },
    { key: 'category', type: 'text', read: (record) => textOf(record, 'category') },
    { key: 'product_code', type: 'text', read: (record) => textOf(record, 'product_code') },
    { key: 'sku_number', type: 'text', read: (record) => textOf(record, 'sku_number') },
    { key: 'is_active', type: 'number', read: (record) => (record['is_active'] === false ? 0 : 1) },
    {
      key: 'base_currency_amount',
      type: 'money',
      read: (record) => parseAmount(record['base_currency_amount']),
    },
    selectorColumn('owner_id', 'owners'),
    { key: 'created_at', type: 'instant', read: (record) => parseInstant(record['created_at']) },
    { key: 'updated_at', type: 'instant', read: (record) => parseInstant(record['updated_at']) },
  ],
  defaultColumns: ['name', 'category', 'product_code', 'base_currency_amount', 'updated_at'],
  title: (record) => textOf(record, 'name'),
  searchText: (record) => [
    textOf(record, 'name'),
    textOf(record, 'category'),
    textOf(record, 'product_code'),
    textOf(record, 'sku_number'),
  ],
  include: ['product_pricings'],
};
