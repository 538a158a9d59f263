import { textOf } from '../../../shared/entities/record.ts';
import { DAY_MS, HOUR_MS } from '../dates.ts';
import type { Row, TableName } from '../state/row.ts';
import { makeLines, valueOf } from './deals.ts';
import { idSequence, maybe, randomOf, recent, rowsOf, type Plan } from './plan.ts';
import type { Random } from './random.ts';

const NOTES = [
  'Had a call. Requested the proposal document and pricing quote as soon as possible.',
  'Expressed interest in purchasing and requires a demo.',
  'New warehouse opens in spring; wants to see the rugged scanner there.',
  'Budget is approved from the next quarter on.',
  'Besuch war gut: Angebot über zwei Standorte, Entscheidung bis Monatsende.',
  'Demande une remise de 5 % sur la deuxième année.',
  'Compara con un proveedor local; el plazo de entrega decide.',
  'Prosi o kontakt po urlopie.',
  'お見積書を再送してください。',
] as const;
const TASKS = [
  'Follow up',
  'Send the proposal document',
  'Send the pricing quote',
  'Call back about delivery',
  'Check the contract',
  'Prepare the demo',
] as const;
const MEETINGS = [
  'Product demo',
  'Site visit',
  'Final discussion about the deal',
  'Quarterly review',
  'Lunch with the buyer',
] as const;
const MAX = 4000;

type Target = readonly ['Lead' | 'Contact' | 'SalesAccount' | 'Deal', Row];

/** Picks what a note, task or visit is about: people most of the time. */
function targets(plan: Plan): (random: Random) => Target | null {
  const people = (
    [
      ['Lead', 'leads'],
      ['Contact', 'contacts'],
    ] as const
  ).flatMap(([type, table]) => rowsOf(plan, table).map((row): Target => [type, row]));
  const things = (
    [
      ['SalesAccount', 'sales_accounts'],
      ['Deal', 'deals'],
    ] as const
  ).flatMap(([type, table]) => rowsOf(plan, table).map((row): Target => [type, row]));
  return (random) =>
    maybe(random, random.chance(0.65) && people.length > 0 ? people : things, 0) ?? maybe(random, people, 0);
}

/** How many of something there are in a workspace of this size. */
function countOf(plan: Plan, share: number): number {
  const records = Object.values(plan.sizes).reduce((sum, size) => sum + size, 0);
  return Math.min(MAX, Math.ceil(records * share));
}

/** Makes rows of one table, each about a record. */
function about(
  plan: Plan,
  table: TableName,
  share: number,
  make: (random: Random, target: Target, id: number) => Record<string, unknown>,
): Row[] {
  const random = randomOf(plan, table);
  const nextId = idSequence(random);
  const pick = targets(plan);
  const rows: Row[] = [];
  for (let count = countOf(plan, share); count > 0; count -= 1) {
    const target = pick(random);
    if (target === null) break;
    const id = nextId();
    rows.push({ id, targetable_type: target[0], targetable_id: target[1].id, ...make(random, target, id) });
  }
  return rows;
}

const stamps = (created_at: number, user: number): Record<string, unknown> => ({
  created_at,
  updated_at: created_at,
  creater_id: user,
  updater_id: null,
});

/** The start of a working hour some days from now. */
function workingHour(random: Random, now: number, from: number, to: number): number {
  const midnight = Math.floor(now / DAY_MS) * DAY_MS;
  return midnight + random.between(from, to) * DAY_MS + random.between(14, 34) * (HOUR_MS / 2);
}

/** Somebody of the sales team: the key's own user half of the time, so that "my day" is never empty. */
function someUser(plan: Plan, random: Random): number {
  const users = rowsOf(plan, 'users');
  return (random.chance(0.5) ? (users[0] ?? random.pick(users)) : random.pick(users)).id;
}

const nameOf = ([, row]: Target): string => textOf(row, 'last_name') ?? textOf(row, 'name') ?? '';

