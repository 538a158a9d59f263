import { mergingOf } from '../../../../shared/edits/field-merging.ts';
import { isList } from '../../../../shared/edits/lists.ts';
import { isConfigured, type FieldConfiguration } from '../../../../shared/entities/field-configuration.ts';
import type { RecordKind } from '../../../../shared/entities/kind.ts';
import { objectOf, objectsOf, textOf, type RawRecord } from '../../../../shared/entities/record.ts';
import type { Selector } from '../../../../shared/entities/selectors.ts';
import { kindOfModel } from '../../../../shared/entities/target.ts';
import { isDone } from '../../../../shared/entities/task.ts';
import { assertNever } from '../../../../shared/errors.ts';
import { parseAmount } from '../../../../shared/money.ts';
import { nameKey } from '../../../../shared/store-port.ts';
import { parseDay, parseInstant } from '../../../../shared/time.ts';
import { baseCurrency, fieldsOf, selectorName, type ConfigurationValues } from '../../lib/configuration.ts';
import { fieldLabel } from '../../lib/field-words.ts';
import type { Formats } from '../../lib/format.ts';
import { m } from '../../paraglide/messages.js';
import { readField, type FieldValue } from '../record/field-value.ts';

/** What the words of a change are made with. */
export interface TextContext {
  /** By `nameKey` (shared/store-port.ts). */
  readonly names: Readonly<Record<string, string>>;
  readonly values: ConfigurationValues;
  readonly formats: Formats;
  /** Fields beside the one at hand, for what one says of another (a currency of an amount); an empty record where nothing is known. */
  readonly beside: RawRecord;
}

/** The pieces of the configuration that these words need. */
export const TEXT_KEYS: readonly string[] = [
  'fields:leads',
  'fields:contacts',
  'fields:sales_accounts',
  'fields:deals',
  'fields:sales_activities',
  'fields:products',
  'selector:currencies',
  'selector:owners',
  'selector:sales_activity_types',
  'selector:sales_activity_outcomes',
];

const CUSTOM = 'custom_field.';
/** Amounts in the record's own currency: without that they are bare numbers. */
const OWN_MONEY = new Set(['amount', 'expected_deal_value']);
const INSTANTS = new Set([
  'due_date',
  'completed_date',
  'from_date',
  'end_date',
  'start_date',
  'conversation_time',
  'checkedin_at',
  'checkedout_at',
]);
const SELECTORS: Readonly<Record<string, Selector>> = {
  outcome_id: 'sales_activity_outcomes',
  sales_activity_outcome_id: 'sales_activity_outcomes',
  sales_activity_type_id: 'sales_activity_types',
};
/** Say whom a record is about, which the heading says already. */
const ABOUT = new Set(['targetable_id', 'targetable_type', 'targetable', 'targetables', 'is_manual']);

const LABELS: Readonly<Record<string, () => string>> = {
  title: m.outbox_field_title,
  description: m.outbox_field_description,
  status: m.outbox_field_status,
  due_date: m.outbox_field_due,
  completed_date: m.outbox_field_completed,
  from_date: m.outbox_field_from,
  start_date: m.outbox_field_from,
  end_date: m.outbox_field_until,
  location: m.outbox_field_location,
  outcome_id: m.outbox_field_outcome,
  sales_activity_outcome_id: m.outbox_field_outcome,
  sales_activity_type_id: m.outbox_field_activity_type,
  user_ids: m.outbox_field_collaborators,
  appointment_attendees: m.outbox_field_attendees,
  contacts: m.outbox_field_contacts,
  products: m.outbox_field_products,
  product_pricings: m.outbox_field_prices,
  call_direction: m.outbox_field_direction,
  conversation_time: m.outbox_field_when,
  note: m.outbox_field_note,
  notes: m.outbox_field_note,
};

/** The paths of fields that are worth saying, in the order in which they were given. */
export function tellingPaths(fields: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(fields).filter((path) => !ABOUT.has(path));
}

/** What the field at a path is called: in the account's own words where it has some. */
export function fieldText(kind: RecordKind, path: string, values: ConfigurationValues): string {
  const { name, label } = configured(kind, path, values);
  return label?.trim() || LABELS[name]?.() || fieldLabel(name) || plainName(name);
}

/** The value of the field at a path, as one line of text; "No value" where it is empty. */
export function valueText(kind: RecordKind, path: string, value: unknown, context: TextContext): string {
  return special(kind, path, value, context) ?? plainText(kind, path, value, context);
}

/** The items of a list that merges as one (shared/edits/field-merging.ts), each as it is called; null for what is no such list. */
export function itemsText(
  kind: RecordKind,
  path: string,
  value: unknown,
  context: TextContext,
): readonly string[] | null {
  if (!isList(mergingOf(kind, path))) return null;
  const { names, values, formats } = context;
  const objects = objectsOf({ [path]: value }, path);
  switch (path) {
    case 'contacts':
      return objects.map(({ id }) => named('contacts', id, names));
    case 'user_ids':
      return Array.isArray(value) ? value.map((id: unknown) => ownerName(id, values)) : [];
    case 'team_users':
      return objects.map((member) => ownerName(member['user_id'], values));
    case 'appointment_attendees':
      return objects.map((attendee) => attendeeName(attendee, context));
    case 'products':
      return objects.map((line) => lineText(line, names, formats));
    case 'product_pricings':
      return objects.map((price) =>
        formats.price(parseAmount(price['unit_price']) ?? '0', textOf(price, 'currency_code')),
      );
    default:
      return itemsOf(readAt(kind, path, value, context));
  }
}

