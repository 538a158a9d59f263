import { z } from 'zod';
import { parseAmount } from '../money.ts';
import { parseInstant } from '../time.ts';
import { selectorColumn, type Column } from './column.ts';
import * as field from './fields.ts';
import type { EntityKind } from './entity-kind.ts';
import { idOf, idSchema, numberOf, stringsOf, textOf, type RawRecord } from './record.ts';

/** An account (a company), as any endpoint gives it (reference: Accounts; quirks §6). Only `id` is sure to be there. */
export const salesAccountSchema = z.looseObject({
  id: idSchema,
  name: field.text,
  address: field.text,
  city: field.text,
  state: field.text,
  zipcode: field.text,
  country: field.text,
  industry_type_id: field.reference,
  business_type_id: field.reference,
  number_of_employees: field.number,
  annual_revenue: field.amount,
  website: field.text,
  phone: field.text,
  owner_id: field.reference,
  territory_id: field.reference,
  parent_sales_account_id: field.reference,
  facebook: field.text,
  twitter: field.text,
  linkedin: field.text,
  open_deals_amount: field.amount,
  open_deals_count: field.number,
  won_deals_amount: field.amount,
  won_deals_count: field.number,
  last_contacted: field.instant,
  last_contacted_mode: field.text,
  created_at: field.instant,
  updated_at: field.instant,
  tags: field.strings,
  custom_field: field.customField,
  links: field.links,
  is_deleted: field.flag,
});
export type SalesAccount = z.infer<typeof salesAccountSchema>;

const name = (record: RawRecord): string | null => textOf(record, 'name');

const columns: readonly Column[] = [
  { key: 'name', type: 'text', read: name },
  { key: 'phone', type: 'text', read: (record) => textOf(record, 'phone') },
  { key: 'website', type: 'text', read: (record) => textOf(record, 'website') },
  { key: 'city', type: 'text', read: (record) => textOf(record, 'city') },
  { key: 'country', type: 'text', read: (record) => textOf(record, 'country') },
  selectorColumn('industry_type_id', 'industry_types'),
  {
    key: 'number_of_employees',
    type: 'number',
    read: (record) => numberOf(record, 'number_of_employees'),
  },
  { key: 'annual_revenue', type: 'money', read: (record) => parseAmount(record['annual_revenue']) },
  { key: 'open_deals_amount', type: 'money', read: (record) => parseAmount(record['open_deals_amount']) },
  selectorColumn('owner_id', 'owners'),
  {
    key: 'parent_sales_account_id',
    type: 'reference',
    target: { kind: 'sales_accounts' },
    read: (record) => idOf(record, 'parent_sales_account_id'),
  },
  { key: 'state', type: 'text', read: (record) => textOf(record, 'state') },
  { key: 'zipcode', type: 'text', read: (record) => textOf(record, 'zipcode') },
  selectorColumn('business_type_id', 'business_types'),
  selectorColumn('territory_id', 'territories'),
  { key: 'tags', type: 'tags', read: (record) => stringsOf(record, 'tags') },
  { key: 'last_contacted', type: 'instant', read: (record) => parseInstant(record['last_contacted']) },
  selectorColumn('creater_id', 'owners'),
  selectorColumn('updater_id', 'owners'),
  { key: 'created_at', type: 'instant', read: (record) => parseInstant(record['created_at']) },
  { key: 'updated_at', type: 'instant', read: (record) => parseInstant(record['updated_at']) },
];

export const salesAccounts: EntityKind = {
  kind: 'sales_accounts',
  singular: 'sales_account',
  model: 'SalesAccount',
  schema: salesAccountSchema,
  columns,
  defaultColumns: ['name', 'phone', 'city', 'country', 'open_deals_amount', 'owner_id', 'updated_at'],
  title: name,
  searchText: (record) => [
    name(record),
    textOf(record, 'website'),
    textOf(record, 'phone'),
    textOf(record, 'city'),
    textOf(record, 'country'),
    ...stringsOf(record, 'tags'),
  ],
  include: ['owner', 'creater', 'updater', 'territory', 'business_type', 'industry_type'],
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
