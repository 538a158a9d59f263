import type { Row, TableName } from '../../../electron/sample/state/row.ts';
import { parseInstant } from '../../../shared/time.ts';

/** What the server's row holds for a field as records show it; the row keeps some of them in another shape. */
export function valueInRow(table: TableName, row: Row, path: string): unknown {
  if (path.startsWith('custom_field.'))
    return (row['custom_field'] as Record<string, unknown> | undefined)?.[path.slice('custom_field.'.length)];
  if (table === 'deals' && path === 'contacts') return row['contact_ids'];
  if (table === 'appointments' && path === 'appointment_attendees') return row['attendees'];
  return row[path];
}

/** The keys of a row that a field is kept under, or that follow from it. */
export function rowKeysOf(table: TableName, path: string): readonly string[] {
  if (path.startsWith('custom_field.')) return [path];
  if (table === 'deals') {
    if (path === 'contacts') return ['contact_ids'];
    if (path === 'deal_stage_id' || path === 'deal_pipeline_id')
      return ['deal_stage_id', 'deal_pipeline_id', 'probability', 'closed_date', 'deal_reason_id'];
    if (path === 'products' || path === 'amount') return ['products', 'amount'];
  }
  if (path === 'appointment_attendees') return ['attendees'];
  if (path === 'status') return ['status', 'completed_date'];
  if (path === 'email') return ['emails'];
  if (path === 'sales_account_id' && table === 'contacts') return ['sales_accounts'];
  if (path === 'product_pricings') return ['product_pricings', 'pricing_type'];
  return [path];
}

/** Keys that the server itself moves. */
export const SERVERS_OWN: ReadonlySet<string> = new Set([
  'id',
  'updated_at',
  'created_at',
  'updater_id',
  'creater_id',
  'last_assigned_at',
  'stage_updated_time',
  'last_contacted',
  'last_contacted_mode',
  'deleted_at',
  'is_deleted',
  'converted',
  'lead_score',
  'completed_date',
]);

/** Lists whose members come and go one by one, by what a member is known. */
const MEMBERS: Readonly<Record<string, (member: unknown) => string>> = {
  tags: String,
  contact_ids: idIn,
  contacts: idIn,
  user_ids: idIn,
  sales_accounts: idIn,
  products: idIn,
  emails: (member) => String((member as Record<string, unknown>)['value']).toLowerCase(),
  attendees: (member) => String((member as Record<string, unknown>)['attendee_id']),
  appointment_attendees: (member) => String((member as Record<string, unknown>)['attendee_id']),
  product_pricings: (member) => String((member as Record<string, unknown>)['currency_code']),
};

function idIn(member: unknown): string {
  if (typeof member !== 'object' || member === null) return String(member);
  const { product_id, id } = member as Record<string, unknown>;
  return String(product_id ?? id);
}

/** The members of a list that merges as a set, each as a text; null for fields that are one value. */
export function membersOf(path: string, value: unknown): Set<string> | null {
  const key = MEMBERS[path];
  if (key === undefined) return null;
  return new Set(Array.isArray(value) ? value.map((member) => key(member)) : []);
}

/** Whether two values mean the same, in the words of a person: 5 and "5.0", two writings of one instant, nothing and an empty text. */
export function isSame(a: unknown, b: unknown): boolean {
  return plain(a) === plain(b);
}

function plain(value: unknown): string {
  if (value === null || value === undefined || value === '') return '-';
  if (Array.isArray(value)) return value.length === 0 ? '-' : `[${value.map(plain).join()}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value)
      .map(([key, item]) => [key, plain(item)] as const)
      .filter(([, item]) => item !== '-')
      .sort(([x], [y]) => (x < y ? -1 : 1));
    return entries.length === 0 ? '-' : `{${entries.map(([key, item]) => `${key}:${item}`).join()}}`;
  }
  if (typeof value === 'number')
    return value > 1e12 ? `at ${String(Math.floor(value / 1000))}` : String(value);
  // A box that was never ticked is kept as nothing, and shown as not ticked.
  if (typeof value === 'boolean') return value ? '1' : '-';
  if (typeof value !== 'string') return String(value);
  if (/^\d{4}-\d{2}-\d{2}[T ]/.test(value)) {
    const at = parseInstant(value);
    if (at !== null) return `at ${String(Math.floor(at / 1000))}`;
  }
  return /^-?\d{1,15}(\.\d+)?$/.test(value) ? String(Number(value)) : value;
}
