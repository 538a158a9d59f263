import type { Kind } from '../../shared/entities/kind.ts';
import { objectsOf } from '../../shared/entities/record.ts';
import { dealsOf } from './derived.ts';
import { MODEL_OF_KIND } from './kinds.ts';
import { accountPartial, configurationRow, distinctRows, personPartial, userBeside } from './rows.ts';
import { targetKey } from './state/indexes.ts';
import type { Row, TableName } from './state/row.ts';
import type { World } from './world.ts';

/**
 * `include`: what a record refers to comes beside it in top-level lists, and the record gets the id (reference: Embedding). Real accounts give these ids only
 * with the include (quirks §6).
 */

/** One row of something else, named by an id in the record. */
interface One {
  readonly include: string;
  readonly key: string;
  readonly table: TableName;
  /** Where the id lies in this server's row, if elsewhere than under `key`. */
  readonly of?: (row: Row) => unknown;
}

/** Rows of something else that refer to the record; the record gets their ids. */
interface Many {
  readonly include: string;
  readonly key: string;
  readonly beside: string;
  readonly table: TableName;
  readonly of: (row: Row, world: World) => Row[];
}

const one = (include: string, key: string, table: TableName): One => ({ include, key, table });
const people: readonly One[] = [
  one('owner', 'owner_id', 'users'),
  one('creater', 'creater_id', 'users'),
  one('updater', 'updater_id', 'users'),
];
const marketing: readonly One[] = [
  one('source', 'lead_source_id', 'lead_sources'),
  one('campaign', 'campaign_id', 'campaigns'),
  one('territory', 'territory_id', 'territories'),
];

/** The id of a contact's primary account. */
export function primaryAccountId(contact: Row): number | null {
  const accounts = objectsOf(contact, 'sales_accounts');
  const primary = accounts.find((account) => account['is_primary'] === true) ?? accounts[0];
  return primary === undefined ? null : Number(primary['id']);
}

const ONES: Readonly<Record<Kind, readonly One[]>> = {
  leads: [
    ...people,
    ...marketing,
    one('lead_stage', 'lead_stage_id', 'lead_stages'),
    one('lead_reason', 'lead_reason_id', 'lead_reasons'),
  ],
  contacts: [
    ...people,
    ...marketing,
    one('contact_status', 'contact_status_id', 'contact_statuses'),
    one('lifecycle_stage', 'lifecycle_stage_id', 'lifecycle_stages'),
    { include: 'sales_account', key: 'sales_account_id', table: 'sales_accounts', of: primaryAccountId },
  ],
  sales_accounts: [
    ...people,
    one('territory', 'territory_id', 'territories'),
    one('business_type', 'business_type_id', 'business_types'),
    one('industry_type', 'industry_type_id', 'industry_types'),
  ],
  deals: [
    ...people,
    ...marketing,
    one('sales_account', 'sales_account_id', 'sales_accounts'),
    one('deal_pipeline', 'deal_pipeline_id', 'deal_pipelines'),
    one('deal_stage', 'deal_stage_id', 'deal_stages'),
    one('deal_type', 'deal_type_id', 'deal_types'),
    one('deal_reason', 'deal_reason_id', 'deal_reasons'),
    one('deal_payment_status', 'deal_payment_status_id', 'deal_payment_statuses'),
    one('deal_product', 'deal_product_id', 'products'),
    one('currency', 'currency_id', 'currencies'),
  ],
};

/** Ids that records carry whether asked for or not (quirks §6: accounts carry `owner_id`, deals their pipeline and stage). */
const ALWAYS: Readonly<Record<Kind, readonly string[]>> = {
  leads: [],
  contacts: [],
  sales_accounts: ['owner_id'],
  deals: ['deal_pipeline_id', 'deal_stage_id'],
};

const live = (rows: readonly Row[]): Row[] => rows.filter((row) => row['is_deleted'] !== true);
const about = (kind: Kind, table: TableName, key: string): Many => ({
  include: table,
  key,
  beside: table,
  table,
  of: (row, world) => world.store.table(table).find('target', targetKey(MODEL_OF_KIND[kind], row.id)),
});
const activity = (kind: Kind): readonly Many[] => [
  about(kind, 'tasks', 'task_ids'),
  about(kind, 'appointments', 'appointment_ids'),
  about(kind, 'notes', 'note_ids'),
  about(kind, 'sales_activities', 'sales_activity_ids'),
];

