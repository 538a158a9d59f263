import type { Row, TableName } from '../state/row.ts';
import type { Flavour } from '../quirks.ts';

/** The first id of the account's configuration; records start at `FIRST_RECORD_ID` (data/identity.ts). */
const FIRST_ID = 70_000_000_000;

const USERS: readonly (readonly [name: string, mobile: string])[] = [
  ['Maya Lindqvist', '+46701740001'],
  ['Tomás Herrera', '+34600550002'],
  ['Amélie Rousseau', '+33600550003'],
  ['Jonas Weber', '+49151550004'],
  ['Zofia Kamińska', '+48500550005'],
  ['Nguyễn Minh Anh', '+84900550006'],
  ['佐藤 健', '+81900550007'],
  ['Layla Haddad', '+20100550008'],
  ['Emre Yıldız', '+90500550009'],
  ['Beatriz Carvalho', '+55110550010'],
  ['Sinéad O’Connor', '+35380550011'],
  ['Daniel Brooks', '+15555550012'],
];

/** Names of simple lists: id, name and position are all there is to them (reference: Configuration). */
const SIMPLE = {
  territories: ['North America', 'DACH', 'Southern Europe', 'Nordics', 'Asia Pacific', 'Middle East'],
  deal_reasons: [
    'Opted our rival',
    'Price is too high',
    'Junk Lead',
    'Not interested',
    'No requirement',
    'Need only in future',
    'Product not satisfying',
    'No proper follow-up',
    'Appointment missed',
  ],
  deal_types: ['New Business', 'Existing Business-Renewal', 'Existing Business-Upgrade'],
  deal_payment_statuses: ['Online', 'Wire transfer', 'Cheque', 'Cash'],
  lead_sources: [
    'Web',
    'Organic Search',
    'Word of mouth',
    'Trade fair',
    'Partner',
    'Phone',
    'Chat',
    'Import',
  ],
  lead_reasons: ['Not interested', 'Invalid mobile number', 'Junk Lead', 'No response'],
  industry_types: [
    'Agriculture',
    'Automotive',
    'Construction',
    'Education',
    'Energy',
    'Food & Beverages',
    'Healthcare',
    'Hospitality',
    'Insurance',
    'Logistics',
    'Machinery',
    'Retail',
    'Software',
    'Telecommunications',
  ],
  business_types: [
    'Analyst',
    'Competitor',
    'Customer',
    'Integrator',
    'Investor',
    'Partner',
    'Reseller',
    'Other',
  ],
  campaigns: ['Spring trade fair', 'Newsletter', 'Webinar series', 'Referral programme', 'Autumn roadshow'],
  designations: ['Account executive', 'Pre-sales engineer', 'Customer success', 'Sales manager'],
} as const satisfies Partial<Record<TableName, readonly string[]>>;

const LEAD_STAGES = ['New', 'Contacted', 'Interested', 'Under review', 'Demo', 'Unqualified'] as const;

interface Stage {
  readonly name: string;
  readonly forecast: 'Open' | 'Closed Won' | 'Closed Lost';
  readonly probability: number;
}
const open = (name: string, probability: number): Stage => ({ name, forecast: 'Open', probability });
const WON: Stage = { name: 'Won', forecast: 'Closed Won', probability: 100 };
const LOST: Stage = { name: 'Lost', forecast: 'Closed Lost', probability: 0 };
const PIPELINES: readonly { readonly name: string; readonly stages: readonly Stage[] }[] = [
  {
    name: 'Default Pipeline',
    stages: [
      open('New', 10),
      open('Follow-up', 25),
      open('Under review', 40),
      open('Demo', 60),
      open('Negotiation', 80),
      WON,
      LOST,
    ],
  },
  {
    name: 'Renewals',
    stages: [
      open('Due', 50),
      open('Terms sent', 70),
      open('Verbal yes', 90),
      { ...WON, name: 'Renewed' },
      { ...LOST, name: 'Churned' },
    ],
  },
];

/** Lifecycle stages and the statuses in each. Statuses exist on classic accounts too, without stages. */
const LIFECYCLE: readonly { readonly name: string; readonly statuses: readonly string[] }[] = [
  { name: 'Lead', statuses: ['New', 'Contacted', 'Interested', 'Unqualified'] },
  { name: 'Sales Qualified Lead', statuses: ['Qualified', 'Lost'] },
  { name: 'Customer', statuses: ['Won', 'Churned'] },
];

const CURRENCIES: readonly (readonly [code: string, symbol: string, rate: string])[] = [
  ['USD', '$', '1'],
  ['EUR', '€', '1.08'],
  ['GBP', '£', '1.27'],
  ['CHF', 'CHF', '1.12'],
  ['PLN', 'zł', '0.25'],
  ['JPY', '¥', '0.0067'],
  ['INR', '₹', '0.012'],
  ['BRL', 'R$', '0.19'],
];

