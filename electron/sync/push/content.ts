import { valueAt } from '../../../shared/edits/path.ts';
import { sameValue } from '../../../shared/edits/same-value.ts';
import type { Fields } from '../../../shared/edits/edit.ts';
import { refKey, type RecordKind } from '../../../shared/entities/kind.ts';
import { idOf, objectOf, textOf, type RawRecord } from '../../../shared/entities/record.ts';
import { isDone } from '../../../shared/entities/task.ts';
import { kindOfModel, targetsOf } from '../../../shared/entities/target.ts';
import { parseAmount } from '../../../shared/money.ts';
import { parseDay } from '../../../shared/time.ts';

/** Whether a record has the content that was asked for. A field that the record does not show at all says nothing. */

/** Fields that the record cannot show as they were asked: the server derives them, or takes them in another shape. */
const NOT_SHOWN: ReadonlySet<string> = new Set([
  'id',
  'display_name',
  'created_at',
  'updated_at',
  'completed_date',
  'targetable',
  'targetables',
  'team_users',
  'sales_account',
  'links',
  'note',
]);

/** Lines, prices and links are the same when these keys are; everything else about them is the server's. */
const ITEM_KEYS: readonly string[] = [
  'value',
  'is_primary',
  'quantity',
  'discount',
  'unit_price',
  'setup_fee',
  'billing_cycle',
  'billing_type',
  'currency_code',
  'attendee_type',
  'attendee_id',
  'user_id',
  'designation_id',
];

/**
 * The paths at which a record, in the shape it is shown in, is not as asked.
 * @param was what the fields held before: of a list, what was taken out of it must not be there any more
 */
export function differencesOf(kind: RecordKind, asked: Fields, was: Fields, record: RawRecord): string[] {
  return Object.keys(asked).filter((path) => differs(kind, path, asked, was, record));
}

function differs(kind: RecordKind, path: string, asked: Fields, was: Fields, record: RawRecord): boolean {
  const value = asked[path];
  if (value === undefined || (NOT_SHOWN.has(path) && !(kind === 'cpq_documents' && path === 'display_name')))
    return false;
  switch (path) {
    case 'targetable_type':
      return false;
    case 'targetable_id':
      return isAboutAnother(asked, record);
    case 'email':
      // Where all addresses are asked for, the list says it.
      if (asked['emails'] !== undefined) return false;
      if (isBlank(value)) return !isBlank(was['email']) && !isBlank(record['email']);
      return 'email' in record && !isSameText(value, record['email']);
    case 'status':
      return kind === 'tasks' && 'status' in record
        ? isDone({ status: value }) !== isDone(record)
        : !holds(value, record[path]);
    case 'custom_field':
      return !holds(value, record[path]);
    default: {
      const got = valueAt(record, path);
      if (got === undefined) return false;
      return Array.isArray(value) ? !holdsList(value, was[path], got) : !holds(value, got);
    }
  }
}

/**
 * Whether a record shows every field that was asked for, as asked. What it does not show may or may not have been done, and is not confirmed.
 */
export function isAsAsked(kind: RecordKind, asked: Fields, was: Fields, record: RawRecord): boolean {
  const isShown = (path: string): boolean =>
    NOT_SHOWN.has(path) || path.startsWith('targetable_') || valueAt(record, path) !== undefined;
  return Object.keys(asked).every(isShown) && differencesOf(kind, asked, was, record).length === 0;
}