function itemsOf(value: FieldValue): readonly string[] {
  switch (value.type) {
    case 'words':
      return value.words;
    case 'mail':
      return value.addresses;
    case 'records':
      return value.records.map(({ title }) => title);
    case 'text':
    case 'lines':
    case 'web':
    case 'phone':
      return [value.text];
    case 'empty':
    case 'number':
    case 'percent':
    case 'money':
    case 'instant':
    case 'day':
    case 'flag':
    case 'nameless':
      return [];
    default:
      return assertNever(value);
  }
}

function ownerName(id: unknown, values: ConfigurationValues): string {
  return selectorName(values, 'owners', Number(id)) ?? `#${String(id)}`;
}

function attendeeName(attendee: RawRecord, { names, values }: TextContext): string {
  const id = attendee['attendee_id'];
  const kind = kindOfModel(textOf(attendee, 'attendee_type') ?? '');
  return kind === null ? ownerName(id, values) : named(kind, id, names);
}

/** A product line: "3 × Gold plan, €20". */
function lineText(line: RawRecord, names: TextContext['names'], formats: Formats): string {
  const name = textOf(line, 'name') ?? named('products', line['id'], names);
  const price = parseAmount(line['unit_price']);
  const quantity = formats.number(parseAmount(line['quantity']) ?? '1');
  return price === null
    ? m.outbox_line({ quantity, name })
    : m.outbox_line_priced({ quantity, name, price: formats.price(price, null) });
}

function configured(kind: RecordKind, path: string, values: ConfigurationValues): FieldConfiguration {
  const name = path.startsWith(CUSTOM) ? path.slice(CUSTOM.length) : path;
  const known = isConfigured(kind)
    ? fieldsOf(values, kind)?.fields.find((field) => field.name === name)
    : undefined;
  return known ?? { id: name, name };
}

/** `cf_next_step` is "Next step" where nobody knows a better word. */
function plainName(name: string): string {
  const words = name.replace(/^cf_/, '').replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What screens show of fields that no detail page has as a line. */
function special(kind: RecordKind, path: string, value: unknown, context: TextContext): string | null {
  const { names, values, formats } = context;
  const record: RawRecord = { [path]: value };
  if (kind === 'tasks' && path === 'status')
    return isDone(record) ? m.outbox_task_done() : m.outbox_task_open();
  if (path === 'call_direction') return value === true ? m.outbox_call_in() : m.outbox_call_out();
  if (path === 'note') return textOf(objectOf(record, 'note') ?? {}, 'description') ?? m.value_none();
  if (INSTANTS.has(path)) return timeText(value, formats);
  if (path === 'contacts')
    return listText(
      objectsOf(record, path).map(({ id }) => named('contacts', id, names)),
      formats,
    );
  if (path === 'user_ids' && Array.isArray(value))
    return listText(
      value.map((id: unknown) => ownerName(id, values)),
      formats,
    );
  if (path === 'appointment_attendees') return counted(value, m.outbox_people, formats);
  if (path === 'products' || path === 'product_pricings') return counted(value, m.outbox_lines, formats);
  const selector = SELECTORS[path];
  if (selector && typeof value === 'number')
    return names[nameKey(selector, value)] ?? selectorName(values, selector, value) ?? `#${value}`;
  return null;
}

function plainText(kind: RecordKind, path: string, value: unknown, context: TextContext): string {
  return textOfValue(readAt(kind, path, value, context), context.formats);
}

function readAt(kind: RecordKind, path: string, value: unknown, context: TextContext): FieldValue {
  const field = configured(kind, path, context.values);
  const record: RawRecord = path.startsWith(CUSTOM)
    ? { custom_field: { [field.name]: value } }
    : { ...context.beside, [path]: value };
  const base = OWN_MONEY.has(path) ? null : baseCurrency(context.values);
  return readField(field, record, { names: context.names, baseCurrency: base });
}

function textOfValue(value: FieldValue, formats: Formats): string {
  switch (value.type) {
    case 'empty':
      return m.value_none();
    case 'text':
    case 'lines':
    case 'web':
    case 'phone':
      return value.text;
    case 'number':
      return formats.number(value.value);
    case 'percent':
      return formats.percent(value.value);
    case 'money':
      return formats.money(value.amount, value.currency);
    case 'instant':
      return formats.instantLong(value.ms);
    case 'day':
      return formats.dayLong(value.day);
    case 'flag':
      return value.on ? m.value_yes() : m.value_no();
    case 'words':
      return formats.list(value.words);
    case 'mail':
      return formats.list(value.addresses);
    case 'records':
      return formats.list(value.records.map(({ title }) => title));
    case 'nameless':
      return m.value_nameless({ id: String(value.id) });
    default:
      return assertNever(value);
  }
}

function timeText(value: unknown, formats: Formats): string {
  const day = typeof value === 'string' && value.length <= 10 ? parseDay(value) : null;
  if (day !== null) return formats.dayLong(day);
  const at = parseInstant(value);
  return at === null ? m.value_none() : formats.instantLong(at);
}

function named(kind: RecordKind, id: unknown, names: TextContext['names']): string {
  return names[nameKey(kind, Number(id))] ?? `#${String(id)}`;
}

function listText(words: readonly string[], formats: Formats): string {
  return words.length === 0 ? m.value_none() : formats.list(words);
}

function counted(
  value: unknown,
  words: (input: { count: number; shown: string }) => string,
  formats: Formats,
): string {
  const count = Array.isArray(value) ? value.length : 0;
  return count === 0 ? m.value_none() : words({ count, shown: formats.number(count) });
}
