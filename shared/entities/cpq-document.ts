import { z } from 'zod';
import { parseAmount } from '../money.ts';
import { parseInstant } from '../time.ts';
import { selectorColumn } from './column.ts';
import type { RecordDefinition } from './entity-kind.ts';
import * as field from './fields.ts';
import { idOf, idSchema, textOf } from './record.ts';

/** A document, as a rule a quote (reference: Documents). `discount` of a line is per cent; its lines come with `include=products`. */
export const cpqDocumentSchema = z.looseObject({
  id: idSchema,
  display_name: field.text,
  document_type: field.text,
  document_number: field.text,
  cpq_document_template_name: field.text,
  stage: field.text,
  deal_id: field.reference,
  sales_account_id: field.reference,
  contact_id: field.reference,
  owner_id: field.reference,
  territory_id: field.reference,
  amount: field.amount,
  base_currency_amount: field.amount,
  currency_code: field.text,
  valid_till: field.instant,
  shipping_address: field.text,
  shipping_city: field.text,
  shipping_state: field.text,
  shipping_zipcode: field.text,
  shipping_country: field.text,
  billing_address: field.text,
  billing_city: field.text,
  billing_state: field.text,
  billing_zipcode: field.text,
  billing_country: field.text,
  products: field.objects({
    id: field.reference,
    product_id: field.reference,
    quantity: field.number,
    discount: field.amount,
    unit_price: field.amount,
    setup_fee: field.amount,
    billing_cycle: field.number,
    billing_type: field.number,
  }),
  is_deal_primary: field.flag,
  creater_id: field.reference,
  updater_id: field.reference,
  custom_field: field.customField,
  is_deleted: field.flag,
  created_at: field.instant,
  updated_at: field.instant,
});
export type CpqDocument = z.infer<typeof cpqDocumentSchema>;

/** Documents (as a rule quotes) as the store keeps them. */
export const cpqDocuments: RecordDefinition = {
  kind: 'cpq_documents',
  singular: 'cpq_document',
  model: 'CpqDocument',
  schema: cpqDocumentSchema,
  columns: [
    { key: 'display_name', type: 'text', read: (record) => textOf(record, 'display_name') },
    { key: 'document_number', type: 'text', read: (record) => textOf(record, 'document_number') },
    { key: 'document_type', type: 'text', read: (record) => textOf(record, 'document_type') },
    { key: 'stage', type: 'text', read: (record) => textOf(record, 'stage') },
    {
      key: 'deal_id',
      type: 'reference',
      target: { kind: 'deals' },
      read: (record) => idOf(record, 'deal_id'),
    },
    {
      key: 'sales_account_id',
      type: 'reference',
      target: { kind: 'sales_accounts' },
      read: (record) => idOf(record, 'sales_account_id'),
    },
    {
      key: 'contact_id',
      type: 'reference',
      target: { kind: 'contacts' },
      read: (record) => idOf(record, 'contact_id'),
    },
    { key: 'amount', type: 'money', read: (record) => parseAmount(record['amount']) },
    { key: 'currency_code', type: 'text', read: (record) => textOf(record, 'currency_code') },
    { key: 'valid_till', type: 'instant', read: (record) => parseInstant(record['valid_till']) },
    selectorColumn('owner_id', 'owners'),
    { key: 'created_at', type: 'instant', read: (record) => parseInstant(record['created_at']) },
    { key: 'updated_at', type: 'instant', read: (record) => parseInstant(record['updated_at']) },
  ],
  defaultColumns: ['display_name', 'deal_id', 'amount', 'stage', 'valid_till', 'updated_at'],
  title: (record) => textOf(record, 'display_name') ?? textOf(record, 'document_number'),
  searchText: (record) => [textOf(record, 'display_name'), textOf(record, 'document_number')],
  include: ['products'],
};