/** Activity types with the outcomes of each; `checkIn` says whether a visit can be checked in (quirks §8). */
const ACTIVITY_TYPES: readonly {
  readonly name: string;
  readonly internal: string;
  readonly checkIn?: true;
  readonly outcomes: readonly string[];
}[] = [
  { name: 'Chat', internal: 'chat', outcomes: ['Answered', 'Missed'] },
  {
    name: 'Phone',
    internal: 'phone',
    outcomes: ['Interested', 'Left message', 'No response', 'Not interested', 'Not able to reach'],
  },
  {
    name: 'Meeting',
    internal: 'appointment',
    checkIn: true,
    outcomes: ['Interested', 'Needs a follow-up', 'Not interested', 'Did not happen'],
  },
  { name: 'Task', internal: 'task', outcomes: ['Done', 'Handed over'] },
  { name: 'Email', internal: 'email', outcomes: ['Replied', 'Bounced'] },
  { name: 'SMS Outgoing', internal: 'sms_outgoing', outcomes: ['Delivered'] },
  {
    name: 'Site visit',
    internal: 'csite_visit',
    checkIn: true,
    outcomes: ['Order taken', 'Needs a follow-up', 'Nobody there'],
  },
  { name: 'Demo', internal: 'cdemo', outcomes: ['Convinced', 'Needs a follow-up'] },
];
const ENTITY_TYPES: readonly (readonly [name: string, type: string])[] = [
  ['Follow up', 'Task'],
  ['Send a quote', 'Task'],
  ['Call back', 'Task'],
];

/**
 * The configuration of the sample account. It does not depend on seed or size, so its ids are the same in every workspace.
 * @param now when the workspace was made, in milliseconds
 */
export function makeConfiguration(flavour: Flavour, now: number): Map<TableName, Row[]> {
  const tables = new Map<TableName, Row[]>();
  let id = FIRST_ID;
  const updated_at = now - 400 * 86_400_000;
  const add = (table: TableName, values: Record<string, unknown>): Row => {
    const rows = tables.get(table) ?? [];
    const row: Row = { id: (id += 1), partial: true, position: rows.length + 1, ...values };
    rows.push(row);
    tables.set(table, rows);
    return row;
  };
  for (const [name, mobile] of USERS) {
    const mail = `user${String(id - FIRST_ID + 1)}@satchel-sample.example`;
    add('users', {
      display_name: name,
      email: mail,
      is_active: true,
      work_number: null,
      mobile_number: mobile,
    });
  }
  for (const [table, names] of Object.entries(SIMPLE))
    for (const name of names) add(table as keyof typeof SIMPLE, { name });
  for (const name of LEAD_STAGES) add('lead_stages', { name, unqualified: name === 'Unqualified' });
  for (const { name, stages } of PIPELINES) {
    const pipeline = add('deal_pipelines', {
      name,
      is_default: name === 'Default Pipeline',
      rotting_days: 30,
    });
    stages.forEach((stage, index) =>
      add('deal_stages', {
        name: stage.name,
        position: index + 1,
        forecast_type: stage.forecast,
        updated_at,
        deal_pipeline_id: pipeline.id,
        choice_type: index === 0 ? 1 : stage.forecast === 'Open' ? 2 : 4,
        probability: stage.probability,
        is_deleted: false,
      }),
    );
  }
  for (const { name, statuses } of LIFECYCLE) {
    const stage =
      flavour === 'suite'
        ? add('lifecycle_stages', { name, disabled: false, default: true, type: name })
        : null;
    for (const status of statuses) {
      const forecast_type =
        status === 'Won' ? 'Closed Won' : status === 'Lost' || status === 'Churned' ? 'Closed Lost' : 'Open';
      add('contact_statuses', { name: status, forecast_type, lifecycle_stage_id: stage?.id ?? null });
    }
  }
  for (const [code, symbol, rate] of CURRENCIES) {
    add('currencies', {
      is_active: true,
      currency_code: code,
      symbol,
      exchange_rate: rate,
      currency_type: code === 'USD' ? 1 : 2,
    });
  }
  for (const { name, internal, checkIn, outcomes } of ACTIVITY_TYPES) {
    const type = add('sales_activity_types', {
      name,
      internal_name: internal,
      show_in_conversation: true,
      is_default: !internal.startsWith('c') || internal === 'chat',
      is_checkedin: checkIn === true,
    });
    outcomes.forEach((outcome, index) =>
      add('sales_activity_outcomes', { name: outcome, sales_activity_type_id: type.id, position: index + 1 }),
    );
    for (const [entity, owner] of ENTITY_TYPES) {
      if (owner === name)
        add('sales_activity_entity_types', {
          name: entity,
          sales_activity_type_id: type.id,
          sales_activity_type_name: name,
        });
    }
  }
  return tables;
}
