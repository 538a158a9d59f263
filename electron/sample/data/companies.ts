import type { Row } from '../state/row.ts';
import { EMPLOYEES } from './fields.ts';
import { idSequence, maybe, ownerOf, randomOf, recent, rowsOf, type Plan } from './plan.ts';
import { asciiOf, type Pool } from './pools.ts';
import type { Random } from './random.ts';

const TRADES = [
  'Logistics',
  'Systems',
  'Foods',
  'Energy',
  'Pharma',
  'Textiles',
  'Machinery',
  'Media',
  'Consulting',
  'Optics',
  'Plastics',
  'Robotics',
  'Marine',
  'Packaging',
  'Solar',
  'Instruments',
  'Interiors',
  'Analytics',
  'Metals',
  'Print',
] as const;

const TAGS = ['key account', 'depot', 'website', 'reseller', 'renewal due', 'reference', 'on hold'] as const;
const TIERS = ['A', 'B', 'C'] as const;

/** A name that was not given before: the town is added where there is a clash, and a number where even that is taken. */
function uniqueName(random: Random, pool: Pool, city: string, taken: Set<string>): string {
  const base = `${random.pick(pool.lastNames)} ${random.chance(0.75) ? random.pick(TRADES) : `& ${random.pick(pool.lastNames)}`}`;
  const name = `${base} ${random.pick(pool.legalForms)}`;
  const candidates = [name, `${base} ${city}`, `${name} ${city}`];
  let found = candidates.find((candidate) => !taken.has(candidate.toLowerCase()));
  for (let number = 2; found === undefined; number += 1) {
    const numbered = `${base} ${city} ${String(number + random.between(0, 900))}`;
    if (!taken.has(numbered.toLowerCase())) found = numbered;
  }
  taken.add(found.toLowerCase());
  return found;
}

/** A made-up web address under the reserved `.example`. */
export function domainOf(company: string, id: number): string {
  return `${asciiOf(company).slice(0, 24) || `company${String(id % 1_000_000)}`}.example`;
}

/** A landline of a country; not necessarily unique. */
export function landlineOf(random: Random, pool: Pool): string {
  return pool.landline + String(random.between(1_000_000, 9_999_999));
}

/** Companies with unique names, some of them children of others (reference: Accounts). */
export function makeSalesAccounts(plan: Plan): Row[] {
  const random = randomOf(plan, 'sales_accounts');
  const nextId = idSequence(random);
  const users = rowsOf(plan, 'users');
  const [industries, businesses, territories] = [
    rowsOf(plan, 'industry_types'),
    rowsOf(plan, 'business_types'),
    rowsOf(plan, 'territories'),
  ];
  const taken = new Set<string>();
  const rows: Row[] = [];
  for (let count = 0; count < plan.sizes.sales_accounts; count += 1) {
    const pool = plan.pools.pick(random);
    const place = random.pick(pool.places);
    const id = nextId();
    const name = uniqueName(random, pool, place.city, taken);
    const created_at = recent(random, plan.now - 3_600_000, 1200);
    const updated_at = recent(random, plan.now, (plan.now - created_at) / 86_400_000);
    const last_contacted = random.chance(0.4) ? recent(random, plan.now, 200) : null;
    rows.push({
      id,
      name,
      address: `${random.pick(pool.streets)} ${String(random.between(1, 180))}`,
      city: place.city,
      state: place.state,
      zipcode: place.zipcode,
      country: pool.country,
      number_of_employees: maybe(random, EMPLOYEES, 0.3)?.value ?? null,
      annual_revenue: random.chance(0.4) ? String(random.between(1, 900) * 100_000) : null,
      website: random.chance(0.8) ? `https://www.${domainOf(name, id)}` : null,
      phone: random.chance(0.7) ? landlineOf(random, pool) : null,
      owner_id: ownerOf(random, users),
      territory_id: maybe(random, territories, 0.2)?.id ?? null,
      industry_type_id: maybe(random, industries, 0.2)?.id ?? null,
      business_type_id: maybe(random, businesses, 0.4)?.id ?? null,
      parent_sales_account_id: random.chance(0.06) ? (maybe(random, rows, 0)?.id ?? null) : null,
      facebook: null,
      twitter: null,
      linkedin: random.chance(0.2) ? `https://www.linkedin.com/company/${asciiOf(name)}` : null,
      tags: random.chance(0.2) ? [random.pick(TAGS)] : [],
      custom_field: {
        cf_domain_name: random.chance(0.3) ? domainOf(name, id) : null,
        cf_tier: maybe(random, TIERS, 0.4),
        cf_contract_end: random.chance(0.2)
          ? new Date(plan.now + random.between(-200, 500) * 86_400_000).toISOString().slice(0, 10)
          : null,
        cf_gate_code: random.chance(0.1) ? String(random.between(1000, 9999)) : null,
      },
      last_contacted,
      last_contacted_mode:
        last_contacted === null
          ? null
          : random.pick(['email_outgoing', 'Phone call', 'Email opened by recipient']),
      created_at,
      updated_at,
      creater_id: random.pick(users).id,
      updater_id: null,
      last_assigned_at: created_at,
      is_deleted: false,
    });
  }
  return rows;
}
