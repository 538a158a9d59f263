import type { RecordKind } from '../entities/kind.ts';
import { parseDay } from '../time.ts';
import { mergingOf } from './field-merging.ts';
import { isList, sameList } from './lists.ts';
import { sameValue } from './same-value.ts';

/** Texts, which are compared as they stand: a product named "1.0" is not one named "1". */
const TEXTS = new Set([
  'first_name',
  'last_name',
  'display_name',
  'name',
  'title',
  'description',
  'notes',
  'job_title',
  'department',
  'address',
  'city',
  'state',
  'zipcode',
  'country',
  'mobile_number',
  'work_number',
  'phone',
  'external_id',
  'product_code',
  'sku_number',
]);
/** Days, for which some accounts send an instant whose day counts (shared/entities/fields.ts). */
const DAYS = new Set(['expected_close', 'closed_date']);

/** Whether two values of a field mean the same to the CRM: as `sameValue`, with what is known of the field. */
export function sameField(kind: RecordKind, path: string, a: unknown, b: unknown): boolean {
  const merging = mergingOf(kind, path);
  if (isList(merging)) return sameList(merging, a, b);
  if (TEXTS.has(path) && isText(a) && isText(b)) return String(a) === String(b);
  if (DAYS.has(path) && parseDay(a) !== null) return parseDay(a) === parseDay(b);
  // Old accounts say true for a task that is done, others 1 (quirks §6).
  if (kind === 'tasks' && path === 'status') return sameValue(asNumber(a), asNumber(b));
  return sameValue(a, b);
}

function isText(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

function asNumber(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}
