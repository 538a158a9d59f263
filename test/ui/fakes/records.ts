import type { Kind } from '../../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../../shared/entities/record.ts';
import { selectorLabel, selectorRows } from '../../../shared/entities/selectors.ts';

/** Made-up records of all kinds, the same every time, with the account's configuration that belongs to them. */
export interface MadeUp {
  readonly records: Readonly<Record<Kind, readonly IdentifiedRecord[]>>;
  readonly configuration: Readonly<Record<string, unknown>>;
}

const PEOPLE: readonly (readonly [
  first: string,
  last: string,
  phone: string,
  city: string,
  country: string,
  zone: string | null,
])[] = [
  ['Ada', 'Dubois', '+33612449018', 'Lyon', 'France', 'Paris'],
  ['Benjamín', 'Müller', '+491712204410', 'München', 'Germany', 'Berlin'],
  ['Chiyo', 'Tanaka', '+819011772034', '東京', 'Japan', 'Tokyo'],
  ['Dara', 'Petrov', '+359884501122', 'Sofia', 'Bulgaria', null],
  ['Eoin', 'O’Brien', '+353859021177', 'Dublin', 'Ireland', 'Dublin'],
  ['Fatima', 'Ibrahim', '+201005548821', 'Alexandria', 'Egypt', 'Cairo'],
  ['Grażyna', 'Wójcik', '+48601882410', 'Gdańsk', 'Poland', 'Warsaw'],
  ['Hoa', 'Nguyễn', '+84903347712', 'Cần Thơ', 'Vietnam', 'Hanoi'],
  ['Inés', 'Castillo', '+34655201948', 'Valencia', 'Spain', 'Madrid'],
  ['Jamila', 'Smith', '+447700900412', 'Leeds', 'United Kingdom', 'London'],
  ['Karl', 'Kowalski', '+491607781190', 'Rostock', 'Germany', 'Berlin'],
  ['Lucía', 'López', '+525544108872', 'Monterrey', 'Mexico', 'Monterrey'],
  ['Μαρία', 'Παπαδοπούλου', '+306945550101', 'Αθήνα', 'Greece', 'Athens'],
  ['Ольга', 'Шевченко', '+380671234567', 'Київ', 'Ukraine', 'Kyiv'],
];
const COMPANIES = [
  'Widgetz',
  'Nordlicht GmbH',
  'Sakura Freight',
  'Balkan Cold Chain',
  'Liffey Foods',
  'Delta Lines',
  'Polmar',
  'Mekong Packaging',
  'Puerto Azul',
  'Harbour & Sons',
  'Ostsee Logistik',
  'Frío Norte',
];
const JOBS = ['Head of fleet', 'Buyer', 'COO', 'CEO', 'Operations', 'Procurement', 'CFO', 'Plant manager'];
const PLANS = [
  'Gold plan',
  'Fleet upgrade',
  'Cold chain pilot',
  'Three-year frame',
  'Renewal',
  'Reefer trial',
  'Pallet trackers',
];

const rows = (
  names: readonly string[],
  start: number,
  more: (index: number) => Record<string, unknown> = () => ({}),
) => names.map((name, index) => ({ id: start + index, name, position: index + 1, ...more(index) }));

export const OWNERS = [
  { id: 11, display_name: 'Rita Moreau', email: 'rita@widgetz.example' },
  { id: 12, display_name: 'Tomás Herrera', email: 'tomas@widgetz.example' },
];
export const STAGES = rows(['New', 'Follow-up', 'Demo', 'Negotiation', 'Won', 'Lost'], 31, (index) => ({
  deal_pipeline_id: 21,
  forecast_type: index === 4 ? 'Closed Won' : index === 5 ? 'Closed Lost' : 'Open',
}));
export const CURRENCIES = [
  { id: 41, currency_code: 'EUR', currency_type: 1 },
  { id: 42, currency_code: 'USD', currency_type: 2 },
];
const STATUSES = rows(['New', 'Contacted', 'Customer'], 51);

/** The configuration of contacts, with groups, choices and custom fields. */
export const CONTACT_FIELDS = {
  field_groups: [
    { id: 902, name: 'address', label: 'Address', position: 2 },
    { id: 901, name: 'basic', label: 'Basic information', position: 1 },
    { id: 903, name: 'more', label: 'Additional information', position: 3 },
  ],
  fields: [
    field('job_title', 'Job title', 'text', 1, 901),
    field('emails', 'Emails', 'email', 2, 901),
    field('mobile_number', 'Mobile', 'phone_number', 3, 901),
    field('sales_accounts', 'Accounts', 'auto_complete', 4, 901),
    {
      ...field('contact_status_id', 'Status', 'dropdown', 5, 901),
      choices: STATUSES.map(({ id, name }) => ({ id, value: name })),
    },
    field('city', 'City', 'text', 6, 902),
    field('country', 'Country', 'text', 7, 902),
    field('time_zone', 'Time zone', 'dropdown', 8, 902),
    field('owner_id', 'Sales owner', 'dropdown', 9, 903),
    field('territory_id', 'Territory', 'dropdown', 10, 903),
    field('linkedin', 'LinkedIn', 'text', 11, 903),
    field('cf_fleet_size', 'Fleet size', 'number', 12, 903, false),
    field('cf_renewal', 'Renewal', 'date', 13, 903, false),
    field('cf_cold_chain', 'Cold chain', 'checkbox', 14, 903, false),
    {
      ...field('cf_topics', 'Topics', 'multi_select_dropdown', 15, 903, false),
      choices: [
        { id: 1, value: 'Pricing' },
        { id: 2, value: 'Service' },
      ],
    },
    {
      ...field('cf_tier', 'Tier', 'dropdown', 16, 903, false),
      choices: [
        { id: 71, value: 'A' },
        { id: 72, value: 'B' },
      ],
    },
    field('cf_remarks', 'Remarks', 'textarea', 17, 903, false),
    field('cf_gate', 'Gate code', 'text', 18, 903, false),
  ],
};

