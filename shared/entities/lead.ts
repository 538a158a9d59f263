import { z } from 'zod';
import { parseAmount } from '../money.ts';
import { parseInstant } from '../time.ts';
import { selectorColumn, type Column } from './column.ts';
import * as field from './fields.ts';
import type { EntityKind } from './entity-kind.ts';
import { idSchema, numberOf, objectOf, stringsOf, textOf, type RawRecord } from './record.ts';
import { personName, personSearchText } from './person.ts';

/** A lead, as any endpoint gives it (reference: Leads; quirks §6). Only `id` is sure to be there. */
export const leadSchema = z.looseObject({
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
  lead_quality: field.text,
  lead_stage_id: field.reference,
  lead_reason_id: field.reference,
  lead_source_id: field.reference,
  owner_id: field.reference,
  territory_id: field.reference,
  campaign_id: field.reference,
  medium: field.text,
  keyword: field.text,
  facebook: field.text,
  twitter: field.text,
  linkedin: field.text,
  company: field.object({
    id: field.reference,
    name: field.text,
    number_of_employees: field.number,
    annual_revenue: field.amount,
    industry_type_id: field.reference,
    business_type_id: field.reference,
  }),
  deal: field.object({
    id: field.reference,
    name: field.text,
    amount: field.amount,
    expected_close: field.day,
  }),
  last_contacted: field.instant,
  last_seen: field.instant,
  stage_updated_time: field.instant,
  created_at: field.instant,
  updated_at: field.instant,
  tags: field.strings,
  custom_field: field.customField,
  links: field.links,
  is_deleted: field.flag,
});
export type Lead = z.infer<typeof leadSchema>;

const company = (record: RawRecord): RawRecord => objectOf(record, 'company') ?? {};

const columns: readonly Column[] = [
  { key: 'name', type: 'text', read: personName },
  { key: 'company', type: 'text', read: (record) => textOf(company(record), 'name') },
  { key: 'job_title', type: 'text', read: (record) => textOf(record, 'job_title') },
  { key: 'email', type: 'text', read: (record) => textOf(record, 'email') },
  { key: 'mobile_number', type: 'text', read: (record) => textOf(record, 'mobile_number') },
  { key: 'work_number', type: 'text', read: (record) => textOf(record, 'work_number') },
  { key: 'city', type: 'text', read: (record) => textOf(record, 'city') },
  { key: 'country', type: 'text', read: (record) => textOf(record, 'country') },
  { key: 'lead_score', type: 'number', read: (record) => numberOf(record, 'lead_score') },
  { key: 'deal_amount', type: 'money', read: (record) => parseAmount(objectOf(record, 'deal')?.['amount']) },
  selectorColumn('owner_id', 'owners'),
  { key: 'state', type: 'text', read: (record) => textOf(record, 'state') },
  { key: 'zipcode', type: 'text', read: (record) => textOf(record, 'zipcode') },
  selectorColumn('lead_source_id', 'lead_sources'),
  selectorColumn('campaign_id', 'campaigns'),
  selectorColumn('territory_id', 'territories'),
  { key: 'tags', type: 'tags', read: (record) => stringsOf(record, 'tags') },
  { key: 'last_contacted', type: 'instant', read: (record) => parseInstant(record['last_contacted']) },
  selectorColumn('creater_id', 'owners'),
  selectorColumn('updater_id', 'owners'),
  { key: 'created_at', type: 'instant', read: (record) => parseInstant(record['created_at']) },
  { key: 'updated_at', type: 'instant', read: (record) => parseInstant(record['updated_at']) },
];

export const leads: EntityKind = {
  kind: 'leads',
  singular: 'lead',
  model: 'Lead',
  schema: leadSchema,
  columns,
  defaultColumns: ['name', 'company', 'mobile_number', 'city', 'lead_score', 'owner_id', 'updated_at'],
  title: personName,
  searchText: (record) => [...personSearchText(record), textOf(company(record), 'name')],
  include: ['owner', 'creater', 'updater', 'source', 'lead_stage', 'lead_reason', 'territory', 'campaign'],
  abilities: {
    clone: true,
    convert: true,
    team: true,
    bulkOwner: true,
    bulkDelete: true,
    upsert: true,
    forget: true,
  },
  uniqueIdentifiers: ['emails', 'mobile_number'],
};
