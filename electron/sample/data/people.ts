import { textOf } from '../../../shared/entities/record.ts';
import type { Row } from '../state/row.ts';
import { customFields } from './fields.ts';
import { domainOf, landlineOf } from './companies.ts';
import { idSequence, maybe, ownerOf, randomOf, recent, rowsOf, type Plan } from './plan.ts';
import { asciiOf, type Pool } from './pools.ts';
import type { Random } from './random.ts';

const JOB_TITLES = [
  'CEO',
  'Managing Director',
  'Owner',
  'Head of Purchasing',
  'Purchasing Manager',
  'Buyer',
  'Sales Manager',
  'Head of Sales',
  'Marketing Manager',
  'CFO',
  'Controller',
  'Head of Operations',
  'Plant Manager',
  'Production Planner',
  'Warehouse Manager',
  'Logistics Coordinator',
  'IT Manager',
  'CTO',
  'Head of Engineering',
  'Quality Manager',
  'Facility Manager',
  'Store Manager',
  'Office Manager',
  'HR Manager',
  'Project Manager',
  'Service Technician',
] as const;
const DEPARTMENTS = [
  'Purchasing',
  'Sales',
  'Operations',
  'Finance',
  'IT',
  'Engineering',
  'Marketing',
] as const;
const MEDIUMS = ['Blog', 'Trade fair', 'Referral', 'Newsletter'] as const;
const TAGS = [
  'vip',
  'decision maker',
  'newsletter',
  'trade fair',
  'callback',
  'do not disturb at noon',
] as const;
const MODES = [
  'email_incoming',
  'email_outgoing',
  'Email opened by recipient',
  'Phone call',
  'Meeting',
] as const;

/** Mobile numbers that never repeat: the running number is spread over the country's number space. */
function mobileOf(pool: Pool, ordinal: number): string {
  const space = 10 ** pool.digits;
  // 7,368,787 is prime and divides no power of ten, so different ordinals stay different within the space.
  return pool.mobile + String((ordinal * 7_368_787) % space).padStart(pool.digits, '0');
}

interface Origin {
  readonly pool: Pool;
  readonly company: string | null;
}

/**
 * What contacts and leads have in common, in the order of the reference. `ordinal` is different for every person of the workspace
 * and makes mail and mobile unique.
 */
function makePerson(
  plan: Plan,
  random: Random,
  id: number,
  ordinal: number,
  { pool, company }: Origin,
): Record<string, unknown> {
  const place = random.pick(pool.places);
  const first_name = random.pick(pool.firstNames);
  const last_name = random.pick(pool.lastNames);
  const local =
    [asciiOf(first_name), asciiOf(last_name)].filter((part) => part !== '').join('.') || 'contact';
  const mail = `${local}${String(ordinal)}@${company === null ? 'mail.example' : domainOf(company, id)}`;
  const emails: unknown[] = [];
  if (random.chance(0.92))
    emails.push({ id: id + 10_000_000_000, value: mail, is_primary: true, label: null });
  if (emails.length > 0 && random.chance(0.12)) {
    emails.push({
      id: id + 20_000_000_000,
      value: `${local}.${String(ordinal)}@private.example`,
      is_primary: false,
      label: 'Private',
    });
  }
  const created_at = recent(random, plan.now - 3_600_000, 1000);
  const updated_at = recent(random, plan.now, (plan.now - created_at) / 86_400_000);
  const last_contacted = random.chance(0.45) ? recent(random, plan.now, 240) : null;
  const users = rowsOf(plan, 'users');
  return {
    first_name: random.chance(0.04) ? null : first_name,
    last_name,
    job_title: maybe(random, JOB_TITLES, 0.15),
    department: maybe(random, DEPARTMENTS, 0.5),
    emails,
    work_number: random.chance(0.4) ? landlineOf(random, pool) : null,
    // Everybody can be reached somehow (reference: either e-mail, mobile or Twitter is required).
    mobile_number: emails.length === 0 || random.chance(0.75) ? mobileOf(pool, ordinal) : null,
    address: random.chance(0.5) ? `${random.pick(pool.streets)} ${String(random.between(1, 180))}` : null,
    city: place.city,
    state: place.state,
    zipcode: place.zipcode,
    country: pool.country,
    time_zone: random.chance(0.3) ? pool.timeZone : null,
    lead_score: random.chance(0.3) ? 0 : random.between(-20, 99),
    owner_id: ownerOf(random, users),
    territory_id: maybe(random, rowsOf(plan, 'territories'), 0.3)?.id ?? null,
    lead_source_id: maybe(random, rowsOf(plan, 'lead_sources'), 0.2)?.id ?? null,
    campaign_id: maybe(random, rowsOf(plan, 'campaigns'), 0.7)?.id ?? null,
    medium: maybe(random, MEDIUMS, 0.7),
    keyword: random.chance(0.1) ? 'B2B Success' : null,
    facebook: null,
    twitter: null,
    linkedin: random.chance(0.25)
      ? `https://www.linkedin.com/in/${local.replace('.', '-')}-${String(ordinal)}`
      : null,
    tags: random.chance(0.25) ? [random.pick(TAGS)] : [],
    last_contacted,
    last_contacted_mode: last_contacted === null ? null : random.pick(MODES),
    last_seen: random.chance(0.2) ? recent(random, plan.now, 60) : null,
    created_at,
    updated_at,
    creater_id: random.pick(users).id,
    updater_id: null,
    last_assigned_at: created_at,
    is_deleted: false,
  };
}

