import type { Kind } from '../../../shared/entities/kind.ts';
import { historyOf, type Happening } from '../history.ts';
import { notFound } from '../failure.ts';
import { MODEL_OF_KIND } from '../kinds.ts';
import { numberOfQuery, pageOf, slicePage, totalPages } from '../listing.ts';
import { besideAppointments, presentAppointment } from '../present/appointments.ts';
import { presentNote } from '../present/record.ts';
import { besideTasks, presentTask } from '../present/tasks.ts';
import { route, type Route } from '../router.ts';
import { distinctRows, userBeside } from '../rows.ts';
import { targetKey } from '../state/indexes.ts';
import type { Row, TableName } from '../state/row.ts';
import { idOfCall, ok, type Answer, type Call, type Handler, type World } from '../world.ts';
import { documentAssociations } from './files.ts';
import { readable } from './reading.ts';

/** The lists that belong to a record: those of `links`, and its activities. */

/** Rows of a table about the record of the path, newest first. */
function aboutRecord(kind: Kind, table: TableName, call: Call, world: World): Row[] {
  const record = readable(kind, idOfCall(call), world);
  const rows = world.store.table(table).find('target', targetKey(MODEL_OF_KIND[kind], record.id));
  return rows.sort((a, b) => Number(b['created_at']) - Number(a['created_at']) || b.id - a.id);
}

function paged(rows: readonly Row[], call: Call, show: (page: Row[]) => Record<string, unknown>): Answer {
  const page = pageOf(call);
  return ok({
    ...show(slicePage(rows, page)),
    meta: { total_pages: totalPages(rows.length, page), total: rows.length },
  });
}

function usersBeside(ids: readonly unknown[], wanted: boolean, world: World): Record<string, unknown> {
  return wanted ? { users: distinctRows('users', ids, world).map(userBeside) } : {};
}

const notes =
  (kind: Kind): Handler =>
  (call, world) =>
    paged(aboutRecord(kind, 'notes', call, world), call, (rows) => ({
      ...usersBeside(
        rows.map((row) => row['creater_id']),
        call.includes.has('creater'),
        world,
      ),
      notes: rows.map((row) => presentNote(row, world)),
    }));

const tasks =
  (kind: Kind): Handler =>
  (call, world) =>
    paged(aboutRecord(kind, 'tasks', call, world), call, (rows) => ({
      ...besideTasks(rows, call.includes, world),
      tasks: rows.map((row) => presentTask(row, call.includes, world)),
    }));

const appointments =
  (kind: Kind): Handler =>
  (call, world) =>
    paged(aboutRecord(kind, 'appointments', call, world), call, (rows) => ({
      ...besideAppointments(rows, call.includes, world),
      appointments: rows.map((row) => presentAppointment(row, call.includes, world)),
    }));

/** Calls, notes and activities in one list. Its public shape is not known; it says of each entry what it is. */
const conversations =
  (kind: Kind): Handler =>
  (call, world) => {
    const rows = (['phone_calls', 'notes', 'sales_activities'] as const).flatMap((table) =>
      aboutRecord(kind, table, call, world).map((row) => ({
        table,
        row,
        at: Number(row['conversation_time'] ?? row['created_at']),
      })),
    );
    rows.sort((a, b) => b.at - a.at || b.row.id - a.row.id);
    const page = pageOf(call);
    const conversation = ({ table, row, at }: (typeof rows)[number]): Record<string, unknown> => ({
      id: row.id,
      type: { phone_calls: 'phone_call', notes: 'note', sales_activities: 'sales_activity' }[table],
      conversation_time: world.instant(at),
      description: row['description'] ?? row['notes'] ?? null,
      user_id: row['creater_id'] ?? null,
    });
    return ok({
      ...usersBeside(
        rows.map(({ row }) => row['creater_id']),
        call.includes.has('user'),
        world,
      ),
      conversations: slicePage(rows, page).map(conversation),
      meta: { total_pages: totalPages(rows.length, page), total: rows.length },
    });
  };

function activity(happening: Happening, world: World): Record<string, unknown> {
  return {
    composite_id: `${String(happening.id)}_${happening.action_type}`,
    action_data: happening.action_data,
    action_type: happening.action_type,
    created_at: world.instant(happening.at),
    user_activity: happening.by !== null,
    targetable_type: happening.target?.type ?? null,
    targetable_id: happening.target?.id ?? null,
    actionable_type: happening.about?.type ?? null,
    actionable_id: happening.about?.id ?? null,
    targetable_name: happening.target?.name ?? null,
    user_id: happening.by,
  };
}

const ACTIVITIES_DEFAULT = 25;

/** `GET <kind>/{id}/activities` with `limit` and `include=user` (reference: List all Activites). */
const activities =
  (kind: Kind): Handler =>
  (call, world) => {
    const history = historyOf(kind, readable(kind, idOfCall(call), world), world);
    const shown = history.slice(0, numberOfQuery(call, 'limit', ACTIVITIES_DEFAULT, 1, 100));
    return ok({
      ...usersBeside(
        shown.map(({ by }) => by),
        call.includes.has('user'),
        world,
      ),
      activities: shown.map((happening) => activity(happening, world)),
    });
  };

/** `timeline_feeds`, page by page with `meta.has_next` (quirks §2, §6). */
const timeline =
  (kind: Kind): Handler =>
  (call, world) => {
    const history = historyOf(kind, readable(kind, idOfCall(call), world), world);
    const page = pageOf(call);
    return ok({
      timeline_feeds: slicePage(history, page).map((happening) => activity(happening, world)),
      meta: { has_next: history.length > page.page * page.perPage },
    });
  };

const associations =
  (kind: Kind): Handler =>
  (call, world) =>
    documentAssociations(MODEL_OF_KIND[kind], readable(kind, idOfCall(call), world).id, call, world);

/** Lists that are served under `/api` as well as at the paths of `links` (quirks §1). */
function both(kind: Kind): Route[] {
  return [
    route('GET', `${kind}/{id}/notes`, notes(kind)),
    route('GET', `${kind}/{id}/timeline_feeds`, timeline(kind)),
    route('GET', `${kind}/{id}/activities`, activities(kind)),
    route('GET', `${kind}/{id}/document_associations`, associations(kind)),
  ];
}

/** Paths under `/api`. */
export function relatedApiRoutes(kinds: readonly Kind[]): Route[] {
  const product = route('GET', 'products/{id}/document_associations', (call, world) => {
    const row = world.store.get('products', idOfCall(call));
    if (row === undefined) throw notFound();
    return documentAssociations('Product', row.id, call, world);
  });
  return [...kinds.flatMap(both), product];
}

/** Paths without `/api`; with it, tasks, appointments and conversations are not there (quirks §1). */
export function relatedSiteRoutes(kinds: readonly Kind[]): Route[] {
  return kinds.flatMap((kind) => [
    ...both(kind),
    route('GET', `${kind}/{id}/tasks`, tasks(kind)),
    route('GET', `${kind}/{id}/appointments`, appointments(kind)),
    route('GET', `${kind}/{id}/conversations`, conversations(kind)),
    route('GET', `${kind}/{id}/conversations/all`, conversations(kind)),
  ]);
}
