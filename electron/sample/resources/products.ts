import { idOf, objectsOf, textOf } from '../../../shared/entities/record.ts';
import { parseAmount } from '../../../shared/money.ts';
import { readAttributes, readCustomField, type Attribute, type Body } from '../attributes.ts';
import { invalid, notFound } from '../failure.ts';
import { enqueue } from '../jobs.ts';
import { customFieldOf } from '../present/parts.ts';
import { route, type Route } from '../router.ts';
import { newPartId } from '../save/draft.ts';
import { uniqueKey } from '../state/indexes.ts';
import type { Row } from '../state/row.ts';
import { amountNumber } from '../totals.ts';
import { idOfCall, ok, type Answer, type Call, type World } from '../world.ts';
import { idsUnder, objectBody, userUnder, wrapped } from './bodies.ts';

const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  name: { type: 'text' },
  description: { type: 'text' },
  product_code: { type: 'text' },
  sku_number: { type: 'text' },
  is_active: { type: 'flag' },
  parent_product: { type: 'reference', table: 'products' },
  territory_id: { type: 'choice', table: 'territories' },
  valid_till: { type: 'instant' },
  owner_id: { type: 'reference', table: 'users' },
};
const CATEGORIES = ['Software', 'Hardware', 'Services'];

/** One-time, subscription; 0 until there is a price (reference: Add Prices to the Product). */
const [ONE_TIME, SUBSCRIPTION] = [1, 2];

function priceOf(entry: Body, id: number, isSubscription: boolean, world: World): Body {
  const code = textOf(entry, 'currency_code');
  const known = world.store
    .table('currencies')
    .all()
    .some((currency) => currency['currency_code'] === code);
  const unit_price = parseAmount(entry['unit_price']);
  if (code === null || !known) throw invalid('invalid', 'Currency code');
  if (unit_price === null) throw invalid('blank', 'Unit price');
  return {
    id,
    currency_code: code,
    billing_cycle: isSubscription ? (entry['billing_cycle'] ?? null) : null,
    billing_type: isSubscription ? (entry['billing_type'] ?? null) : null,
    unit_price,
    setup_fee: isSubscription ? parseAmount(entry['setup_fee']) : null,
  };
}

/** The prices after a request: one with an id is overwritten or, with `_destroy`, removed; one without is added; the others stay. */
function pricesOf(body: Body, before: readonly Body[], isSubscription: boolean, world: World): Body[] {
  const list = [...before];
  for (const entry of objectsOf(body, 'product_pricings')) {
    const id = idOf(entry, 'id');
    const at = list.findIndex((price) => price['id'] === id);
    if (id !== null && at < 0) throw invalid('invalid', 'Product pricing');
    if (id === null) list.push(priceOf(entry, newPartId(world), isSubscription, world));
    else if (entry['_destroy'] === true) list.splice(at, 1);
    else list[at] = priceOf(entry, id, isSubscription, world);
  }
  return list;
}

/** The product's values after a request. @throws Refusal 400 (reference: Products; the name is unique) */
function valuesOf(body: Body, before: Row | null, world: World): Record<string, unknown> {
  const custom = readCustomField('products', body, before ?? undefined, world);
  const values: Record<string, unknown> = {
    is_active: true,
    pricing_type: 0,
    product_pricings: [],
    owner_id: world.me,
    ...before,
    ...readAttributes(body, ATTRIBUTES, world),
  };
  if (custom !== undefined) values['custom_field'] = custom;
  const category = body['category'];
  if (typeof category === 'string' && CATEGORIES.includes(category)) values['category'] = category;
  else if (category !== undefined && category !== null && !world.quirks.silentDropUnknownChoices)
    throw invalid('choice', 'Category');
  const name = textOf(values, 'name');
  if (name === null) throw invalid('blank', 'Name');
  const sameName = world.store
    .table('products')
    .find('name', uniqueKey(name))
    .filter((row) => row.id !== before?.id && row['is_deleted'] !== true);
  if (sameName.length > 0) throw invalid('taken', 'Name');
  const type = body['pricing_type'];
  // It can be given only when the first prices are (reference: Add Prices to the Product).
  const isFirst = objectsOf(values, 'product_pricings').length === 0;
  if ((type === ONE_TIME || type === SUBSCRIPTION) && isFirst) values['pricing_type'] = type;
  values['product_pricings'] = pricesOf(
    body,
    objectsOf(values, 'product_pricings'),
    values['pricing_type'] === SUBSCRIPTION,
    world,
  );
  return { ...values, updated_at: world.now() };
}

