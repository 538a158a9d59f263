import type { FieldConfiguration, FieldsAnswer } from '../../../../shared/entities/field-configuration.ts';
import type { Kind } from '../../../../shared/entities/kind.ts';
import type { RawRecord } from '../../../../shared/entities/record.ts';
import { fieldLabel } from '../../lib/field-words.ts';
import { m } from '../../paraglide/messages.js';
import { readField, type FieldValue, type ReadContext } from './field-value.ts';

/** One line of a record: a heading and a value. */
export interface FieldLine {
  readonly key: string;
  readonly label: string;
  readonly value: FieldValue;
}

export interface FieldGroup {
  readonly key: string;
  readonly label: string;
  readonly lines: readonly FieldLine[];
}

/** What is known of every kind although no account configures it, shown after its own groups. */
const KEPT_BY_CRM: Readonly<Record<Kind, readonly string[]>> = {
  leads: ['lead_score', 'lead_quality', 'tags', 'last_contacted', 'last_seen', 'created_at', 'updated_at'],
  contacts: [
    'lead_score',
    'lead_quality',
    'open_deals_amount',
    'won_deals_amount',
    'tags',
    'recent_note',
    'last_contacted',
    'last_contacted_mode',
    'created_at',
    'updated_at',
  ],
  sales_accounts: [
    'open_deals_amount',
    'open_deals_count',
    'won_deals_amount',
    'won_deals_count',
    'tags',
    'recent_note',
    'last_contacted',
    'last_contacted_mode',
    'created_at',
    'updated_at',
  ],
  deals: [
    'probability',
    'expected_deal_value',
    'base_currency_amount',
    'closed_date',
    'age',
    'tags',
    'recent_note',
    'stage_updated_time',
    'created_at',
    'updated_at',
  ],
};

const PLACE = ['address', 'city', 'state', 'zipcode', 'country'] as const;
/** How the fields of a lead and of a contact end. */
const PERSON_END = [
  ...PLACE,
  'time_zone',
  'owner_id',
  'territory_id',
  'lead_source_id',
  'campaign_id',
  'medium',
  'keyword',
  'facebook',
  'twitter',
  'linkedin',
] as const;

/** The fields shown while the account's configuration is not here. */
const WITHOUT_CONFIGURATION: Readonly<Record<Kind, readonly string[]>> = {
  leads: ['job_title', 'department', 'company', 'emails', 'mobile_number', 'work_number', ...PERSON_END],
  contacts: [
    'job_title',
    'department',
    'sales_accounts',
    'emails',
    'mobile_number',
    'work_number',
    'contact_status_id',
    ...PERSON_END,
  ],
  sales_accounts: [
    'phone',
    'website',
    ...PLACE,
    'industry_type_id',
    'business_type_id',
    'number_of_employees',
    'annual_revenue',
    'parent_sales_account_id',
    'owner_id',
    'territory_id',
    'facebook',
    'twitter',
    'linkedin',
  ],
  deals: [
    'amount',
    'currency_id',
    'sales_account_id',
    'deal_pipeline_id',
    'deal_stage_id',
    'expected_close',
    'deal_type_id',
    'deal_reason_id',
    'deal_product_id',
    'deal_payment_status_id',
    'owner_id',
    'territory_id',
    'lead_source_id',
    'campaign_id',
  ],
};

/** Keys that say the same as another that is shown. */
const SAME_AS: Readonly<Record<string, string>> = { email: 'emails', emails: 'email' };

/**
 * The fields of a record in the account's own groups and order, custom ones included; after them what the CRM keeps by itself. Where the
 * account's configuration is not here, the fields that are known of the kind.
 */
export function layoutRecord(
  kind: Kind,
  record: RawRecord,
  fields: FieldsAnswer | null,
  context: ReadContext,
): readonly FieldGroup[] {
  const configured = fields?.fields ?? WITHOUT_CONFIGURATION[kind].map(knownField);
  const shown = new Set(configured.map((field) => field.name));
  const line = (field: FieldConfiguration): FieldLine => ({
    key: field.name,
    label: labelOf(field),
    value: readField(field, record, context),
  });
  const kept = KEPT_BY_CRM[kind].filter((key) => !shown.has(key) && !shown.has(SAME_AS[key] ?? ''));
  return [
    ...grouped(fields, configured).map((group) => ({ ...group, lines: group.fields.map(line) })),
    { key: 'kept-by-crm', label: m.record_group_kept(), lines: kept.map(knownField).map(line) },
  ].filter((group) => group.lines.length > 0);
}

function knownField(name: string): FieldConfiguration {
  return { id: name, name };
}

function labelOf(field: FieldConfiguration): string {
  return field.label?.trim() || fieldLabel(field.name) || field.name;
}

const byPosition = (
  a: { position?: number | null | undefined },
  b: { position?: number | null | undefined },
): number => (a.position ?? Infinity) - (b.position ?? Infinity) || 0;

function grouped(
  answer: FieldsAnswer | null,
  fields: readonly FieldConfiguration[],
): readonly { key: string; label: string; fields: readonly FieldConfiguration[] }[] {
  const groups = (answer?.field_groups ?? []).toSorted(byPosition);
  const known = new Set(groups.map((group) => String(group.id)));
  const ordered = answer ? fields.toSorted(byPosition) : fields;
  const groupOf = (field: FieldConfiguration) => {
    const id = field.field_group_id == null ? null : String(field.field_group_id);
    return id !== null && known.has(id) ? id : null;
  };
  return [
    ...groups.map((group) => ({
      key: String(group.id),
      label: group.label?.trim() || group.name?.trim() || m.record_group_details(),
      fields: ordered.filter((field) => groupOf(field) === String(group.id)),
    })),
    {
      key: 'no-group',
      label: m.record_group_details(),
      fields: ordered.filter((field) => groupOf(field) === null),
    },
  ].filter((group) => group.fields.length > 0);
}
