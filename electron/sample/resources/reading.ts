import type { Kind } from '../../../shared/entities/kind.ts';
import { PAGE_SIZE } from '../../../shared/limits.ts';
import { notFound, Refusal } from '../failure.ts';
import { MODEL_OF_KIND } from '../kinds.ts';
import { numberOfQuery, pageOf, slicePage, sortedView, totalPages } from '../listing.ts';
import { manyRecords, oneRecord } from '../present/record.ts';
import { route, type Route } from '../router.ts';
import type { Row } from '../state/row.ts';
import { inBin, membersOf, viewName, viewsOf } from '../views.ts';
import { hiddenKey, idOfCall, ok, type Answer, type Call, type World } from '../world.ts';

/** The view a path names. @throws Refusal 404 when the kind has no such view. */
function viewOfCall(kind: Kind, call: Call, world: World): Row {
  const view = viewsOf(kind, world).find((row) => row.id === idOfCall(call));
  if (view === undefined) throw notFound();
  return view;
}

/** `GET <kind>/filters` (reference: Filters API; quirks §4). */
function filters(kind: Kind, world: World): Answer {
  const rows = viewsOf(kind, world).map((view) => ({
    ...view,
    name: viewName(view, world),
    updated_at: world.instant(view['updated_at']),
    user_name: 'System',
    current_user_permissions: ['view'],
  }));
  return ok({ filters: rows });
}

/** `GET <kind>/view/{id}` with page, per_page, sort, sort_type and include (reference: View API; quirks §2). */
function view(kind: Kind, call: Call, world: World): Answer {
  const ids = sortedView(kind, viewOfCall(kind, call, world), call, world);
  const page = pageOf(call);
  const rows = slicePage(ids, page).map((id) => world.store.get(kind, id) as Row);
  const answer = manyRecords(kind, rows, call.includes, world);
  if (kind === 'contacts' && world.quirks.contactViewMarkedPartial) {
    answer[kind] = (answer[kind] as object[]).map((record) => ({ partial: true, ...record }));
  }
  return ok({ ...answer, meta: { total_pages: totalPages(ids.length, page), total: ids.length } });
}

/** `GET <kind>/scroll/{id}`: records above `last_fetched_id`, by ascending id (reference: Scroll API). */
function scroll(kind: Kind, call: Call, world: World): Answer {
  const isMember = membersOf(kind, viewOfCall(kind, call, world), world);
  const limit = numberOfQuery(call, 'limit', PAGE_SIZE, 1, PAGE_SIZE);
  const after = numberOfQuery(call, 'last_fetched_id', 0, 0, Number.MAX_SAFE_INTEGER);
  const rows: Row[] = [];
  let hasNext = false;
  for (const row of world.store.table(kind).after(world.quirks.scrollRepeatsLast ? after - 1 : after)) {
    if (!isMember(row)) continue;
    hasNext = rows.length === limit;
    if (hasNext) break;
    rows.push(row);
  }
  const avatars = Object.fromEntries(rows.map((row) => [String(row.id), row['avatar'] ?? null]));
  const meta = {
    last_fetched_id: rows.at(-1)?.id ?? (after === 0 ? null : after),
    has_next_page: hasNext,
    avatar_data: { [MODEL_OF_KIND[kind]]: avatars },
  };
  return ok({ ...manyRecords(kind, rows, call.includes, world), meta });
}

/** A record that can be read: live, or in the bin where the account still shows those. @throws Refusal 404, 403 */
export function readable(kind: Kind, id: number, world: World): Row {
  const row = world.store.get(kind, id);
  if (row === undefined) throw notFound();
  refuseHidden(kind, id, world);
  if (row['is_deleted'] === true && !(world.quirks.deletedStillReadable && inBin(row, world)))
    throw notFound();
  return row;
}

/** @throws Refusal 403 or 404 for a record that the user may not see (quirks: accounts answer either) */
function refuseHidden(kind: Kind, id: number, world: World): void {
  if (!world.hidden.has(hiddenKey(kind, id))) return;
  if (world.quirks.hiddenIsNotFound) throw notFound();
  throw new Refusal(403, [{ key: 'forbidden' }]);
}

/** A record that can be written: live. @throws Refusal 404, 403 */
export function writable(kind: Kind, id: number, world: World): Row {
  const row = world.store.get(kind, id);
  if (row === undefined || row['is_deleted'] === true) throw notFound();
  refuseHidden(kind, id, world);
  return row;
}

/** The reading paths of a kind. */
export function readingRoutes(kind: Kind): Route[] {
  return [
    route('GET', `${kind}/filters`, (_call, world) => filters(kind, world)),
    route('GET', `${kind}/view/{id}`, (call, world) => view(kind, call, world)),
    route('GET', `${kind}/scroll/{id}`, (call, world) => scroll(kind, call, world)),
    route('GET', `${kind}/{id}`, (call, world) =>
      ok(oneRecord(kind, readable(kind, idOfCall(call), world), call.includes, world)),
    ),
  ];
}