/** A product as the API gives it (reference: View a Product). */
function present(row: Row, withPrices: boolean, world: World): Record<string, unknown> {
  const prices = objectsOf(row, 'product_pricings');
  const base = prices.find((price) => price['currency_code'] === 'USD') ?? prices[0];
  return {
    id: row.id,
    name: row['name'],
    category: row['category'] ?? null,
    custom_field: customFieldOf('products', row),
    product_code: row['product_code'] ?? null,
    sku_number: row['sku_number'] ?? null,
    parent_product: row['parent_product'] ?? null,
    territory_id: row['territory_id'] ?? null,
    valid_till: world.instant(row['valid_till']),
    is_active: row['is_active'] !== false,
    owner_id: row['owner_id'] ?? null,
    is_deleted: row['is_deleted'] === true,
    created_at: world.instant(row['created_at']),
    updated_at: world.instant(row['updated_at']),
    pricing_type: row['pricing_type'] ?? 0,
    ...(withPrices
      ? {
          product_pricings: prices.map((price) => ({
            id: price['id'],
            currency_code: price['currency_code'],
            _destroy: false,
            billing_cycle: price['billing_cycle'] ?? null,
            billing_type: price['billing_type'] ?? null,
            unit_price: amountNumber(price['unit_price']),
            setup_fee: amountNumber(price['setup_fee']),
            is_locked: false,
          })),
        }
      : {}),
    avatar: null,
    base_currency_amount: base === undefined ? null : amountNumber(base['unit_price']),
    creater_id: row['creater_id'] ?? null,
    updater_id: row['updater_id'] ?? null,
    description: row['description'] ?? null,
  };
}

function productOf(call: Call, world: World, deleted: boolean): Row {
  const product = world.store.get('products', idOfCall(call));
  if (product === undefined || (product['is_deleted'] === true) !== deleted) throw notFound();
  return product;
}

function create(call: Call, world: World): Answer {
  const values = valuesOf(wrapped(call, 'product'), null, world);
  const row = world.store.add('products', {
    ...values,
    is_deleted: false,
    created_at: world.now(),
    creater_id: world.me,
    updater_id: null,
  });
  return ok({ product: { ...present(row, true, world), lookup_information: {} } });
}

function update(call: Call, world: World): Answer {
  const before = productOf(call, world, false);
  const next: Row = {
    ...valuesOf(wrapped(call, 'product'), before, world),
    id: before.id,
    updater_id: world.me,
  };
  world.store.put('products', next);
  return ok({ product: present(next, call.includes.has('product_pricings'), world) });
}

function setDeleted(call: Call, world: World, is_deleted: boolean): Row {
  const row = productOf(call, world, !is_deleted);
  return world.store.patch('products', row, { is_deleted, updated_at: world.now(), updater_id: world.me });
}

/** A bulk update takes the values that can be set alike for many (reference: Bulk-update Products). */
function bulkUpdate(call: Call, world: World): Answer {
  const body = objectBody(call);
  const given = wrapped(call, 'product');
  const { name: _name, ...rest } = given;
  enqueue(
    {
      table: 'products',
      action: 'patch',
      ids: idsUnder(body, 'ids'),
      changes: readAttributes(rest, ATTRIBUTES, world),
    },
    world,
  );
  return ok({ message: 'Field update added to queue, you will be notified on success.' });
}

function bulkAssign(call: Call, world: World): Answer {
  const body = objectBody(call);
  const changes = { owner_id: userUnder(body, 'owner_id', world) };
  enqueue({ table: 'products', action: 'patch', ids: idsUnder(body, 'selected_ids'), changes }, world);
  return ok({ message: 'Sales owner assignment added to queue, you will be notified on success.' });
}

function bulk(action: 'delete' | 'restore', message: string) {
  return (call: Call, world: World): Answer => {
    enqueue({ table: 'products', action, ids: idsUnder(objectBody(call), 'selected_ids') }, world);
    return ok({ message });
  };
}
const bulkRestore = bulk(
  'restore',
  "Restoring your products, you'll get a notification when this is complete.",
);

/** The paths of products. */
export const productRoutes: readonly Route[] = [
  route('POST', 'cpq/products', create),
  route('GET', 'cpq/products/{id}', (call, world) => {
    const product = productOf(call, world, false);
    return ok({ product: present(product, call.includes.has('product_pricings'), world) });
  }),
  route('PUT', 'cpq/products/{id}', update),
  route('DELETE', 'cpq/products/{id}', (call, world) =>
    ok({ msg: { id: setDeleted(call, world, true).id, code: 'success' } }),
  ),
  route('PUT', 'cpq/products/{id}/restore', (call, world) =>
    ok({ product: present(setDeleted(call, world, false), false, world) }),
  ),
  route('PUT', 'cpq/products/products_bulk_update', bulkUpdate),
  route('POST', 'cpq/products/products_bulk_assign', bulkAssign),
  route(
    'POST',
    'cpq/products/products_bulk_delete',
    bulk('delete', 'Bulk deletion added to queue, you will be notified on success.'),
  ),
  // The reference's heading says POST, its example PUT.
  route('PUT', 'cpq/products/products_bulk_restore', bulkRestore),
  route('POST', 'cpq/products/products_bulk_restore', bulkRestore),
];
