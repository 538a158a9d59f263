import Big from 'big.js';
import type { Kind } from '../../shared/entities/kind.ts';
import { idOf } from '../../shared/entities/record.ts';
import { parseAmount } from '../../shared/money.ts';
import { customFields, EMPLOYEES, type FieldDefinition, type FieldKind } from './data/fields.ts';
import { parseInputDay, parseInputInstant } from './dates.ts';
import { fieldLabel, invalid } from './failure.ts';
import type { TableName } from './state/row.ts';
import type { World } from './world.ts';

/** The values of a request's body, by the API's keys. */
export type Body = Readonly<Record<string, unknown>>;

/** How a value in a body is read and checked. */
export type Attribute =
  | { readonly type: 'text' | 'integer' | 'day' | 'instant' | 'flag' | 'strings' | 'employees' }
  /** A decimal, rounded to so many digits. */
  | { readonly type: 'decimal'; readonly digits: number }
  /** The id of a configured choice; an unknown one is dropped or refused (quirks §7). */
  | { readonly type: 'choice'; readonly table: TableName }
  /** The id of a live record; an unknown one is refused. */
  | { readonly type: 'reference'; readonly table: TableName };

const text: Attribute = { type: 'text' };
const day: Attribute = { type: 'day' };
const choice = (table: TableName): Attribute => ({ type: 'choice', table });
const reference = (table: TableName): Attribute => ({ type: 'reference', table });
const decimal = (digits: number): Attribute => ({ type: 'decimal', digits });
const texts = (...names: string[]): Record<string, Attribute> =>
  Object.fromEntries(names.map((name) => [name, text]));

const address = texts('address', 'city', 'state', 'zipcode', 'country');
const social = texts('facebook', 'twitter', 'linkedin');
const marketing = {
  owner_id: reference('users'),
  territory_id: choice('territories'),
  lead_source_id: choice('lead_sources'),
  campaign_id: choice('campaigns'),
};
const person = {
  ...texts(
    'first_name',
    'last_name',
    'job_title',
    'department',
    'work_number',
    'mobile_number',
    'medium',
    'keyword',
    'time_zone',
    'external_id',
    'avatar',
  ),
  ...address,
  ...social,
  ...marketing,
  tags: { type: 'strings' } as const,
};

/** What can be written of each kind (reference: the kind's table of attributes), apart from what needs code of its own. */
export const ATTRIBUTES: Readonly<Record<Kind, Readonly<Record<string, Attribute>>>> = {
  leads: { ...person, lead_stage_id: choice('lead_stages'), lead_reason_id: choice('lead_reasons') },
  contacts: {
    ...person,
    contact_status_id: choice('contact_statuses'),
    lifecycle_stage_id: choice('lifecycle_stages'),
  },
  sales_accounts: {
    ...texts('name', 'website', 'phone', 'avatar'),
    ...address,
    ...social,
    owner_id: reference('users'),
    territory_id: choice('territories'),
    industry_type_id: choice('industry_types'),
    business_type_id: choice('business_types'),
    number_of_employees: { type: 'employees' },
    annual_revenue: decimal(0),
    parent_sales_account_id: reference('sales_accounts'),
    tags: { type: 'strings' },
  },
  deals: {
    ...marketing,
    name: text,
    amount: decimal(2),
    currency_id: choice('currencies'),
    sales_account_id: reference('sales_accounts'),
    deal_pipeline_id: choice('deal_pipelines'),
    deal_stage_id: choice('deal_stages'),
    deal_reason_id: choice('deal_reasons'),
    deal_type_id: choice('deal_types'),
    deal_product_id: choice('products'),
    deal_payment_status_id: choice('deal_payment_statuses'),
    expected_close: day,
    closed_date: day,
    probability: { type: 'integer' },
    tags: { type: 'strings' },
  },
};

/** The company of a lead (reference: Leads, `company[…]`, `deal[…]`). */
export const LEAD_COMPANY: Readonly<Record<string, Attribute>> = {
  ...texts('name', 'website', 'phone'),
  ...address,
  industry_type_id: choice('industry_types'),
  business_type_id: choice('business_types'),
  number_of_employees: { type: 'employees' },
  annual_revenue: decimal(0),
};
/** The deal of a lead. */
export const LEAD_DEAL: Readonly<Record<string, Attribute>> = {
  name: text,
  amount: decimal(2),
  currency_id: choice('currencies'),
  expected_close: day,
  deal_product_id: choice('products'),
};

/** Stands for "leave it as it was": a value that was dropped in silence. */
const DROPPED = Symbol('dropped');

function droppedOrRefused(name: string, world: World): typeof DROPPED {
  if (!world.quirks.silentDropUnknownChoices) throw invalid('choice', fieldLabel(name));
  return DROPPED;
}