const dayNear = (random: Random, now: number, from: number, to: number): string =>
  new Date(now + random.between(from, to) * 86_400_000).toISOString().slice(0, 10);

const choicesOf = (kind: 'leads' | 'contacts', name: string): readonly string[] => {
  const choices = customFields(kind).find((definition) => definition.name === name)?.choices;
  return Array.isArray(choices) ? (choices as readonly string[]) : [];
};

/** Contacts, most of them of one account, some of two (reference: Contacts). */
export function makeContacts(plan: Plan): Row[] {
  const random = randomOf(plan, 'contacts');
  const nextId = idSequence(random);
  const accounts = rowsOf(plan, 'sales_accounts');
  const statuses = rowsOf(plan, 'contact_statuses');
  const languages = choicesOf('contacts', 'cf_preferred_language');
  const topics = choicesOf('contacts', 'cf_topics');
  const rows: Row[] = [];
  for (let count = 0; count < plan.sizes.contacts; count += 1) {
    const id = nextId();
    const account = maybe(random, accounts, 0.12);
    const second = random.chance(0.05) ? maybe(random, accounts, 0) : null;
    const pool = plan.pools.of(account?.['country']) ?? plan.pools.pick(random);
    const company = account === null ? null : textOf(account, 'name');
    const values = makePerson(plan, random, id, 2 * count + 1, { pool, company });
    const belongs = account === null ? [] : [{ id: account.id, is_primary: true }];
    const status = random.pick(statuses);
    rows.push({
      id,
      ...values,
      contact_status_id: status.id,
      lifecycle_stage_id: status['lifecycle_stage_id'] ?? null,
      customer_fit: random.between(0, 4),
      external_id: random.chance(0.1) ? `ext-${String(id % 10_000_000)}` : null,
      sales_accounts:
        account !== null && second !== null && second.id !== account.id
          ? [...belongs, { id: second.id, is_primary: false }]
          : belongs,
      custom_field: {
        cf_is_active: random.chance(0.7),
        cf_preferred_language: maybe(random, languages, 0.5),
        cf_topics: random.chance(0.3) ? topics.filter(() => random.chance(0.4)) : [],
        cf_birthday: random.chance(0.15) ? dayNear(random, plan.now, -22_000, -8000) : null,
        'cf_visits-per-year': random.chance(0.3) ? random.between(1, 24) : null,
        cf_remarks: random.chance(0.08) ? 'Prefers a call before ten.' : null,
      },
    });
  }
  return rows;
}

/** Leads with their company, some with a deal in sight (reference: Leads). */
export function makeLeads(plan: Plan): Row[] {
  const random = randomOf(plan, 'leads');
  const nextId = idSequence(random);
  const stages = rowsOf(plan, 'lead_stages');
  const budgets = choicesOf('leads', 'cf_budget');
  const rows: Row[] = [];
  for (let count = 0; count < plan.sizes.leads; count += 1) {
    const id = nextId();
    const pool = plan.pools.pick(random);
    const place = random.pick(pool.places);
    const company = `${random.pick(pool.lastNames)} ${random.pick(pool.legalForms)}`;
    const values = makePerson(plan, random, id, 2 * count + 2, { pool, company });
    const stage = random.pick(stages);
    rows.push({
      id,
      ...values,
      lead_stage_id: stage.id,
      lead_reason_id:
        stage['unqualified'] === true ? (maybe(random, rowsOf(plan, 'lead_reasons'), 0)?.id ?? null) : null,
      stage_updated_time: values['updated_at'],
      company: {
        id: id + 30_000_000_000,
        name: company,
        address: `${random.pick(pool.streets)} ${String(random.between(1, 180))}`,
        city: place.city,
        state: place.state,
        zipcode: place.zipcode,
        country: pool.country,
        number_of_employees: random.chance(0.5) ? 11 : null,
        annual_revenue: null,
        website: `https://www.${domainOf(company, id)}`,
        phone: landlineOf(random, pool),
        industry_type_id: maybe(random, rowsOf(plan, 'industry_types'), 0.3)?.id ?? null,
        business_type_id: maybe(random, rowsOf(plan, 'business_types'), 0.5)?.id ?? null,
      },
      deal: random.chance(0.2)
        ? {
            id: id + 40_000_000_000,
            name: `${company}: first order`,
            amount: String(random.between(5, 400) * 250),
            expected_close: dayNear(random, plan.now, 5, 120),
          }
        : null,
      custom_field: {
        cf_primary: random.chance(0.2),
        cf_budget: maybe(random, budgets, 0.5),
        cf_met_on: random.chance(0.3) ? dayNear(random, plan.now, -200, 0) : null,
      },
    });
  }
  return rows;
}