/** Notes, tasks, appointments, sales activities and calls around now. */
export function makeActivity(plan: Plan): Map<TableName, Row[]> {
  const { now } = plan;
  const ofType = (internal: string): Row | undefined =>
    rowsOf(plan, 'sales_activity_types').find((type) => type['internal_name'] === internal);
  const outcomesOf = (type: Row | undefined): Row[] =>
    rowsOf(plan, 'sales_activity_outcomes').filter((row) => row['sales_activity_type_id'] === type?.id);
  const visits = rowsOf(plan, 'sales_activity_types').filter((type) =>
    ['csite_visit', 'cdemo', 'phone', 'appointment'].includes(String(type['internal_name'])),
  );
  const notes = about(plan, 'notes', 0.3, (random) => ({
    description: random.pick(NOTES),
    ...stamps(recent(random, now, 200), someUser(plan, random)),
  }));
  const tasks = about(plan, 'tasks', 0.15, (random, target) => {
    const owner = someUser(plan, random);
    const done = random.chance(0.35);
    const due_date = workingHour(random, now, done ? -40 : -4, done ? -1 : 12);
    const created_at = Math.min(now, due_date) - random.between(1, 12) * DAY_MS;
    return {
      title: `${random.pick(TASKS)}: ${nameOf(target)}`,
      description: random.chance(0.5) ? random.pick(NOTES) : null,
      status: done ? 1 : 0,
      due_date,
      completed_date: done ? due_date : null,
      owner_id: owner,
      user_ids: random.chance(0.2) ? [someUser(plan, random)] : [],
      outcome_id: null,
      task_type_id: maybe(random, rowsOf(plan, 'sales_activity_entity_types'), 0.6)?.id ?? null,
      ...stamps(created_at, owner),
    };
  });
  const appointments = about(plan, 'appointments', 0.08, (random, target, id) => {
    const owner = someUser(plan, random);
    const from_date = workingHour(random, now, -12, 16);
    const [type, row] = target;
    const attendees = [{ id: id + 10_000_000_000, type: 'FdMultitenant::User', attendee_id: owner }];
    if (type === 'Lead' || type === 'Contact')
      attendees.push({ id: id + 20_000_000_000, type, attendee_id: row.id });
    const visited = from_date < now && random.chance(0.4);
    return {
      title: `${random.pick(MEETINGS)}: ${nameOf(target)}`,
      description: random.chance(0.4) ? random.pick(NOTES) : null,
      location: textOf(row, 'address'),
      time_zone: 'London',
      from_date,
      end_date: from_date + random.between(1, 4) * (HOUR_MS / 2),
      is_allday: false,
      outcome_id:
        from_date < now ? (maybe(random, outcomesOf(ofType('appointment')), 0.5)?.id ?? null) : null,
      latitude: visited ? '34.4208' : null,
      longitude: visited ? '119.6982' : null,
      checkedin_at: visited ? from_date + 120_000 : null,
      attendees,
      ...stamps(Math.min(now, from_date) - random.between(1, 10) * DAY_MS, owner),
    };
  });
  const sales_activities = about(plan, 'sales_activities', 0.12, (random, target) => {
    const owner = someUser(plan, random);
    const type = random.pick(visits);
    const start_date = workingHour(random, now, -60, -1);
    return {
      title: `${String(type['name'])}: ${nameOf(target)}`,
      notes: random.chance(0.6) ? random.pick(NOTES) : null,
      sales_activity_type_id: type.id,
      sales_activity_outcome_id: maybe(random, outcomesOf(type), 0.2)?.id ?? null,
      start_date,
      end_date: start_date + HOUR_MS / 2,
      conversation_time: start_date,
      owner_id: owner,
      location: type['is_checkedin'] === true ? textOf(target[1], 'city') : null,
      latitude: null,
      longitude: null,
      checkedin_at: null,
      custom_field: { cf_customer_option: random.chance(0.3) },
      ...stamps(start_date, owner),
    };
  });
  return new Map<TableName, Row[]>([
    ['notes', notes],
    ['tasks', tasks],
    ['appointments', appointments],
    ['sales_activities', sales_activities],
  ]);
}

/** Quotes for some of the deals (reference: Documents). */
export function makeDocuments(plan: Plan): Row[] {
  const random = randomOf(plan, 'cpq_documents');
  const nextId = idSequence(random);
  const products = rowsOf(plan, 'products').filter((product) => product['is_active'] === true);
  const deals = rowsOf(plan, 'deals').filter(
    (deal) => Array.isArray(deal['contact_ids']) && deal['contact_ids'].length > 0,
  );
  return deals.slice(0, 30).map((deal, index) => {
    const lines = makeLines(random, products);
    const amount = valueOf(lines);
    const account = rowsOf(plan, 'sales_accounts').find((row) => row.id === deal['sales_account_id']);
    const created_at = recent(random, plan.now, 90);
    const address = (prefix: string): Record<string, unknown> =>
      Object.fromEntries(
        ['address', 'city', 'state', 'zipcode', 'country'].map((key) => [
          `${prefix}_${key}`,
          account?.[key] ?? null,
        ]),
      );
    return {
      id: nextId(),
      deal_id: deal.id,
      contact_id: (deal['contact_ids'] as readonly number[])[0] ?? null,
      sales_account_id: deal['sales_account_id'],
      document_type: 'Quote',
      stage: random.pick(['Draft', 'Sent to customer', 'Accepted']),
      valid_till: plan.now + random.between(5, 60) * DAY_MS,
      ...address('shipping'),
      ...address('billing'),
      owner_id: deal['owner_id'],
      amount,
      currency_code: 'USD',
      custom_field: { cf_custom_status: null, cf_rating: null, cf_number_field: null },
      document_number: `DOC-${String(index + 1)}`,
      territory_id: deal['territory_id'],
      is_deal_primary: false,
      products: lines,
      display_name: `Quote ${String(index + 1)}: ${textOf(deal, 'name') ?? ''}`,
      cpq_document_template_name: 'Sample Template',
      is_deleted: false,
      ...stamps(created_at, someUser(plan, random)),
    };
  });
}
