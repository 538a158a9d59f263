import { textOf } from '../../../shared/entities/record.ts';
import { readAttributes, readCustomField, type Attribute, type Body } from '../attributes.ts';
import { invalid, notFound } from '../failure.ts';
import { enqueue } from '../jobs.ts';
import { readLines, totalOf } from '../lines.ts';
import { customFieldOf } from '../present/parts.ts';
import { presentLines } from '../present/things.ts';
import { route, type Route } from '../router.ts';
import type { Row } from '../state/row.ts';
import { amountNumber, inBaseCurrency } from '../totals.ts';
import { idOfCall, ok, type Answer, type Call, type World } from '../world.ts';
import { idsUnder, objectBody, userUnder, wrapped } from './bodies.ts';

/** Quotes and their like: the reference's "Documents", under `cpq/cpq_documents`. */

const ADDRESS_KEYS = ['shipping', 'billing'].flatMap((prefix) =>
  ['address', 'city', 'state', 'zipcode', 'country'].map((key) => `${prefix}_${key}`),
);
const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  display_name: { type: 'text' },
  deal_id: { type: 'reference', table: 'deals' },
  sales_account_id: { type: 'reference', table: 'sales_accounts' },
  contact_id: { type: 'reference', table: 'contacts' },
  owner_id: { type: 'reference', table: 'users' },
  territory_id: { type: 'choice', table: 'territories' },
  amount: { type: 'decimal', digits: 4 },
  valid_till: { type: 'instant' },
  ...Object.fromEntries(ADDRESS_KEYS.map((key) => [key, { type: 'text' } as const])),
};

/** What the account is configured with; there is no way to ask for it (reference: Documents). */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  document_type: ['Quote', 'Proposal', 'Invoice', 'Contract'],
  stage: ['Draft', 'In review', 'Sent to customer', 'Accepted', 'Declined'],
  cpq_document_template_name: ['Sample Template', 'Plain'],
};

/** The document's values after a request. @throws Refusal 400 when a mandatory one is missing (reference: Documents, marks *) */
function valuesOf(body: Body, before: Row | null, world: World): Record<string, unknown> {
  const { amount, ...read } = readAttributes(body, ATTRIBUTES, world);
  const custom = readCustomField('cpq_documents', body, before ?? undefined, world);
  const values: Record<string, unknown> = {
    amount: '0',
    currency_code: 'USD',
    products: [],
    owner_id: world.me,
    ...before,
    ...read,
  };
  if (custom !== undefined) values['custom_field'] = custom;
  for (const [key, choices] of Object.entries(CHOICES)) {
    const value = body[key];
    if (typeof value === 'string' && choices.includes(value)) values[key] = value;
    else if (value !== undefined && value !== null && !world.quirks.silentDropUnknownChoices)
      throw invalid('choice', key);
  }
  values['stage'] ??= 'Draft';
  const currency = textOf(body, 'currency_code');
  if (
    currency !== null &&
    world.store
      .table('currencies')
      .all()
      .some((row) => row['currency_code'] === currency)
  )
    values['currency_code'] = currency;
  for (const key of ['display_name', 'document_type', 'cpq_document_template_name'])
    if (textOf(values, key) === null) throw invalid('blank', key);
  for (const key of ['deal_id', 'contact_id'])
    if (typeof values[key] !== 'number') throw invalid('blank', key);
  if (body['products'] !== undefined)
    values['products'] = readLines(body['products'], String(values['currency_code']), world);
  // Once there are products, the amount cannot be set directly.
  const hasLines = Array.isArray(values['products']) && values['products'].length > 0;
  if (hasLines || body['products'] !== undefined) values['amount'] = totalOf(values, world);
  else if (amount !== undefined) values['amount'] = amount ?? '0';
  return { ...values, updated_at: world.now() };
}

function baseAmount(row: Row, world: World): number | bigint | null {
  const currency = world.store
    .table('currencies')
    .all()
    .find((entry) => entry['currency_code'] === row['currency_code']);
  return amountNumber(
    inBaseCurrency(textOf(row, 'amount') ?? '0', textOf(currency ?? {}, 'exchange_rate') ?? '1'),
  );
}

function linesOf(row: Row, world: World): Record<string, unknown>[] {
  return presentLines(
    row,
    (product, index) => ({
      id: product,
      cpq_document_id: row.id,
      item_id: `${String(row.id)}-${String(index + 1)}`,
    }),
    world,
  );
}

/** A document as the API gives it (reference: View a Document). */
function present(row: Row, withProducts: boolean, world: World): Record<string, unknown> {
  return {
    id: row.id,
    deal_id: row['deal_id'] ?? null,
    contact_id: row['contact_id'] ?? null,
    sales_account_id: row['sales_account_id'] ?? null,
    document_type: row['document_type'],
    stage: row['stage'],
    valid_till: world.instant(row['valid_till']),
    ...Object.fromEntries(ADDRESS_KEYS.map((key) => [key, row[key] ?? null])),
    owner_id: row['owner_id'] ?? null,
    amount: amountNumber(row['amount']),
    currency_code: row['currency_code'] ?? null,
    base_currency_amount: baseAmount(row, world),
    creater_id: row['creater_id'] ?? null,
    updater_id: row['updater_id'] ?? null,
    custom_field: customFieldOf('cpq_documents', row),
    created_at: world.instant(row['created_at']),
    updated_at: world.instant(row['updated_at']),
    is_deleted: row['is_deleted'] === true,
    document_number: row['document_number'] ?? null,
    territory_id: row['territory_id'] ?? null,
    is_deal_primary: row['is_deal_primary'] === true,
    ...(withProducts ? { products: linesOf(row, world) } : {}),
    display_name: row['display_name'],
    email_template_id: null,
    cpq_document_template_name: row['cpq_document_template_name'] ?? null,
    has_products: Array.isArray(row['products']) && row['products'].length > 0,
  };
}