function readDecimal(name: string, value: unknown, digits: number): string {
  const amount = parseAmount(value);
  if (amount === null) throw invalid('invalid', fieldLabel(name));
  return new Big(amount).round(digits, Big.roundHalfUp).toFixed();
}

function readValue(name: string, value: unknown, attribute: Attribute, world: World): unknown {
  const empty = value === null || value === '';
  switch (attribute.type) {
    case 'text':
      if (empty) return null;
      if (typeof value !== 'string' && typeof value !== 'number') throw invalid('invalidType', name);
      return String(value);
    case 'strings':
      if (!Array.isArray(value)) throw invalid('invalidType', name);
      return value.map(String);
    case 'flag':
      return value === true || value === 'true' || value === 1 || value === '1';
    case 'integer': {
      if (empty) return null;
      const number = typeof value === 'string' ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isFinite(number)) throw invalid('invalid', fieldLabel(name));
      return Math.trunc(number);
    }
    case 'decimal':
      return empty ? null : readDecimal(name, value, attribute.digits);
    case 'day':
    case 'instant': {
      if (empty) return null;
      const read = attribute.type === 'day' ? parseInputDay(value) : parseInputInstant(value);
      if (read === null) throw invalid('invalid', fieldLabel(name));
      return read;
    }
    case 'employees':
      if (empty) return null;
      return EMPLOYEES.some((range) => range.value === Number(value))
        ? Number(value)
        : droppedOrRefused(name, world);
    case 'choice':
    case 'reference': {
      if (empty) return null;
      const id = idOf({ id: value }, 'id');
      const row = id === null ? undefined : world.store.get(attribute.table, id);
      if (row !== undefined && row['is_deleted'] !== true) return row.id;
      if (attribute.type === 'reference') throw invalid('invalid', fieldLabel(name));
      return droppedOrRefused(name, world);
    }
  }
}

/** Reads the keys of a body that `attributes` knows; other keys are left alone. @throws Refusal 400 */
export function readAttributes(
  body: Body,
  attributes: Readonly<Record<string, Attribute>>,
  world: World,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, attribute] of Object.entries(attributes)) {
    if (!(name in body)) continue;
    const value = readValue(name, body[name], attribute, world);
    if (value !== DROPPED) values[name] = value;
  }
  return values;
}

/** Refuses keys that nobody knows, where the account does not drop them in silence (quirks §7). */
export function refuseUnknown(body: Body, known: ReadonlySet<string>, world: World): void {
  if (world.quirks.silentDropUnknownFields) return;
  const unknown = Object.keys(body).find((key) => !known.has(key.trim()));
  if (unknown !== undefined) throw invalid('unknownField', unknown);
}

function readCustom(field: FieldDefinition, value: unknown, world: World): unknown {
  const choices = typeof field.choices === 'string' ? [] : (field.choices ?? []);
  switch (field.type) {
    case 'checkbox':
      return value === null ? null : readValue(field.name, value, { type: 'flag' }, world);
    case 'number':
      if (value === null || value === '') return null;
      return Number(readDecimal(field.name, value, 4));
    case 'date':
      return readValue(field.name, value, day, world);
    case 'dropdown':
      if (value === null || value === '') return null;
      return choices.includes(String(value)) ? String(value) : droppedOrRefused(field.name, world);
    case 'multi_select_dropdown': {
      const chosen: unknown[] = Array.isArray(value) ? value : value === null ? [] : [value];
      const kept = chosen.filter((item) => choices.includes(String(item)));
      if (kept.length < chosen.length) droppedOrRefused(field.name, world);
      return kept.map(String);
    }
    case 'text':
    case 'textarea':
    case 'phone_number':
    case 'auto_complete':
      return readValue(field.name, value, text, world);
  }
}

/**
 * Reads `custom_field` of a body: replaces the whole map, or merges into it (quirks §8).
 * @returns the new map, or undefined where the body has none. @throws Refusal 400
 */
export function readCustomField(
  kind: FieldKind,
  body: Body,
  before: Body | undefined,
  world: World,
): Body | undefined {
  const given = body['custom_field'];
  if (given === undefined || given === null) return undefined;
  if (typeof given !== 'object' || Array.isArray(given)) throw invalid('invalidType', 'custom_field');
  const fields = new Map(customFields(kind).map((field) => [field.name, field]));
  const kept = (before?.['custom_field'] ?? {}) as Body;
  const values: Record<string, unknown> = world.quirks.customFieldReplacedWhole ? {} : { ...kept };
  for (const [name, value] of Object.entries(given)) {
    const field = fields.get(name);
    if (field === undefined) {
      if (!world.quirks.silentDropUnknownFields) throw invalid('unknownField', name);
      continue;
    }
    const read = readCustom(field, value, world);
    // A dropped value leaves the field as it was, even where the rest of the map is replaced.
    values[name] = read === DROPPED ? (kept[name] ?? null) : read;
  }
  return values;
}
