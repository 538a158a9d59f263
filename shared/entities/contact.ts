import { z } from 'zod';
import { parseAmount } from '../money.ts';
import { parseInstant } from '../time.ts';
import { selectorColumn, type Column } from './column.ts';
import * as field from './fields.ts';
import type { EntityKind } from './entity-kind.ts';
import { personName, personSearchText } from './person.ts';
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

/** A contact, as any endpoint gives it (reference: Contacts; quirks §6). Only `id` is sure to be there. */
export const contactSchema = z.looseObject({
  id: idSchema,
  first_name: field.text,
  last_name: field.text,
  display_name: field.text,
  job_title: field.text,
  department: field.text,
  email: field.text,
  emails: field.emails,
  work_number: field.text,
  mobile_number: field.text,
  address: field.text,
  city: field.text,
  state: field.text,
  zipcode: field.text,
  country: field.text,
  time_zone: field.text,
  lead_score: field.number,
  customer_fit: field.number,
  contact_status_id: field.reference,
  lead_source_id: field.reference,
  owner_id: field.reference,
  territory_id: field.reference,
  campaign_id: field.reference,
  sales_account_id: field.reference,
  medium: field.text,
  keyword: field.text,
  facebook: field.text,
  twitter: field.text,
  linkedin: field.text,
  sales_accounts: field.objects({ id: field.reference, name: field.text, is_primary: field.flag }),
  open_deals_amount: field.amount,
  won_deals_amount: field.amount,
  /** A JSON number above 2^53 on real accounts (quirks §6); it is kept as a bigint. */
  mcr_id: field.number,
  record_type_id: field.text,
  last_contacted: field.instant,
  last_seen: field.instant,
  created_at: field.instant,
  updated_at: field.instant,
  tags: field.strings,
  custom_field: field.customField,
  links: field.links,
  is_deleted: field.flag,
});
export type Contact = z.infer<typeof contactSchema>;

/** The account a contact belongs to first: the one marked primary, else the deprecated single one (reference: Create a Contact). */
function primaryAccount(record: RawRecord): RawRecord | null {
  const accounts = objectsOf(record, 'sales_accounts');
  return (
    accounts.find((account) => account['is_primary'] === true) ??
    accounts[0] ??
    objectOf(record, 'sales_account')
  );
}

/** Every account a contact belongs to, the primary one first. */
function accountIds(record: RawRecord): number[] {
  const first = accountId(record);
  const all = objectsOf(record, 'sales_accounts').flatMap((account) => idOf(account, 'id') ?? []);
  return [...new Set(first === null ? all : [first, ...all])];
}

function accountId(record: RawRecord): number | null {
  const account = primaryAccount(record);
  return (account && idOf(account, 'id')) ?? idOf(record, 'sales_account_id');
}

const columns: readonly Column[] = [
  { key: 'name', type: 'text', read: personName },
  { key: 'sales_account_id', type: 'reference', target: { kind: 'sales_accounts' }, read: accountId },
  { key: 'job_title', type: 'text', read: (record) => textOf(record, 'job_title') },
  { key: 'email', type: 'text', read: (record) => textOf(record, 'email') },
  { key: 'mobile_number', type: 'text', read: (record) => textOf(record, 'mobile_number') },
  { key: 'work_number', type: 'text', read: (record) => textOf(record, 'work_number') },
  { key: 'external_id', type: 'text', read: (record) => textOf(record, 'external_id') },
  { key: 'city', type: 'text', read: (record) => textOf(record, 'city') },
  { key: 'country', type: 'text', read: (record) => textOf(record, 'country') },
  { key: 'lead_score', type: 'number', read: (record) => numberOf(record, 'lead_score') },
  { key: 'open_deals_amount', type: 'money', read: (record) => parseAmount(record['open_deals_amount']) },
  selectorColumn('contact_status_id', 'contact_statuses'),
  selectorColumn('owner_id', 'owners'),
  { key: 'state', type: 'text', read: (record) => textOf(record, 'state') },
  { key: 'zipcode', type: 'text', read: (record) => textOf(record, 'zipcode') },
  selectorColumn('lead_source_id', 'lead_sources'),
  selectorColumn('campaign_id', 'campaigns'),
  selectorColumn('territory_id', 'territories'),
  {
    key: 'sales_account_ids',
    type: 'references',
    target: { kind: 'sales_accounts' },
    read: accountIds,
  },
  { key: 'tags', type: 'tags', read: (record) => stringsOf(record, 'tags') },
  { key: 'last_contacted', type: 'instant', read: (record) => parseInstant(record['last_contacted']) },
  selectorColumn('creater_id', 'owners'),
  selectorColumn('updater_id', 'owners'),
  { key: 'created_at', type: 'instant', read: (record) => parseInstant(record['created_at']) },
  { key: 'updated_at', type: 'instant', read: (record) => parseInstant(record['updated_at']) },
];

export const contacts: EntityKind = {
  kind: 'contacts',
  singular: 'contact',
  model: 'Contact',
  schema: contactSchema,
  columns,
  defaultColumns: ['name', 'sales_account_id', 'mobile_number', 'city', 'owner_id', 'updated_at'],
  title: personName,
  searchText: (record) => [
    ...personSearchText(record),
    ...objectsOf(record, 'sales_accounts').map((account) => textOf(account, 'name')),
  ],
  include: [
    'owner',
    'creater',
    'updater',
    'sales_accounts',
    'contact_status',
    'source',
    'campaign',
    'territory',
  ],
  abilities: {
    clone: true,
    convert: false,
    team: true,
    bulkOwner: true,
    bulkDelete: true,
    upsert: true,
    forget: true,
  },
  uniqueIdentifiers: ['emails', 'mobile_number', 'external_id'],
};