function documentOf(call: Call, world: World, deleted: boolean): Row {
  const row = world.store.get('cpq_documents', idOfCall(call));
  if (row === undefined || (row['is_deleted'] === true) !== deleted) throw notFound();
  return row;
}

/** The page of a new document is empty until somebody opens the editor (reference: Create a Document). */
const NO_PAGE = {
  html_content: null,
  html_content_css: null,
  html_content_settings: {},
  html_header: null,
  html_footer: null,
};

function create(call: Call, world: World): Answer {
  const values = valuesOf(wrapped(call, 'cpq_document'), null, world);
  const number = world.store.table('cpq_documents').size + 1;
  const row = world.store.add('cpq_documents', {
    ...values,
    document_number: `DOC-${String(number)}`,
    is_deal_primary: false,
    is_deleted: false,
    created_at: world.now(),
    creater_id: world.me,
    updater_id: null,
  });
  return ok({ cpq_document: { ...present(row, true, world), ...NO_PAGE } });
}

function update(call: Call, world: World): Answer {
  const before = documentOf(call, world, false);
  const next: Row = {
    ...valuesOf(wrapped(call, 'cpq_document'), before, world),
    id: before.id,
    updater_id: world.me,
  };
  world.store.put('cpq_documents', next);
  return ok({ cpq_document: present(next, call.includes.has('products'), world) });
}

function setDeleted(call: Call, world: World, is_deleted: boolean): Row {
  const row = documentOf(call, world, !is_deleted);
  return world.store.patch('cpq_documents', row, {
    is_deleted,
    updated_at: world.now(),
    updater_id: world.me,
  });
}

const success = (id: number): Answer => ok({ msg: { id, code: 'success' } });

function forget(call: Call, world: World): Answer {
  const row = world.store.get('cpq_documents', idOfCall(call));
  if (row === undefined) throw notFound();
  world.store.erase('cpq_documents', row.id);
  return success(row.id);
}

function bulkUpdate(call: Call, world: World): Answer {
  const ids = idsUnder(objectBody(call), 'ids');
  enqueue(
    {
      table: 'cpq_documents',
      action: 'patch',
      ids,
      changes: readAttributes(wrapped(call, 'cpq_document'), ATTRIBUTES, world),
    },
    world,
  );
  return ok({ message: 'Field update added to queue, you will be notified on success.' });
}

function bulkAssign(call: Call, world: World): Answer {
  const body = objectBody(call);
  const changes = { owner_id: userUnder(body, 'owner_id', world) };
  enqueue({ table: 'cpq_documents', action: 'patch', ids: idsUnder(body, 'selected_ids'), changes }, world);
  return ok({ message: 'Sales owner assignment added to queue, you will be notified on success.' });
}

function bulk(action: 'delete' | 'restore', message: string) {
  return (call: Call, world: World): Answer => {
    enqueue({ table: 'cpq_documents', action, ids: idsUnder(objectBody(call), 'selected_ids') }, world);
    return ok({ message });
  };
}
const bulkRestore = bulk(
  'restore',
  "Restoring your documents, you'll get a notification when this is complete.",
);

const BASE = 'cpq/cpq_documents';
/** The paths of documents (quotes). */
export const documentRoutes: readonly Route[] = [
  route('POST', BASE, create),
  route('GET', `${BASE}/{id}`, (call, world) =>
    ok({ cpq_document: present(documentOf(call, world, false), call.includes.has('products'), world) }),
  ),
  route('PUT', `${BASE}/{id}`, update),
  route('DELETE', `${BASE}/{id}`, (call, world) => success(setDeleted(call, world, true).id)),
  route('PUT', `${BASE}/{id}/restore`, (call, world) =>
    ok({ cpq_document: present(setDeleted(call, world, false), false, world) }),
  ),
  route('DELETE', `${BASE}/{id}/forget`, forget),
  route('PUT', `${BASE}/cpq_documents_bulk_update`, bulkUpdate),
  route('POST', `${BASE}/cpq_documents_bulk_assign`, bulkAssign),
  route(
    'POST',
    `${BASE}/cpq_documents_bulk_delete`,
    bulk('delete', 'Bulk deletion added to queue, you will be notified on success.'),
  ),
  // The reference's heading says POST, its example PUT.
  route('PUT', `${BASE}/cpq_documents_bulk_restore`, bulkRestore),
  route('POST', `${BASE}/cpq_documents_bulk_restore`, bulkRestore),
];
