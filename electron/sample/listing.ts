import type { Kind } from '../../shared/entities/kind.ts';
import { PAGE_SIZE } from '../../shared/limits.ts';
import { compareAmounts } from '../../shared/money.ts';
import { HOUR_MS } from './dates.ts';
import { dealsOf, summaryOf } from './derived.ts';
import type { Row } from './state/row.ts';
import { membersOf } from './views.ts';
import type { Call, World } from './world.ts';

/** How many sorted lists are kept. */
const CACHED_LISTS = 12;

/** Rows of a page unless the request says otherwise (quirks §2). */
export const PAGE_DEFAULT = 25;

/** Reads a whole number of the query, kept within bounds; the default where it is missing or nonsense. */
export function numberOfQuery(call: Call, key: string, fallback: number, low: number, high: number): number {
  const text = call.query.get(key);
  if (text === null || !/^\d{1,15}$/.test(text)) return fallback;
  return Math.min(high, Math.max(low, Number(text)));
}

/** Which part of a list a request wants. */
export interface Page {
  readonly page: number;
  readonly perPage: number;
}

/** `page` (from 1) and `per_page` (25 unless asked, 100 at most; quirks §2). */
export function pageOf(call: Call): Page {
  return {
    page: numberOfQuery(call, 'page', 1, 1, Number.MAX_SAFE_INTEGER),
    perPage: numberOfQuery(call, 'per_page', PAGE_DEFAULT, 1, PAGE_SIZE),
  };
}

/** The rows of one page; none beyond the last. */
export function slicePage<T>(rows: readonly T[], { page, perPage }: Page): T[] {
  return rows.slice((page - 1) * perPage, page * perPage);
}

/** How many pages so many rows fill. */
export function totalPages(total: number, { perPage }: Page): number {
  return Math.ceil(total / perPage);
}

type SortValue = (row: Row, world: World) => number | string | null;
const own =
  (key: string): SortValue =>
  (row) => {
    const value = row[key];
    return typeof value === 'number' || typeof value === 'string' ? value : null;
  };
const openDeals =
  (kind: 'contacts' | 'sales_accounts'): SortValue =>
  (row, world) =>
    summaryOf(dealsOf(kind, row.id, world), world).openAmount;
const stagePosition: SortValue = (row, world) =>
  Number(world.store.get('lead_stages', Number(row['lead_stage_id']))?.['position'] ?? 0);

/** What a list can be sorted by (reference: Sort Leads, Sort Contacts …); amounts are compared as decimals. */
const SORTS: Readonly<
  Record<Kind, Readonly<Record<string, { readonly value: SortValue; readonly amount?: true }>>>
> = {
  leads: {
    lead_score: { value: own('lead_score') },
    created_at: { value: own('created_at') },
    updated_at: { value: own('updated_at') },
    lead_stage: { value: stagePosition },
    last_contacted: { value: own('last_contacted') },
  },
  contacts: {
    lead_score: { value: own('lead_score') },
    created_at: { value: own('created_at') },
    updated_at: { value: own('updated_at') },
    open_deals_amount: { value: openDeals('contacts'), amount: true },
    last_contacted: { value: own('last_contacted') },
  },
  sales_accounts: {
    open_deals_amount: { value: openDeals('sales_accounts'), amount: true },
    created_at: { value: own('created_at') },
    updated_at: { value: own('updated_at') },
    last_contacted: { value: own('last_contacted') },
  },
  deals: {
    amount: { value: own('amount'), amount: true },
    expected_close: { value: own('expected_close') },
    created_at: { value: own('created_at') },
    updated_at: { value: own('updated_at') },
    last_contacted: { value: own('last_contacted') },
  },
};

function compare(a: number | string | null, b: number | string | null, amount: boolean): number {
  // Nulls come first when ascending, as in the databases such accounts live in.
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (amount) return compareAmounts(String(a), String(b));
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

/** Sorts rows by a documented field; ties, and sorts that are not documented, go by creation and id. */
export function sortRows(
  kind: Kind,
  rows: readonly Row[],
  sort: string,
  ascending: boolean,
  world: World,
): Row[] {
  const { value, amount = false } = SORTS[kind][sort] ?? { value: own('created_at') };
  const sign = ascending ? 1 : -1;
  return rows
    .map((row) => ({ row, value: value(row, world) }))
    .sort((a, b) => sign * (compare(a.value, b.value, amount) || a.row.id - b.row.id))
    .map(({ row }) => row);
}

/** The ids of a view in its sort order. */
export function sortedView(kind: Kind, view: Row, call: Call, world: World): readonly number[] {
  const sort = call.query.get('sort') ?? 'created_at';
  const ascending = call.query.get('sort_type') === 'asc';
  const key = [kind, view.id, sort, ascending].join(' ');
  // Some views depend on the moment; an hour is fine enough for a sample.
  const stamp = [
    world.store.table(kind).version,
    world.store.table('deals').version,
    Math.floor(world.now() / HOUR_MS),
  ].join(' ');
  const kept = world.lists.get(key);
  if (kept?.stamp === stamp) return kept.ids;
  const isMember = membersOf(kind, view, world);
  const ids = sortRows(kind, world.store.table(kind).all().filter(isMember), sort, ascending, world).map(
    (row) => row.id,
  );
  world.lists.delete(key);
  world.lists.set(key, { stamp, ids });
  for (const oldest of world.lists.keys()) {
    if (world.lists.size <= CACHED_LISTS) break;
    world.lists.delete(oldest);
  }
  return ids;
}