const MANIES: Readonly<Record<Kind, readonly Many[]>> = {
  leads: activity('leads'),
  contacts: [
    ...activity('contacts'),
    {
      include: 'deals',
      key: 'deal_ids',
      beside: 'deals',
      table: 'deals',
      of: (row, world) => dealsOf('contacts', row.id, world),
    },
  ],
  sales_accounts: [
    ...activity('sales_accounts'),
    {
      include: 'contacts',
      key: 'contact_ids',
      beside: 'contacts',
      table: 'contacts',
      of: (row, world) => live(world.store.table('contacts').find('account', row.id)),
    },
    {
      include: 'deals',
      key: 'deal_ids',
      beside: 'deals',
      table: 'deals',
      of: (row, world) => dealsOf('sales_accounts', row.id, world),
    },
    {
      include: 'child_sales_accounts',
      key: 'child_sales_account_ids',
      beside: 'sales_accounts',
      table: 'sales_accounts',
      of: (row, world) => live(world.store.table('sales_accounts').find('parent', row.id)),
    },
  ],
  deals: [
    ...activity('deals'),
    {
      include: 'contacts',
      key: 'contact_ids',
      beside: 'contacts',
      table: 'contacts',
      of: (row, world) =>
        live(distinctRows('contacts', Array.isArray(row['contact_ids']) ? row['contact_ids'] : [], world)),
    },
  ],
};

/** The ids of associated rows that a record shows: all that were included, or all where the account gives them anyway. */
export function associatedIds(
  kind: Kind,
  row: Row,
  includes: ReadonlySet<string>,
  world: World,
): Record<string, unknown> {
  const ids: Record<string, unknown> = {};
  for (const { include, key, of } of ONES[kind]) {
    if (key === 'lifecycle_stage_id' && world.flavour === 'classic') continue;
    const shown = includes.has(include) || ALWAYS[kind].includes(key) || !world.quirks.ownerIdOnlyWithInclude;
    if (shown) ids[key] = (of === undefined ? row[key] : of(row)) ?? null;
  }
  for (const { include, key, of } of MANIES[kind]) {
    if (includes.has(include)) ids[key] = of(row, world).map((other) => other.id);
  }
  return ids;
}

/** How a row of a table looks beside the records that refer to it; records of the four kinds come in full from `presentFull`. */
export type Presenter = (table: TableName, row: Row) => Record<string, unknown>;

function besideForm(
  table: TableName,
  row: Row,
  world: World,
  presentFull: Presenter,
): Record<string, unknown> {
  if (table === 'users') return userBeside(row);
  if (table === 'sales_accounts') return accountPartial(row, world);
  if (table === 'contacts') return personPartial(row);
  if (table === 'products') return { partial: true, id: row.id, name: row['name'] };
  if (['deals', 'tasks', 'appointments', 'notes', 'sales_activities'].includes(table))
    return presentFull(table, row);
  return configurationRow(row, world);
}

/**
 * The lists beside records, users first as on real accounts (quirks §2: never take the first key).
 * @param includes what was asked for; names that are not known are ignored
 */
export function sideLoads(
  kind: Kind,
  rows: readonly Row[],
  includes: ReadonlySet<string>,
  world: World,
  presentFull: Presenter,
): Record<string, unknown[]> {
  const found = new Map<string, { readonly table: TableName; readonly rows: Map<number, Row> }>();
  const addAll = (beside: string, table: TableName, others: readonly Row[]): void => {
    const list = found.get(beside) ?? { table, rows: new Map<number, Row>() };
    for (const other of others) list.rows.set(other.id, other);
    found.set(beside, list);
  };
  for (const { include, key, table, of } of ONES[kind]) {
    if (includes.has(include))
      addAll(
        table === 'products' ? 'deal_products' : table,
        table,
        distinctRows(table, rows.map(of ?? ((row) => row[key])), world),
      );
  }
  for (const { include, beside, table, of } of MANIES[kind]) {
    if (includes.has(include))
      addAll(
        beside,
        table,
        rows.flatMap((row) => of(row, world)),
      );
  }
  return Object.fromEntries(
    [...found].map(([beside, list]) => [
      beside,
      [...list.rows.values()].map((row) => besideForm(list.table, row, world, presentFull)),
    ]),
  );
}
