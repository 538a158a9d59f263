import type { FieldConfiguration } from '../../../../shared/entities/field-configuration.ts';
import type { Kind } from '../../../../shared/entities/kind.ts';
import { idOf, objectOf, objectsOf, textOf, type RawRecord } from '../../../../shared/entities/record.ts';
import { SELECTOR_OF_FIELD, type Selector } from '../../../../shared/entities/selectors.ts';
import { parseAmount } from '../../../../shared/money.ts';
import { nameKey } from '../../../../shared/store-port.ts';
import { parseDay, parseInstant } from '../../../../shared/time.ts';
import { choiceOf, choiceText, wordsOf } from './choices.ts';

/** A value of a record, ready to be drawn. */
export type FieldValue =
  | { readonly type: 'empty' }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'lines'; readonly text: string }
  /** A number as it was sent; a string where a double would lose digits. */
  | { readonly type: 'number'; readonly value: number | string }
  | { readonly type: 'percent'; readonly value: number }
  | { readonly type: 'money'; readonly amount: string; readonly currency: string | null }
  | { readonly type: 'instant'; readonly ms: number }
  | { readonly type: 'day'; readonly day: string }
  | { readonly type: 'flag'; readonly on: boolean }
  | { readonly type: 'words'; readonly words: readonly string[] }
  | { readonly type: 'web'; readonly text: string }
  | { readonly type: 'mail'; readonly addresses: readonly string[] }
  | { readonly type: 'phone'; readonly text: string }
  | { readonly type: 'records'; readonly records: readonly RecordLink[] }
  /** Refers to something that has no name here. */
  | { readonly type: 'nameless'; readonly id: number };

/** Another record, by what it is called here. */
export interface RecordLink {
  readonly kind: Kind;
  readonly id: number;
  readonly title: string;
}

/** What a value is read with: the names of what the record refers to, and the currency amounts are in. */
export interface ReadContext {
  /** By `nameKey` (shared/store-port.ts). */
  readonly names: Readonly<Record<string, string>>;
  readonly baseCurrency: string | null;
}

export const EMPTY: FieldValue = { type: 'empty' };

const INSTANTS = new Set([
  'created_at',
  'updated_at',
  'last_contacted',
  'last_seen',
  'last_assigned_at',
  'stage_updated_time',
]);
const DAYS = new Set(['expected_close', 'closed_date']);
const PHONES = new Set(['phone', 'mobile_number', 'work_number']);
const PAGES = new Set(['website', 'facebook', 'twitter', 'linkedin']);
/** Amounts in the record's own currency, and those in the account's (reference: Deals; Accounts). */
const OWN_MONEY = new Set(['amount', 'expected_deal_value']);
const BASE_MONEY = new Set([
  'base_currency_amount',
  'annual_revenue',
  'open_deals_amount',
  'won_deals_amount',
  'deal_amount',
]);
const ACCOUNT_LINKS = new Set(['sales_account_id', 'parent_sales_account_id']);

/**
 * Reads one field of a record.
 * @param field as the account configured it; of a field that is only known by its key, `{ id, name }`
 */
export function readField(field: FieldConfiguration, record: RawRecord, context: ReadContext): FieldValue {
  const key = field.name;
  if (key === 'email' || key === 'emails') return mails(record);
  if (key === 'sales_accounts') return accounts(record, context);
  if (key === 'company') return textValue(objectOf(record, 'company')?.['name']);
  const value = valueOf(field, record);
  if (isEmpty(value)) return EMPTY;
  if (INSTANTS.has(key)) return instant(value);
  if (DAYS.has(key)) return day(value);
  if (OWN_MONEY.has(key)) return money(value, currencyOf(record, context));
  if (BASE_MONEY.has(key)) return money(value, context.baseCurrency);
  if (key === 'probability') return typeof value === 'number' ? { type: 'percent', value } : textValue(value);
  if (PHONES.has(key)) return { type: 'phone', text: String(value) };
  if (PAGES.has(key)) return { type: 'web', text: String(value) };
  if (key === 'tags') return { type: 'words', words: wordsOf(value) };
  if (ACCOUNT_LINKS.has(key)) return accountLink(idOf(record, key), context);
  const selector = SELECTOR_OF_FIELD[key];
  return selector ? reference(selector, field, value, context) : byType(field, value);
}

function reference(
  selector: Selector,
  field: FieldConfiguration,
  value: unknown,
  context: ReadContext,
): FieldValue {
  const id = idOf({ value }, 'value');
  if (id === null) return byType(field, value);
  const name = context.names[nameKey(selector, id)] ?? choiceOf(field, value);
  return name === null ? { type: 'nameless', id } : { type: 'text', text: name };
}

