import type { Kind } from '../../../shared/entities/kind.ts';
import type { Body } from '../attributes.ts';
import { MODEL_OF_KIND, singularOf } from '../kinds.ts';
import { oneRecord } from '../present/record.ts';
import { route, type Route } from '../router.ts';
import { createRecord, deleteAccount, deleteRecord, unlink, updateRecord } from '../save/record.ts';
import { targetKey } from '../state/indexes.ts';
import type { Row } from '../state/row.ts';
import { forecastOf } from '../views.ts';
import { hiddenKey, idOfCall, ok, type Answer, type Call, type World } from '../world.ts';
import { idsUnder, objectBody, userUnder, wrapped } from './bodies.ts';
import { readable, writable } from './reading.ts';

/** What an answer to a write holds besides: for deals the user who wrote, and his id (reference: Create a Deal, Update a Deal). */
function answerIncludes(kind: Kind, call: Call, who: 'creater' | 'updater'): ReadonlySet<string> {
  return kind === 'deals' ? new Set([...call.includes, who]) : call.includes;
}

function create(kind: Kind, call: Call, world: World): Answer {
  const row = createRecord(kind, wrapped(call, singularOf(kind)), world, { includes: call.includes });
  return ok(oneRecord(kind, row, answerIncludes(kind, call, 'creater'), world));
}

function update(kind: Kind, call: Call, world: World): Answer {
  const before = writable(kind, idOfCall(call), world);
  const row = updateRecord(kind, before, wrapped(call, singularOf(kind)), world, call.includes);
  return ok(oneRecord(kind, row, answerIncludes(kind, call, 'updater'), world));
}

/** A copy with all properties of the original, but for those that the body gives (reference: Clone a Lead). */
function clone(kind: Kind, call: Call, world: World): Answer {
  const original = writable(kind, idOfCall(call), world);
  const body = call.body === null ? {} : wrapped(call, singularOf(kind));
  const row = createRecord(kind, body, world, { includes: call.includes, cloneOf: original });
  return ok(oneRecord(kind, row, answerIncludes(kind, call, 'creater'), world));
}

const saysTrue = (value: unknown): boolean => value === true || value === 'true';

function remove(kind: Kind, row: Row, withAll: boolean, world: World): void {
  if (kind === 'sales_accounts')
    deleteAccount(row, withAll, (deal) => forecastOf(deal, world) === 'Open', world);
  else deleteRecord(kind, row, world);
}

function destroy(kind: Kind, call: Call, world: World): Answer {
  remove(
    kind,
    writable(kind, idOfCall(call), world),
    saysTrue(call.query.get('delete_associated_contacts_deals')),
    world,
  );
  return ok(true);
}

/** Erases a record and all that is about it (reference: Forget a Lead). */
function forget(kind: Kind, call: Call, world: World): Answer {
  const row = readable(kind, idOfCall(call), world);
  const key = targetKey(MODEL_OF_KIND[kind], row.id);
  for (const table of [
    'notes',
    'tasks',
    'appointments',
    'sales_activities',
    'phone_calls',
    'events',
    'documents',
    'document_links',
    'team_members',
  ] as const) {
    for (const other of world.store.table(table).find('target', key)) world.store.erase(table, other.id);
  }
  unlink(kind, row.id, world);
  world.store.erase(kind, row.id);
  return ok(true);
}

/** One result for each id asked for (reference: Bulk Delete Leads: `[{"1": true}, {"2": true}]`). */
function perId(kind: Kind, body: Body, work: (row: Row) => void, world: World): Answer {
  const results = idsUnder(body, 'selected_ids').map((id) => {
    const row = world.store.get(kind, id);
    const there =
      row !== undefined && row['is_deleted'] !== true && !world.hidden.has(hiddenKey(kind, row.id));
    if (there) work(row);
    return { [String(id)]: there };
  });
  return ok({ [kind]: results });
}

function bulkDestroy(kind: Kind, call: Call, world: World): Answer {
  const body = objectBody(call);
  const withAll = saysTrue(body['delete_associated_contacts_deals']);
  return perId(kind, body, (row) => remove(kind, row, withAll, world), world);
}

function bulkAssignOwner(kind: Kind, call: Call, world: World): Answer {
  const body = objectBody(call);
  const owner_id = userUnder(body, 'owner_id', world);
  const now = world.now();
  return perId(
    kind,
    body,
    (row) =>
      world.store.patch(kind, row, {
        owner_id,
        updated_at: now,
        last_assigned_at: now,
        updater_id: world.me,
      }),
    world,
  );
}

/** The writing paths of a kind. `bulk_assign_owner` is documented for people alone. */
export function writingRoutes(kind: Kind): Route[] {
  const people = kind === 'leads' || kind === 'contacts';
  return [
    route('POST', kind, (call, world) => create(kind, call, world)),
    route('PUT', `${kind}/{id}`, (call, world) => update(kind, call, world)),
    route('POST', `${kind}/{id}/clone`, (call, world) => clone(kind, call, world)),
    route('DELETE', `${kind}/{id}`, (call, world) => destroy(kind, call, world)),
    route('DELETE', `${kind}/{id}/forget`, (call, world) => forget(kind, call, world)),
    route('POST', `${kind}/bulk_destroy`, (call, world) => bulkDestroy(kind, call, world)),
    ...(people
      ? [route('POST', `${kind}/bulk_assign_owner`, (call, world) => bulkAssignOwner(kind, call, world))]
      : []),
  ];
}