function field(name: string, label: string, type: string, position: number, group: number, standard = true) {
  return {
    id: 800 + position,
    name,
    label,
    type,
    position,
    field_group_id: group,
    default: standard,
    required: false,
    choices: [] as { id: number; value: string }[],
  };
}

/** The first id of each kind's records. */
export const FIRST_ID: Readonly<Record<Kind, number>> = {
  leads: 10_001,
  contacts: 20_001,
  sales_accounts: 30_001,
  deals: 40_001,
};

/**
 * @param now the records were changed in the months before, epoch milliseconds
 * @param size contacts; of the other kinds there are fewer
 */
export function makeUp(now: number, size: number): MadeUp {
  const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
  const changed = (index: number) =>
    new Date(now - index * 47 * 60_000 - index * index * 60_000).toISOString();
  const numbered = (name: string, index: number, period: number) =>
    index < period ? name : `${name} ${Math.floor(index / period) + 1}`;
  const people = (kind: 'leads' | 'contacts', count: number): IdentifiedRecord[] =>
    Array.from({ length: count }, (_, index) => {
      const [first, last, phone, city, country, zone] = pick(PEOPLE, index);
      const company = index % COMPANIES.length;
      return {
        id: FIRST_ID[kind] + index,
        first_name: first,
        last_name: numbered(last, index, PEOPLE.length),
        job_title: pick(JOBS, index),
        emails: [{ id: index, value: `person${index}@example.com`, is_primary: true }],
        email: `person${index}@example.com`,
        mobile_number: phone,
        city,
        country,
        time_zone: zone,
        lead_score: (index * 37) % 100,
        owner_id: pick(OWNERS, index).id,
        tags: index % 5 === 0 ? ['trade fair'] : [],
        created_at: changed(index + 40),
        updated_at: changed(index),
        last_contacted: changed(index + 3),
        open_deals_amount: `${(index % 9) * 1250}.0`,
        mcr_id: 1450348061427834880n,
        ...(kind === 'contacts'
          ? {
              contact_status_id: pick(STATUSES, index + 2).id,
              sales_accounts: [
                { id: FIRST_ID.sales_accounts + company, name: COMPANIES[company], is_primary: true },
              ],
              custom_field: {
                cf_fleet_size: 120 + index,
                cf_renewal: '2027-03-03',
                cf_cold_chain: index % 2 === 0,
                cf_topics: ['Pricing', 'Service'],
                cf_tier: 'A',
                cf_remarks: 'Wants 40 trucks by March.\nThe CFO asks for monthly billing.',
                cf_gate: null,
              },
            }
          : {
              company: { id: null, name: pick(COMPANIES, index) },
              deal: { amount: `${(index % 7) * 4000}.0` },
            }),
      };
    });
  const accounts = Array.from(
    { length: Math.max(12, Math.floor(size / 8)) },
    (_, index): IdentifiedRecord => {
      const [, , phone, city, country] = pick(PEOPLE, index);
      return {
        id: FIRST_ID.sales_accounts + index,
        name: numbered(pick(COMPANIES, index), index, COMPANIES.length),
        phone,
        website: index % 3 === 0 ? 'widgetz.example' : null,
        city,
        country,
        address: '12 rue de la Part-Dieu\n69003 Lyon',
        number_of_employees: 40 + index,
        annual_revenue: 1_250_000,
        open_deals_amount: `${(index % 6) * 18_000}.0`,
        owner_id: pick(OWNERS, index).id,
        tags: [],
        created_at: changed(index + 90),
        updated_at: changed(index),
      };
    },
  );
  const deals = Array.from({ length: Math.max(12, Math.floor(size / 5)) }, (_, index): IdentifiedRecord => ({
    id: FIRST_ID.deals + index,
    name: numbered(pick(PLANS, index), index, PLANS.length),
    amount: `${(index % 11) * 7300 + 8360}.50`,
    base_currency_amount: `${(index % 11) * 7300 + 8360}.50`,
    currency_id: pick(CURRENCIES, index).id,
    sales_account_id: FIRST_ID.sales_accounts + (index % COMPANIES.length),
    deal_pipeline_id: 21,
    deal_stage_id: pick(STAGES, index).id,
    probability: (index * 20) % 100,
    expected_close: new Date(now + (index - 4) * 86_400_000).toISOString().slice(0, 10),
    owner_id: pick(OWNERS, index).id,
    tags: [],
    created_at: changed(index + 30),
    updated_at: changed(index),
  }));
  return {
    records: {
      leads: people('leads', Math.floor(size / 4)),
      contacts: people('contacts', size),
      sales_accounts: accounts,
      deals,
    },
    configuration: {
      'fields:contacts': CONTACT_FIELDS,
      me: { id: 11 },
      'selector:owners': OWNERS,
      'selector:currencies': CURRENCIES,
      'selector:deal_stages': STAGES,
      'selector:deal_pipelines': rows(['Default Pipeline'], 21),
      'selector:contact_statuses': STATUSES,
    },
  };
}

/** What a row of a selector is called, or null where there is none. */
export function labelOf(configuration: MadeUp['configuration'], selector: string, id: number): string | null {
  const row = selectorRows(configuration[`selector:${selector}`]).find((candidate) => candidate.id === id);
  return row ? selectorLabel(row) : null;
}