function isAboutAnother(asked: Fields, record: RawRecord): boolean {
  const shown = targetsOf(record);
  const [askedKind, id] = [kindOfModel(textOf(asked, 'targetable_type')), idOf(asked, 'targetable_id')];
  if (shown.length === 0 || askedKind === null || id === null) return false;
  return !shown.some((ref) => refKey(ref) === refKey({ kind: askedKind, id }));
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

function isEmpty(value: unknown): boolean {
  return isBlank(value) || (Array.isArray(value) && value.length === 0);
}

function isSameText(a: unknown, b: unknown): boolean {
  return typeof a === 'string' && typeof b === 'string' && a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** Whether what was asked is what is there; of an object only the keys that were asked count, and those that are not shown say nothing. */
function holds(asked: unknown, got: unknown): boolean {
  if (got === undefined) return true;
  const object = objectOf({ asked }, 'asked');
  if (object !== null) {
    const there = objectOf({ got }, 'got');
    return there === null
      ? Object.values(object).every(isBlank)
      : Object.keys(object).every((key) => holds(object[key], there[key]));
  }
  if (Array.isArray(asked)) return holdsList(asked, [], got);
  return sameValue(asked, got) || isSameWritten(asked, got);
}

/** What servers do to values on their way in: trim texts, round amounts to cents, show the day of an instant. */
function isSameWritten(asked: unknown, got: unknown): boolean {
  if (typeof asked === 'string' && typeof got === 'string') {
    if (asked.trim() === got.trim()) return true;
    if (/^\d{4}-\d{2}-\d{2}$/.test(got) && parseDay(asked) === got) return true;
  }
  const [a, b] = [parseAmount(asked), parseAmount(got)];
  return a !== null && b !== null && Math.abs(Number(a) - Number(b)) < 0.005001;
}

/** Whether all that was asked is in the list, and nothing that was taken out of it. */
function holdsList(asked: readonly unknown[], was: unknown, got: unknown): boolean {
  const there: readonly unknown[] = Array.isArray(got) ? got : [];
  if (!asked.every((item) => there.some((other) => isSameItem(item, other)))) return false;
  const before: readonly unknown[] = Array.isArray(was) ? was : [];
  return !before.some(
    (item) => !asked.some((other) => isSameKey(item, other)) && there.some((other) => isSameKey(item, other)),
  );
}

/** What names an item of a list: a product, an address, an attendee, an id. */
function keyOf(item: unknown): string {
  const object = objectOf({ item }, 'item');
  if (object === null) return String(item).trim();
  const attendee = idOf(object, 'attendee_id');
  if (attendee !== null) return `${String(object['attendee_type'])}:${attendee}`;
  const id = idOf(object, 'product_id') ?? idOf(object, 'user_id');
  if (id !== null) return String(id);
  const text = textOf(object, 'value') ?? textOf(object, 'currency_code');
  return text?.trim().toLowerCase() ?? String(idOf(object, 'id'));
}

function isSameKey(a: unknown, b: unknown): boolean {
  return keyOf(a) === keyOf(b);
}

function isSameItem(asked: unknown, got: unknown): boolean {
  if (!isSameKey(asked, got)) return false;
  const [a, b] = [objectOf({ asked }, 'asked'), objectOf({ got }, 'got')];
  if (a === null || b === null) return true;
  return ITEM_KEYS.every((key) => isBlank(a[key]) || isSameText(a[key], b[key]) || holds(a[key], b[key]));
}

/**
 * Fields that the server may silently leave as they were (quirks §7: unknown choices, custom fields, states that are only heard with an include) or complete by itself: a
 * record can be the one that was asked for though they differ.
 */
function isSoft(path: string): boolean {
  return (
    /(^custom_field(\.|$))|(_id$)|(_ids$)/.test(path) ||
    [
      'tags',
      'contacts',
      'sales_accounts',
      'appointment_attendees',
      'products',
      'product_pricings',
      'pricing_type',
      'category',
      'stage',
      'document_type',
      'probability',
      'status',
      'time_zone',
      'is_active',
      'is_allday',
      'subscription_status',
      'number_of_employees',
      'annual_revenue',
      'closed_date',
    ].includes(path)
  );
}

/** How alike a record is to one that was asked for. */
export type Likeness =
  /** Everything that it shows is as asked. */
  | 'exact'
  /** What cannot be lost on the way is as asked. */
  | 'same'
  /** It has the name of it, but was changed since, or by somebody. */
  | 'resembles'
  | 'other';

/** By what a record is called: enough to take two of them for the same. */
const NAMES: readonly string[] = [
  'emails',
  'email',
  'mobile_number',
  'name',
  'title',
  'description',
  'notes',
];

/** How alike a record is to a new one with these fields. What was left blank says nothing: the server fills in what it likes. */
export function likenessOf(kind: RecordKind, fields: Fields, record: RawRecord): Likeness {
  const asked = Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
  const differences = differencesOf(kind, asked, {}, record);
  if (differences.length === 0) return 'exact';
  if (differences.includes('targetable_id')) return 'other';
  const solid = differences.filter((path) => !isSoft(path));
  // An amount follows from lines where there are some.
  if (solid.every((path) => path === 'amount' && asked['products'] !== undefined)) return 'same';
  const names = NAMES.filter((path) => !isBlank(asked[path]) && valueAt(record, path) !== undefined);
  return names.some((path) => !differences.includes(path)) ? 'resembles' : 'other';
}
