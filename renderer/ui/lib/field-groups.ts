import type { FieldConfiguration, FieldsAnswer } from '../../../shared/entities/field-configuration.ts';
import type { Kind } from '../../../shared/entities/kind.ts';
import { fieldLabel } from './field-words.ts';
import { m } from '../paraglide/messages.js';

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

/** A group of fields under one heading. */
export interface ConfiguredGroup {
  readonly key: string;
  readonly label: string;
  readonly fields: readonly FieldConfiguration[];
}

/** The fields of a kind as the account has configured them, or those that are known of it where its configuration is not here. */
export function configuredFields(kind: Kind, answer: FieldsAnswer | null): readonly FieldConfiguration[] {
  return answer?.fields ?? WITHOUT_CONFIGURATION[kind].map(knownField);
}

/** A field of which only the key is known. */
export function knownField(name: string): FieldConfiguration {
  return { id: name, name };
}

/** The heading of a field: the account's own, else the one the screens have for its key. */
export function labelOf(field: FieldConfiguration): string {
  return field.label?.trim() || fieldLabel(field.name) || field.name;
}

const byPosition = (
  a: { position?: number | null | undefined },
  b: { position?: number | null | undefined },
): number => (a.position ?? Infinity) - (b.position ?? Infinity) || 0;

/** Fields in the account's own groups and order; those whose group is not known come last, in one of their own. */
export function groupFields(
  answer: FieldsAnswer | null,
  fields: readonly FieldConfiguration[],
): readonly ConfiguredGroup[] {
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