/** The code of the record's currency, else the account's. */
export function currencyOf(record: RawRecord, context: ReadContext): string | null {
  const id = idOf(record, 'currency_id');
  return (id === null ? undefined : context.names[nameKey('currencies', id)]) ?? context.baseCurrency;
}

function valueOf(field: FieldConfiguration, record: RawRecord): unknown {
  if (Object.hasOwn(record, field.name)) return record[field.name];
  return objectOf(record, 'custom_field')?.[field.name];
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** By the type the account gave the field; unknown types by what the value looks like. */
function byType(field: FieldConfiguration, value: unknown): FieldValue {
  switch (field.type ?? '') {
    case 'dropdown':
    case 'radio':
      return textValue(choiceText(field, value));
    case 'multi_select_dropdown':
      return { type: 'words', words: wordsOf(value).map((word) => choiceText(field, word)) };
    case 'checkbox':
      return { type: 'flag', on: value === true || value === 'true' || value === 1 || value === '1' };
    case 'date':
      return day(value);
    case 'datetime':
    case 'date_time':
      return instant(value);
    case 'number':
    case 'decimal':
      return numberValue(value);
    case 'textarea':
    case 'paragraph':
      return typeof value === 'string' ? { type: 'lines', text: value } : plain(value);
    case 'phone_number':
      return typeof value === 'string' ? { type: 'phone', text: value } : plain(value);
    case 'url':
      return typeof value === 'string' ? { type: 'web', text: value } : plain(value);
    case 'email':
      return typeof value === 'string' ? { type: 'mail', addresses: [value] } : plain(value);
    default:
      return plain(value);
  }
}

function plain(value: unknown): FieldValue {
  if (typeof value === 'number' || typeof value === 'bigint') return numberValue(value);
  if (typeof value === 'boolean') return { type: 'flag', on: value };
  if (typeof value === 'string')
    return value.includes('\n') ? { type: 'lines', text: value } : { type: 'text', text: value };
  const words = wordsOf(value);
  if (words.length === 0) return EMPTY;
  return words.length === 1 ? textValue(words[0]) : { type: 'words', words };
}

function textValue(value: unknown): FieldValue {
  if (typeof value === 'string' && value.trim() !== '') return { type: 'text', text: value };
  return typeof value === 'number' ? { type: 'number', value } : EMPTY;
}

function numberValue(value: unknown): FieldValue {
  if (typeof value === 'number') return { type: 'number', value };
  const amount = parseAmount(value);
  return amount === null ? textValue(value) : { type: 'number', value: amount };
}

function money(value: unknown, currency: string | null): FieldValue {
  const amount = parseAmount(value);
  return amount === null ? textValue(value) : { type: 'money', amount, currency };
}

function instant(value: unknown): FieldValue {
  const ms = parseInstant(value);
  return ms === null ? textValue(value) : { type: 'instant', ms };
}

function day(value: unknown): FieldValue {
  const parsed = parseDay(value);
  return parsed === null ? textValue(value) : { type: 'day', day: parsed };
}

function mails(record: RawRecord): FieldValue {
  const listed = objectsOf(record, 'emails')
    .filter((mail) => mail['_destroy'] !== true)
    .toSorted((a, b) => Number(b['is_primary'] === true) - Number(a['is_primary'] === true))
    .flatMap((mail) => textOf(mail, 'value') ?? []);
  const addresses = listed.length > 0 ? listed : [textOf(record, 'email') ?? []].flat();
  return addresses.length > 0 ? { type: 'mail', addresses } : EMPTY;
}

function accounts(record: RawRecord, context: ReadContext): FieldValue {
  const records = objectsOf(record, 'sales_accounts')
    .toSorted((a, b) => Number(b['is_primary'] === true) - Number(a['is_primary'] === true))
    .flatMap((account) => link(idOf(account, 'id'), textOf(account, 'name'), context));
  return records.length > 0 ? { type: 'records', records } : EMPTY;
}

function accountLink(id: number | null, context: ReadContext): FieldValue {
  const records = link(id, null, context);
  return records.length > 0 ? { type: 'records', records } : EMPTY;
}

function link(id: number | null, embedded: string | null, context: ReadContext): RecordLink[] {
  if (id === null) return [];
  const title = context.names[nameKey('sales_accounts', id)] ?? embedded ?? `#${id}`;
  return [{ kind: 'sales_accounts', id, title }];
}
