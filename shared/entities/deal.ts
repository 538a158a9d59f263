import { z } from 'zod';
import { parseAmount, shareOf } from '../money.ts';
import { parseDay, parseInstant } from '../time.ts';
import { selectorColumn, type Column } from './column.ts';
import * as field from './fields.ts';
import type { EntityKind } from './entity-kind.ts';
import {
  idOf,
  idSchema,
  numberOf,
  objectOf,
  objectsOf,
  stringsOf,
  textOf,
  type RawRecord,
} from './record.ts';

/** A deal, as any endpoint gives it (reference: Deals; quirks §6). Only `id` is sure to be there. */
export const dealSchema = z.looseObject({
  id: idSchema,
  name: field.text,
  amount: field.amount,
  base_currency_amount: field.amount,
  expected_deal_value: field.amount,
  currency_id: field.reference,
  sales_account_id: field.reference,
  deal_pipeline_id: field.reference,
  deal_stage_id: field.reference,
  deal_reason_id: field.reference,
  deal_type_id: field.reference,
  owner_id: field.reference,
  lead_source_id: field.reference,
  campaign_id: field.reference,
  deal_product_id: field.reference,
  deal_payment_status_id: field.reference,
  territory_id: field.reference,
  expected_close: field.day,
  closed_date: field.day,
  probability: field.number,
  age: field.number,
  rotten_days: field.number,
  forecast_category: field.number,
  has_products: field.flag,
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
  stage_updated_time: field.instant,
  last_assigned_at: field.instant,
  created_at: field.instant,
  updated_at: field.instant,
  tags: field.strings,
  custom_field: field.customField,
  links: field.links,
  is_deleted: field.flag,
});
export type Deal = z.infer<typeof dealSchema>;

const name = (record: RawRecord): string | null => textOf(record, 'name');

/** The deal's account, whether it came as an id or embedded (reference: View a Deal, `include=sales_account`). */
function accountId(record: RawRecord): number | null {
  const embedded = objectOf(record, 'sales_account');
  return idOf(record, 'sales_account_id') ?? (embedded && idOf(embedded, 'id'));
}

/**
 * What a deal may bring, in the currency of the account: its amount by its probability. A deal that was made here has no amount in that currency yet, and counts with
 * its own.
 */
function expected(record: RawRecord): string | null {
  const amount = parseAmount(record['base_currency_amount']) ?? parseAmount(record['amount']);
  const probability = parseAmount(record['probability']);
  return amount === null || probability === null ? null : shareOf(amount, Number(probability));
}

/** The deal's contacts, as ids or embedded (reference: View a Deal, `include=contacts`). */
function contactIds(record: RawRecord): number[] {
  return [...new Set(objectsOf(record, 'contacts').flatMap((contact) => idOf(contact, 'id') ?? []))];
}

const columns: readonly Column[] = [
  { key: 'name', type: 'text', read: name },
  { key: 'sales_account_id', type: 'reference', target: { kind: 'sales_accounts' }, read: accountId },
  { key: 'amount', type: 'money', read: (record) => parseAmount(record['amount']) },
  selectorColumn('currency_id', 'currencies'),
  {
    key: 'base_currency_amount',
    type: 'money',
    read: (record) => parseAmount(record['base_currency_amount']),
  },
  selectorColumn('deal_stage_id', 'deal_stages'),
  selectorColumn('deal_pipeline_id', 'deal_pipelines'),
  {
    key: 'probability',
    type: 'number',
    read: (record) => numberOf(record, 'probability'),
  },
  { key: 'expected', type: 'money', read: expected },
  { key: 'expected_close', type: 'day', read: (record) => parseDay(record['expected_close']) },
  { key: 'closed_date', type: 'day', read: (record) => parseDay(record['closed_date']) },
  selectorColumn('owner_id', 'owners'),
  selectorColumn('deal_type_id', 'deal_types'),
  selectorColumn('deal_reason_id', 'deal_reasons'),
  selectorColumn('deal_product_id', 'deal_products'),
  selectorColumn('deal_payment_status_id', 'deal_payment_statuses'),
  selectorColumn('lead_source_id', 'lead_sources'),
  selectorColumn('campaign_id', 'campaigns'),
  selectorColumn('territory_id', 'territories'),
  {
    key: 'contact_ids',
    type: 'references',
    target: { kind: 'contacts' },
    read: contactIds,
  },
  { key: 'tags', type: 'tags', read: (record) => stringsOf(record, 'tags') },
  selectorColumn('creater_id', 'owners'),
  selectorColumn('updater_id', 'owners'),
  {
    key: 'stage_updated_time',
    type: 'instant',
    read: (record) => parseInstant(record['stage_updated_time']),
  },
  { key: 'created_at', type: 'instant', read: (record) => parseInstant(record['created_at']) },
  { key: 'updated_at', type: 'instant', read: (record) => parseInstant(record['updated_at']) },
];

export const deals: EntityKind = {
  kind: 'deals',
  singular: 'deal',
  model: 'Deal',
  schema: dealSchema,
  columns,
  defaultColumns: [
    'name',
    'sales_account_id',
    'amount',
    'deal_stage_id',
    'expected_close',
    'owner_id',
    'updated_at',
  ],
  title: name,
  searchText: (record) => [
    name(record),
    textOf(objectOf(record, 'sales_account') ?? {}, 'name'),
    ...stringsOf(record, 'tags'),
  ],
  include: [
    'owner',
    'creater',
    'updater',
    'sales_account',
    'deal_stage',
    'currency',
    'contacts',
    'products',
    'deal_type',
    'deal_reason',
    'source',
    'campaign',
    'deal_payment_status',
    'deal_product',
  ],
  abilities: {
    clone: true,
    convert: false,
    team: true,
    bulkOwner: false,
    bulkDelete: true,
    upsert: true,
    forget: true,
  },
  uniqueIdentifiers: ['name'],
};
