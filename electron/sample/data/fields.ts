import type { TableName } from '../state/row.ts';

/** The type of a field, as `settings/<kind>/fields` names it. */
export type FieldType =
  | 'text'
  | 'textarea'
  | 'number'
  | 'date'
  | 'checkbox'
  | 'dropdown'
  | 'multi_select_dropdown'
  | 'phone_number'
  | 'auto_complete';

/** Ranges of employees: the value of a record is the lower end (reference: Accounts, Number of Employees). */
export const EMPLOYEES = [
  { value: 1, label: '1-10' },
  { value: 11, label: '11-50' },
  { value: 51, label: '51-200' },
  { value: 201, label: '201-500' },
  { value: 501, label: '501-1000' },
  { value: 1001, label: '1001-5000' },
  { value: 5001, label: '5001-10000' },
  { value: 10001, label: '10000+' },
] as const;

/** One field of a kind: a part of the account's configuration, and the rule by which values of custom fields are checked. */
export interface FieldDefinition {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  readonly required: boolean;
  readonly group: string;
  /** The table whose rows are the choices, or the choices of a custom field. */
  readonly choices: TableName | readonly string[] | null;
}

interface More {
  readonly required?: true;
  readonly choices?: TableName | readonly string[];
}

const field = (
  group: string,
  name: string,
  label: string,
  type: FieldType = 'text',
  more: More = {},
): FieldDefinition => ({
  name,
  label,
  type,
  group,
  required: more.required ?? false,
  choices: more.choices ?? null,
});

const choice = (
  group: string,
  name: string,
  label: string,
  choices: TableName | readonly string[],
): FieldDefinition => field(group, name, label, 'dropdown', { choices });

const BASIC = 'Basic information';
const ADDRESS = 'Address';
const MORE = 'Additional information';

const addressFields = [
  field(ADDRESS, 'address', 'Address', 'textarea'),
  field(ADDRESS, 'city', 'City'),
  field(ADDRESS, 'state', 'State'),
  field(ADDRESS, 'zipcode', 'Zipcode'),
  field(ADDRESS, 'country', 'Country'),
];

const socialFields = [
  field(MORE, 'facebook', 'Facebook'),
  field(MORE, 'twitter', 'Twitter'),
  field(MORE, 'linkedin', 'LinkedIn'),
];

/** The first fields of people, in the order of the reference's example. */
const personFields = [
  field(BASIC, 'first_name', 'First name'),
  field(BASIC, 'last_name', 'Last name', 'text', { required: true }),
  field(BASIC, 'job_title', 'Job title'),
  field(BASIC, 'department', 'Department'),
  field(BASIC, 'email', 'Email'),
  field(BASIC, 'work_number', 'Work'),
  field(BASIC, 'mobile_number', 'Mobile'),
];

const salesFields = [
  choice(MORE, 'owner_id', 'Sales owner', 'users'),
  choice(MORE, 'lead_source_id', 'Source', 'lead_sources'),
  choice(MORE, 'territory_id', 'Territory', 'territories'),
  choice(MORE, 'campaign_id', 'Campaign', 'campaigns'),
];

const lead: readonly FieldDefinition[] = [
  ...personFields,
  ...addressFields,
  choice(BASIC, 'lead_stage_id', 'Lead stage', 'lead_stages'),
  choice(BASIC, 'lead_reason_id', 'Unqualified reason', 'lead_reasons'),
  ...salesFields,
  field(MORE, 'medium', 'Medium'),
  field(MORE, 'keyword', 'Keyword'),
  field(MORE, 'time_zone', 'Time zone'),
  ...socialFields,
  field('Company', 'company', 'Company', 'auto_complete'),
  field(MORE, 'cf_primary', 'Primary', 'checkbox'),
  choice(MORE, 'cf_budget', 'Budget', [
    'Below 5,000',
    '5,000 to 25,000',
    '25,000 to 100,000',
    'Above 100,000',
  ]),
  field(MORE, 'cf_met_on', 'Met on', 'date'),
];

const contact: readonly FieldDefinition[] = [
  ...personFields,
  ...addressFields,
  field(BASIC, 'sales_accounts', 'Accounts', 'auto_complete'),
  choice(BASIC, 'contact_status_id', 'Status', 'contact_statuses'),
  ...salesFields,
  field(MORE, 'medium', 'Medium'),
  field(MORE, 'keyword', 'Keyword'),
  field(MORE, 'time_zone', 'Time zone'),
  field(MORE, 'external_id', 'External ID'),
  ...socialFields,
  field(MORE, 'cf_is_active', 'Is active', 'checkbox'),
  choice(MORE, 'cf_preferred_language', 'Preferred language', [
    'English',
    'Deutsch',
    'Français',
    'Español',
    'Polski',
    '日本語',
    'العربية',
  ]),
  field(MORE, 'cf_topics', 'Topics', 'multi_select_dropdown', {
    choices: ['Pricing', 'Delivery', 'Service', 'Training', 'Integration'],
  }),
  field(MORE, 'cf_birthday', 'Birthday', 'date'),
  field(MORE, 'cf_visits-per-year', 'Visits per year', 'number'),
  field(MORE, 'cf_remarks', 'Remarks', 'textarea'),
];

