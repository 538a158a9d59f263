import { objectsOf, textOf } from '../../../shared/entities/record.ts';
import { dayOf, DAY_MS } from '../dates.ts';
import type { Row } from '../state/row.ts';
import { linesTotal } from '../totals.ts';
import { customFields } from './fields.ts';
import { idSequence, maybe, ownerOf, randomOf, recent, rowsOf, type Plan } from './plan.ts';
import type { Random } from './random.ts';

const MATTERS = [
  'Gold plan',
  'Rollout',
  'Pilot',
  'Renewal',
  'Expansion',
  'Replacement',
  'Framework contract',
  'Spare parts',
  'Second site',
  'Service contract',
] as const;

/** Up to three lines of products in dollars, as a deal or document stores them (reference: Add Products to the Deal). */
export function makeLines(random: Random, products: readonly Row[]): readonly Record<string, unknown>[] {
  const chosen = new Set(Array.from({ length: random.between(1, 3) }, () => random.pick(products)));
  return [...chosen].map((product) => {
    const price = objectsOf(product, 'product_pricings').find((row) => row['currency_code'] === 'USD') ?? {};
    return {
      product_id: product.id,
      unit_price: textOf(price, 'unit_price') ?? '0',
      setup_fee: textOf(price, 'setup_fee'),
      billing_type: price['billing_type'] ?? null,
      billing_cycle: price['billing_cycle'] ?? null,
      currency_code: 'USD',
      quantity: random.between(1, 12),
      discount: String(random.pick([0, 0, 0, 5, 10, 15])),
    };
  });
}

/** The value of generated lines. */
export function valueOf(lines: readonly Record<string, unknown>[]): string {
  return linesTotal(
    lines.map((line) => ({
      unit_price: textOf(line, 'unit_price'),
      setup_fee: textOf(line, 'setup_fee'),
      quantity: Number(line['quantity']),
      discount: textOf(line, 'discount') ?? '0',
    })),
    0,
  );
}

/** Contacts by the account they belong to first; a deal's people come from its account. */
function contactsByAccount(plan: Plan): Map<unknown, number[]> {
  const map = new Map<unknown, number[]>();
  for (const contact of rowsOf(plan, 'contacts')) {
    const key = objectsOf(contact, 'sales_accounts')[0]?.['id'];
    if (key === undefined) continue;
    const list = map.get(key);
    if (list === undefined) map.set(key, [contact.id]);
    else list.push(contact.id);
  }
  return map;
}

/** Deals in two pipelines, open ones to be closed around now, won ones, and lost ones with a reason (reference: Deals). */
export function makeDeals(plan: Plan): Row[] {
  const random = randomOf(plan, 'deals');
  const nextId = idSequence(random);
  const table = (name: Parameters<typeof rowsOf>[1]): readonly Row[] => rowsOf(plan, name);
  const accounts = table('sales_accounts');
  const people = contactsByAccount(plan);
  const users = table('users');
  const products = table('products').filter((product) => product['is_active'] === true);
  const stages = table('deal_stages');
  const ofForecast = (forecast: string): Row[] =>
    stages.filter((stage) => stage['forecast_type'] === forecast);
  const [open, won, lost] = [ofForecast('Open'), ofForecast('Closed Won'), ofForecast('Closed Lost')];
  const competitors = customFields('deals').find((field) => field.name === 'cf_competitors')?.choices ?? [];
  const rows: Row[] = [];
  for (let count = 0; count < plan.sizes.deals; count += 1) {
    const account = maybe(random, accounts, 0);
    const fate = random.next();
    const stage = random.pick(fate < 0.6 ? open : fate < 0.85 ? won : lost);
    const isOpen = fate < 0.6;
    const created_at = recent(random, plan.now - 7_200_000, 500);
    const updated_at = recent(random, plan.now - 3_600_000, (plan.now - created_at) / DAY_MS);
    const matter = random.pick(MATTERS);
    const lines = random.chance(0.25) ? makeLines(random, products) : [];
    const amount =
      lines.length > 0
        ? valueOf(lines)
        : `${String(random.between(2, 4000) * 25)}${random.chance(0.1) ? '.5' : ''}`;
    const contacts = people.get(account?.id) ?? [];
    const agents = random.chance(0.4) ? random.between(1, 120) : null;
    rows.push({
      id: nextId(),
      name:
        account === null
          ? matter
          : `${matter} ${textOf(account, 'name')?.split(' ').slice(0, 2).join(' ').replace(/ &$/, '') ?? ''}`,
      amount,
      currency_id:
        (lines.length > 0 || random.chance(0.4)
          ? table('currencies')[0]
          : maybe(random, table('currencies'), 0)
        )?.id ?? null,
      sales_account_id: account?.id ?? null,
      contact_ids: contacts.slice(0, random.between(0, 2)),
      deal_pipeline_id: stage['deal_pipeline_id'],
      deal_stage_id: stage.id,
      deal_reason_id:
        stage['forecast_type'] === 'Closed Lost'
          ? (maybe(random, table('deal_reasons'), 0)?.id ?? null)
          : null,
      deal_type_id: maybe(random, table('deal_types'), 0.3)?.id ?? null,
      owner_id: ownerOf(random, users),
      lead_source_id: maybe(random, table('lead_sources'), 0.3)?.id ?? null,
      campaign_id: maybe(random, table('campaigns'), 0.8)?.id ?? null,
      deal_product_id: null,
      deal_payment_status_id: isOpen
        ? null
        : (maybe(random, table('deal_payment_statuses'), 0.3)?.id ?? null),
      territory_id: account?.['territory_id'] ?? null,
      expected_close: random.chance(0.9)
        ? dayOf(plan.now + random.between(isOpen ? -20 : -300, isOpen ? 110 : 0) * DAY_MS)
        : null,
      closed_date: isOpen ? null : dayOf(updated_at),
      probability: isOpen && random.chance(0.2) ? random.between(1, 19) * 5 : stage['probability'],
      stage_updated_time: updated_at,
      products: lines,
      tags: random.chance(0.15) ? [random.pick(['tender', 'urgent', 'upsell'])] : [],
      custom_field: {
        cf_number_of_agents: agents,
        cf_custom_date: random.chance(0.2) ? dayOf(plan.now + random.between(10, 200) * DAY_MS) : null,
        cf_competitors:
          random.chance(0.3) && Array.isArray(competitors)
            ? [random.pick(competitors as readonly string[])]
            : [],
        'cf_no-go_truck_types': random.chance(0.05) ? 'Flatbed' : null,
      },
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
