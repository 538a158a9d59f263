import type { Fields } from '../../../../shared/edits/edit.ts';
import type { RecordKind } from '../../../../shared/entities/kind.ts';
import { objectOf, type RawRecord } from '../../../../shared/entities/record.ts';
import { aboutWriters, appointmentWriters, taskWriters } from './agenda.ts';
import { amount, dealWriters } from './deals.ts';
import { lines, prices, pricingType } from './lines.ts';
import { contactWriters, leadWriters } from './people.ts';
import { phoneCallBody } from './phone-call.ts';
import { asIs, never, type WriteContext, type Writers } from './writer.ts';

/** Fields that no kind takes: the server writes them, or they are embedded from elsewhere. */
const READ_ONLY: ReadonlySet<string> = new Set([
  'id',
  'partial',
  'display_name',
  'created_at',
  'updated_at',
  'deleted_at',
  'creater_id',
  'updater_id',
  'creater',
  'updater',
  'owner',
  'links',
  'is_deleted',
  'recent_note',
  'last_contacted',
  'last_contacted_mode',
  'last_contacted_via_chat',
  'last_contacted_via_sales_activity',
  'last_contacted_sales_activity_mode',
  'last_assigned_at',
  'last_seen',
  'completed_sales_sequences',
  'active_sales_sequences',
  'open_deals_amount',
  'open_deals_count',
  'won_deals_amount',
  'won_deals_count',
  'team_user_ids',
  'team_users',
  'mcr_id',
  'record_type_id',
  'email_status',
  'has_duplicates',
  'has_connections',
  'custom_field',
]);

/** What each kind takes otherwise than it shows it. */
const WRITERS: Readonly<Record<Exclude<RecordKind, 'phone_calls'>, Writers>> = {
  leads: leadWriters,
  contacts: contactWriters,
  sales_accounts: {},
  deals: dealWriters,
  tasks: taskWriters,
  appointments: appointmentWriters,
  sales_activities: aboutWriters,
  notes: aboutWriters,
  products: { product_pricings: prices, pricing_type: pricingType, base_currency_amount: never },
  cpq_documents: {
    display_name: asIs('display_name'),
    products: lines,
    amount,
    base_currency_amount: never,
    document_number: never,
    has_products: never,
    is_deal_primary: never,
  },
};

const CUSTOM = 'custom_field.';

/**
 * The body of a write: record-shaped fields in the shapes the reference gives for writing.
 * @param fields by path, as records show them
 * @param context what is on the server, on which maps and lists are merged: it may replace them whole (quirks §8)
 */
export function bodyOf(
  kind: RecordKind,
  fields: Fields,
  context: Pick<WriteContext, 'base' | 'was'>,
): RawRecord {
  if (kind === 'phone_calls') return phoneCallBody(fields);
  const whole: WriteContext = { ...context, fields };
  const body: RawRecord = {};
  for (const [path, value] of Object.entries(fields)) {
    if (path.startsWith(CUSTOM) || value === undefined) continue;
    const writer = Object.hasOwn(WRITERS[kind], path) ? WRITERS[kind][path] : undefined;
    if (writer === undefined && READ_ONLY.has(path)) continue;
    Object.assign(body, writer === undefined ? { [path]: value } : writer(value, whole));
  }
  const custom = customField(fields, context.base);
  return custom === null ? body : { ...body, custom_field: custom };
}

/** The whole map of custom fields, or null where none is written. */
function customField(fields: Fields, base: RawRecord | null): RawRecord | null {
  const own = Object.entries(fields)
    .filter(([path]) => path.startsWith(CUSTOM))
    .map(([path, value]) => [path.slice(CUSTOM.length), value] as const);
  const given = objectOf(fields, 'custom_field');
  if (own.length === 0 && given === null) return null;
  return {
    ...((base && objectOf(base, 'custom_field')) ?? {}),
    ...given,
    ...Object.fromEntries(own),
  };
}