const salesAccount: readonly FieldDefinition[] = [
  field(BASIC, 'name', 'Name', 'text', { required: true }),
  ...addressFields,
  field(BASIC, 'phone', 'Phone', 'phone_number'),
  field(BASIC, 'website', 'Website'),
  choice(
    BASIC,
    'number_of_employees',
    'Number of employees',
    EMPLOYEES.map((range) => range.label),
  ),
  field(BASIC, 'annual_revenue', 'Annual revenue', 'number'),
  choice(BASIC, 'industry_type_id', 'Industry type', 'industry_types'),
  choice(BASIC, 'business_type_id', 'Business type', 'business_types'),
  choice(MORE, 'owner_id', 'Sales owner', 'users'),
  choice(MORE, 'territory_id', 'Territory', 'territories'),
  field(BASIC, 'parent_sales_account_id', 'Parent account', 'auto_complete'),
  ...socialFields,
  field(MORE, 'cf_domain_name', 'Domain name'),
  choice(MORE, 'cf_tier', 'Tier', ['A', 'B', 'C']),
  field(MORE, 'cf_contract_end', 'Contract end', 'date'),
  field(MORE, 'cf_gate_code', 'Gate code'),
];

const deal: readonly FieldDefinition[] = [
  field(BASIC, 'name', 'Name', 'text', { required: true }),
  field(BASIC, 'amount', 'Deal value', 'number', { required: true }),
  choice(BASIC, 'deal_stage_id', 'Deal stage', 'deal_stages'),
  choice(BASIC, 'deal_reason_id', 'Lost reason', 'deal_reasons'),
  choice(BASIC, 'deal_type_id', 'Type', 'deal_types'),
  field(BASIC, 'sales_account_id', 'Account', 'auto_complete', { required: true }),
  field(BASIC, 'expected_close', 'Expected close date', 'date'),
  field(BASIC, 'closed_date', 'Closed date', 'date'),
  field(BASIC, 'probability', 'Probability (%)', 'number'),
  choice(BASIC, 'deal_pipeline_id', 'Deal pipeline', 'deal_pipelines'),
  choice(BASIC, 'currency_id', 'Currency', 'currencies'),
  choice(MORE, 'deal_payment_status_id', 'Payment status', 'deal_payment_statuses'),
  choice(MORE, 'deal_product_id', 'Product', 'products'),
  ...salesFields,
  field(MORE, 'cf_number_of_agents', 'Number of agents', 'number'),
  field(MORE, 'cf_custom_date', 'Go-live date', 'date'),
  field(MORE, 'cf_competitors', 'Competitors', 'multi_select_dropdown', {
    choices: ['Nobody', 'In-house', 'Local vendor', 'Global vendor'],
  }),
  choice(MORE, 'cf_no-go_truck_types', 'No-go truck types', ['Flatbed', 'High sided', 'Box body']),
];

const salesActivity: readonly FieldDefinition[] = [
  field(MORE, 'cf_customer_option', 'Customer option', 'checkbox'),
];

const product: readonly FieldDefinition[] = [
  choice(MORE, 'cf_rating', 'Rating', ['1', '2', '3', '4', '5', 'Good', 'Excellent']),
  field(MORE, 'cf_quantity', 'Quantity', 'number'),
];

const document: readonly FieldDefinition[] = [
  choice(MORE, 'cf_custom_status', 'Status', ['Pending', 'Completed']),
  choice(MORE, 'cf_rating', 'Rating', ['Good', 'Excellent']),
  field(MORE, 'cf_number_field', 'Number', 'number'),
];

/** The kinds that have configured fields. */
export const FIELDS = {
  leads: lead,
  contacts: contact,
  sales_accounts: salesAccount,
  deals: deal,
  sales_activities: salesActivity,
  products: product,
  cpq_documents: document,
} as const satisfies Partial<Record<TableName, readonly FieldDefinition[]>>;

/** A table whose rows have configured fields. */
export type FieldKind = keyof typeof FIELDS;

/** The custom fields (`cf_…`) of a kind. */
export function customFields(kind: FieldKind): readonly FieldDefinition[] {
  return FIELDS[kind].filter((definition) => definition.name.startsWith('cf_'));
}
