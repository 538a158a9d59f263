import { objectsOf, textOf } from '../../../shared/entities/record.ts';
import { parseInstant } from '../../../shared/time.ts';
import { DAY_MS } from '../dates.ts';
import { baseAmount, dealsOf, recentNote, summaryOf, teamOf } from '../derived.ts';
import type { Row } from '../state/row.ts';
import { amountNumber, amountText, expectedValue } from '../totals.ts';
import { forecastOf } from '../views.ts';
import type { World } from '../world.ts';
import { customFieldOf, lastContactedOf, linksOf, recordTypeId, sampleJwt } from './parts.ts';

/** An account as the API gives it (reference: View an Account; quirks §6). */
export function presentAccount(row: Row, world: World, detail: boolean): Record<string, unknown> {
  const deals = dealsOf('sales_accounts', row.id, world);
  const sums = summaryOf(deals, world);
  const nothing = world.quirks.amountsNullWithoutDeals && deals.length === 0;
  return {
    id: row.id,
    name: row['name'] ?? null,
    address: row['address'] ?? null,
    city: row['city'] ?? null,
    state: row['state'] ?? null,
    zipcode: row['zipcode'] ?? null,
    country: row['country'] ?? null,
    number_of_employees: row['number_of_employees'] ?? null,
    annual_revenue: amountNumber(row['annual_revenue']),
    website: row['website'] ?? null,
    phone: row['phone'] ?? null,
    open_deals_amount: nothing ? null : amountText(sums.openAmount),
    open_deals_count: nothing ? null : sums.openCount,
    won_deals_amount: nothing ? null : amountText(sums.wonAmount),
    won_deals_count: nothing ? null : sums.wonCount,
    last_contacted: lastContactedOf(row, world),
    last_contacted_mode: row['last_contacted_mode'] ?? null,
    facebook: row['facebook'] ?? null,
    twitter: row['twitter'] ?? null,
    linkedin: row['linkedin'] ?? null,
    links: linksOf('sales_accounts', row.id, world),
    custom_field: customFieldOf('sales_accounts', row),
    created_at: world.instant(row['created_at']),
    updated_at: world.instant(row['updated_at']),
    avatar: row['avatar'] ?? null,
    parent_sales_account_id: row['parent_sales_account_id'] ?? null,
    recent_note: recentNote('SalesAccount', row.id, world),
    last_contacted_via_sales_activity: null,
    last_contacted_sales_activity_mode: null,
    completed_sales_sequences: null,
    active_sales_sequences: null,
    last_assigned_at: world.instant(row['last_assigned_at']),
    tags: row['tags'] ?? [],
    is_deleted: row['is_deleted'] === true,
    team_user_ids: teamOf('SalesAccount', row.id, world),
    ...(world.flavour === 'suite' ? { record_type_id: recordTypeId('sales_accounts') } : {}),
    ...(detail ? { has_connections: false } : {}),
  };
}

/** The lines of a deal or document with what is known of each product (reference: Add Products to the Deal). */
export function presentLines(
  parent: Row,
  own: (product: number, index: number) => Record<string, unknown>,
  world: World,
): Record<string, unknown>[] {
  return objectsOf(parent, 'products').map((line, index) => {
    const product = Number(line['product_id']);
    const row = world.store.get('products', product);
    return {
      product_id: product,
      unit_price: amountNumber(line['unit_price']),
      setup_fee: amountNumber(line['setup_fee']),
      billing_type: line['billing_type'] ?? null,
      billing_cycle: line['billing_cycle'] ?? null,
      currency_code: line['currency_code'] ?? null,
      quantity: line['quantity'],
      discount: amountNumber(line['discount']),
      ...own(product, index),
      name: row?.['name'] ?? null,
      pricing_type: row?.['pricing_type'] ?? 0,
      avatar: null,
      owner_id: row?.['owner_id'] ?? null,
      category: row?.['category'] ?? null,
    };
  });
}

/** Whole days between two instants; negative where the first is later (quirks §6: `age` can be negative). */
const daysBetween = (from: number, to: number): number => Math.floor((to - from) / DAY_MS);

/** A deal as the API gives it (reference: View a Deal; quirks §6). Its products come when included. */
export function presentDeal(row: Row, world: World, includes: ReadonlySet<string>): Record<string, unknown> {
  const amount = textOf(row, 'amount') ?? '0';
  const isOpen = forecastOf(row, world) === 'Open';
  const until = isOpen ? world.now() : (parseInstant(row['closed_date']) ?? world.now());
  const rotting = Number(
    world.store.get('deal_pipelines', Number(row['deal_pipeline_id']))?.['rotting_days'] ?? 30,
  );
  const still = daysBetween(Number(row['stage_updated_time'] ?? world.now()), world.now());
  const lines = objectsOf(row, 'products');
  return {
    id: row.id,
    name: row['name'] ?? null,
    amount: amountText(amount),
    base_currency_amount: amountText(baseAmount(row, world)),
    expected_close: row['expected_close'] ?? null,
    closed_date: row['closed_date'] ?? null,
    stage_updated_time: world.instant(row['stage_updated_time']),
    custom_field: customFieldOf('deals', row),
    probability: row['probability'] ?? null,
    updated_at: world.instant(row['updated_at']),
    created_at: world.instant(row['created_at']),
    deal_pipeline_id: row['deal_pipeline_id'] ?? null,
    deal_stage_id: row['deal_stage_id'] ?? null,
    age: daysBetween(Number(row['created_at'] ?? until), until),
    links: linksOf('deals', row.id, world),
    recent_note: recentNote('Deal', row.id, world),
    completed_sales_sequences: null,
    active_sales_sequences: null,
    web_form_id: null,
    upcoming_activities_time: null,
    ...(world.quirks.tokensInRecords
      ? { collaboration: { id: String(row.id), title: row['name'] ?? null, convo_token: sampleJwt(row.id) } }
      : { collaboration: {} }),
    last_assigned_at: world.instant(row['last_assigned_at']),
    tags: row['tags'] ?? [],
    last_contacted_sales_activity_mode: null,
    last_contacted_via_sales_activity: null,
    expected_deal_value: amountText(expectedValue(amount, Number(row['probability'] ?? 100))),
    is_deleted: row['is_deleted'] === true,
    team_user_ids: teamOf('Deal', row.id, world),
    avatar: row['avatar'] ?? null,
    ...(world.quirks.tokensInRecords
      ? {
          fc_widget_collaboration: {
            convo_token: sampleJwt(row.id),
            auth_token: sampleJwt(row.id),
            encoded_jwt_token: sampleJwt(row.id),
          },
        }
      : {}),
    forecast_category: isOpen ? 2 : 3,
    deal_prediction: 0,
    deal_prediction_last_updated_at: null,
    record_type_id: world.flavour === 'suite' ? recordTypeId('deals') : null,
    rotten_days: isOpen && still > rotting ? still - rotting : null,
    has_products: lines.length > 0,
    ...(includes.has('products')
      ? {
          products: presentLines(
            row,
            (product, index) => ({
              deal_id: row.id,
              _id: `${String(row.id)}-${String(index + 1)}`,
              id: product,
            }),
            world,
          ),
        }
      : {}),
  };
}
