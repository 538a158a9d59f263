import type { Kind } from '../../../shared/entities/kind.ts';
import { ATTRIBUTES, readAttributes, readCustomField, refuseUnknown, type Body } from '../attributes.ts';
import { primaryAccountId } from '../include.ts';
import { objectsOf } from '../../../shared/entities/record.ts';
import type { Row } from '../state/row.ts';
import type { World } from '../world.ts';
import { saveAccount } from './accounts.ts';
import { saveDeal } from './deals.ts';
import type { Draft } from './draft.ts';
import { noteStageChange } from '../events.ts';
import { saveContact, saveLead } from './people.ts';

const SAVERS: Readonly<Record<Kind, (draft: Draft) => void>> = {
  leads: saveLead,
  contacts: saveContact,
  sales_accounts: saveAccount,
  deals: saveDeal,
};

/** Keys with code of their own, and keys of answers that clients may send back; nobody refuses those. */
const OTHER_KEYS: Readonly<Record<Kind, readonly string[]>> = {
  leads: ['email', 'emails', 'company', 'deal'],
  contacts: ['email', 'emails', 'sales_accounts', 'sales_account', 'sales_account_id'],
  sales_accounts: ['parent_sales_account'],
  deals: ['sales_account', 'contacts_added_list', 'contacts_removed_list', 'products'],
};
const COMMON_KEYS = [
  'id',
  'custom_field',
  'created_at',
  'updated_at',
  'display_name',
  'links',
  'is_deleted',
  'base_currency_amount',
];

function emptyValues(kind: Kind): Record<string, unknown> {
  const values: Record<string, unknown> = { tags: [], custom_field: {}, is_deleted: false };
  if (kind === 'leads')
    Object.assign(values, { emails: [], company: null, deal: null, lead_score: 0, last_contacted: null });
  if (kind === 'contacts')
    Object.assign(values, { emails: [], sales_accounts: [], lead_score: 0, last_contacted: null });
  if (kind === 'deals') Object.assign(values, { contact_ids: [], products: [] });
  return values;
}

function fill(kind: Kind, draft: Draft): void {
  const { body, values, before, world } = draft;
  const known = new Set([...Object.keys(ATTRIBUTES[kind]), ...OTHER_KEYS[kind], ...COMMON_KEYS]);
  refuseUnknown(body, known, world);
  Object.assign(values, readAttributes(body, ATTRIBUTES[kind], world));
  const custom = readCustomField(kind, body, before ?? undefined, world);
  if (custom !== undefined) values['custom_field'] = custom;
  SAVERS[kind](draft);
}

/** The records whose sums follow from a deal. Their `updated_at` moves only where the account says so (quirks §5). */
function touchDerived(deal: Row, world: World): void {
  if (world.quirks.updatedAtStaysForDerived) return;
  const touch = (table: 'sales_accounts' | 'contacts', id: unknown): void => {
    const row = typeof id === 'number' ? world.store.get(table, id) : undefined;
    if (row !== undefined) world.store.patch(table, row, { updated_at: world.now() });
  };
  touch('sales_accounts', deal['sales_account_id']);
  for (const id of Array.isArray(deal['contact_ids']) ? deal['contact_ids'] : []) touch('contacts', id);
}

/** How a record is created. */
export interface SaveOptions {
  readonly includes?: ReadonlySet<string>;
  /** The record of which the new one is a copy. */
  readonly cloneOf?: Row;
}

/** Creates a record. @throws Refusal 400 */
export function createRecord(
  kind: Kind,
  body: Body,
  world: World,
  { includes = new Set(), cloneOf }: SaveOptions = {},
): Row {
  const now = world.now();
  // Keys that a copy gets anew; what is about the original stays with it.
  const copied =
    cloneOf === undefined
      ? {}
      : Object.fromEntries(Object.entries(cloneOf).filter(([key]) => key !== 'id' && key !== 'is_deleted'));
  const values = { owner_id: world.me, ...emptyValues(kind), ...copied };
  const draft: Draft = { world, body, before: null, values, includes, isClone: cloneOf !== undefined };
  fill(kind, draft);
  const stamps = {
    created_at: now,
    updated_at: now,
    creater_id: world.me,
    updater_id: null,
    last_assigned_at: now,
  };
  const row = world.store.add(kind, { ...values, ...stamps });
  if (kind === 'deals') touchDerived(row, world);
  return row;
}

/** Changes a record by what the body says. @throws Refusal 400 */
export function updateRecord(
  kind: Kind,
  before: Row,
  body: Body,
  world: World,
  includes: ReadonlySet<string> = new Set(),
): Row {
  const { id: _id, ...values } = { ...before };
  const draft: Draft = { world, body, before, values, includes, isClone: false };
  fill(kind, draft);
  if (kind !== 'deals' && values['owner_id'] !== before['owner_id']) values['last_assigned_at'] = world.now();
  const row: Row = { ...values, updated_at: world.now(), updater_id: world.me, id: before.id };
  world.store.put(kind, row);
  if (kind === 'deals') {
    if (row['deal_stage_id'] !== before['deal_stage_id']) noteStageChange(row, world);
    touchDerived(before, world);
    touchDerived(row, world);
  }
  return row;
}

/** Moves a record to the recycle bin (quirks §5). */
export function deleteRecord(kind: Kind, row: Row, world: World): void {
  const gone = world.store.patch(kind, row, {
    is_deleted: true,
    deleted_at: world.now(),
    updated_at: world.now(),
    updater_id: world.me,
  });
  if (kind === 'deals') touchDerived(gone, world);
}

/** Deletes an account, and on request its contacts and open deals (reference: Delete an Account). */
export function deleteAccount(
  row: Row,
  withAll: boolean,
  isOpen: (deal: Row) => boolean,
  world: World,
): void {
  if (withAll) {
    const live = (rows: readonly Row[]): Row[] => rows.filter((other) => other['is_deleted'] !== true);
    for (const contact of live(world.store.table('contacts').find('account', row.id)))
      deleteRecord('contacts', contact, world);
    for (const deal of live(world.store.table('deals').find('account', row.id)).filter(isOpen))
      deleteRecord('deals', deal, world);
  }
  deleteRecord('sales_accounts', row, world);
}

/** Takes every mention of an erased record out of others. */
export function unlink(kind: Kind, id: number, world: World): void {
  const { store } = world;
  if (kind === 'contacts') {
    for (const deal of store.table('deals').find('contact', id)) {
      store.patch('deals', deal, {
        contact_ids: (deal['contact_ids'] as number[]).filter((other) => other !== id),
      });
    }
  }
  if (kind !== 'sales_accounts') return;
  for (const contact of store.table('contacts').find('account', id)) {
    const links = objectsOf(contact, 'sales_accounts').filter((link) => link['id'] !== id);
    const primary = primaryAccountId({ id: 0, sales_accounts: links });
    store.patch('contacts', contact, {
      sales_accounts: links.map((link) => ({ ...link, is_primary: link['id'] === primary })),
    });
  }
  for (const deal of store.table('deals').find('account', id))
    store.patch('deals', deal, { sales_account_id: null });
  for (const child of store.table('sales_accounts').find('parent', id))
    store.patch('sales_accounts', child, { parent_sales_account_id: null });
}
