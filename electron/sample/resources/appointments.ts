import { idOf, objectsOf, textOf } from '../../../shared/entities/record.ts';
import { readAttributes, type Attribute, type Body } from '../attributes.ts';
import { invalid, notFound } from '../failure.ts';
import { modelOf, tableOf } from '../kinds.ts';
import { pageOf, slicePage, totalPages } from '../listing.ts';
import { besideAppointments, presentAppointment } from '../present/appointments.ts';
import { route, type Route } from '../router.ts';
import { newPartId } from '../save/draft.ts';
import type { Row } from '../state/row.ts';
import { idOfCall, ok, type Answer, type Call, type World } from '../world.ts';
import { targetableIn, wrapped } from './bodies.ts';

const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  title: { type: 'text' },
  description: { type: 'text' },
  location: { type: 'text' },
  time_zone: { type: 'text' },
  from_date: { type: 'instant' },
  end_date: { type: 'instant' },
  is_allday: { type: 'flag' },
  outcome_id: { type: 'choice', table: 'sales_activity_outcomes' },
  latitude: { type: 'text' },
  longitude: { type: 'text' },
  checkedin_at: { type: 'instant' },
};

const USER = 'FdMultitenant::User';

/** Attendees: those sent are added, those with `_destroy` removed; the reference's update keeps an attendee it does not send. */
function attendees(body: Body, before: readonly Body[], world: World): Body[] {
  let list = [...before];
  for (const entry of objectsOf(body, 'appointment_attendees_attributes')) {
    const id = idOf(entry, 'attendee_id');
    const model = modelOf(entry['attendee_type']);
    const type = entry['attendee_type'] === USER ? USER : model;
    const table = model === null ? 'users' : tableOf(model);
    if (type === null || id === null || world.store.get(table, id) === undefined)
      throw invalid('invalid', 'Attendee');
    const same = (other: Body): boolean => other['type'] === type && other['attendee_id'] === id;
    if (entry['_destroy'] === true) list = list.filter((other) => !same(other));
    else if (!list.some(same)) list.push({ id: newPartId(world), type, attendee_id: id });
  }
  return list;
}

/** The appointment's values after a request. @throws Refusal 400 when a mandatory one is missing (reference: Appointments, marks *) */
function valuesOf(body: Body, before: Row | null, world: World): Record<string, unknown> {
  const values: Record<string, unknown> = {
    is_allday: false,
    ...before,
    ...readAttributes(body, ATTRIBUTES, world),
    ...(targetableIn(body, world) ?? {}),
    attendees: attendees(body, before === null ? [] : objectsOf(before, 'attendees'), world),
    updated_at: world.now(),
  };
  if (textOf(values, 'title') === null) throw invalid('blank', 'Title');
  const [from, end] = [values['from_date'], values['end_date']];
  if (typeof from !== 'number') throw invalid('blank', 'From date');
  if (typeof end !== 'number') throw invalid('blank', 'End date');
  if (end < from) throw invalid('invalid', 'End date');
  return values;
}

function appointmentOf(call: Call, world: World): Row {
  const appointment = world.store.get('appointments', idOfCall(call));
  if (appointment === undefined) throw notFound();
  return appointment;
}

function one(row: Row, includes: ReadonlySet<string>, world: World): Answer {
  return ok({
    ...besideAppointments([row], includes, world),
    appointment: presentAppointment(row, includes, world),
  });
}

const WRITTEN: ReadonlySet<string> = new Set(['appointment_attendees']);
/** A single appointment shows all of this without being asked (reference: View an Appointment). */
const VIEWED: ReadonlySet<string> = new Set(['appointment_attendees', 'targetable']);

function create(call: Call, world: World): Answer {
  const values = valuesOf(wrapped(call, 'appointment'), null, world);
  return one(
    world.store.add('appointments', { ...values, created_at: world.now(), creater_id: world.me }),
    WRITTEN,
    world,
  );
}

function update(call: Call, world: World): Answer {
  const before = appointmentOf(call, world);
  const next: Row = { ...valuesOf(wrapped(call, 'appointment'), before, world), id: before.id };
  world.store.put('appointments', next);
  return one(next, WRITTEN, world);
}

function destroy(call: Call, world: World): Answer {
  world.store.erase('appointments', appointmentOf(call, world).id);
  return ok({ success: '200' });
}

/** The tests of the filters. The reference names open, overdue and complete, and speaks of past and upcoming too. */
function filterOf(name: string, world: World): ((row: Row) => boolean) | null {
  const past = (row: Row): boolean => Number(row['end_date']) < world.now();
  const dealtWith = (row: Row): boolean =>
    typeof row['outcome_id'] === 'number' || typeof row['checkedin_at'] === 'number';
  const all = world.quirks.filterPastUpcomingReturnsAll;
  switch (name) {
    case 'open':
      return (row) => !past(row);
    case 'upcoming':
      return (row) => all || !past(row);
    case 'past':
      return (row) => all || past(row);
    case 'overdue':
      return (row) => past(row) && !dealtWith(row);
    case 'complete':
    case 'completed':
      return (row) => past(row) && dealtWith(row);
    default:
      return null;
  }
}

/** `GET appointments?filter=…`: those the user made or attends, by their start; one filter is mandatory. */
function list(call: Call, world: World): Answer {
  const filter = filterOf(call.query.get('filter') ?? '', world);
  if (filter === null) throw invalid('missing', 'filter');
  const attends = (row: Row): boolean =>
    objectsOf(row, 'attendees').some((entry) => entry['type'] === USER && entry['attendee_id'] === world.me);
  const rows = world.store
    .table('appointments')
    .all()
    .filter((row) => (row['creater_id'] === world.me || attends(row)) && filter(row));
  rows.sort((a, b) => Number(a['from_date']) - Number(b['from_date']) || a.id - b.id);
  const page = pageOf(call);
  const shown = slicePage(rows, page);
  return ok({
    ...besideAppointments(shown, call.includes, world),
    appointments: shown.map((row) => presentAppointment(row, call.includes, world)),
    meta: {
      ...(world.quirks.appointmentsWithoutTotalPages ? {} : { total_pages: totalPages(rows.length, page) }),
      total: rows.length,
    },
  });
}

/** The paths of appointments. */
export const appointmentRoutes: readonly Route[] = [
  route('POST', 'appointments', create),
  route('GET', 'appointments', list),
  route('GET', 'appointments/{id}', (call, world) => one(appointmentOf(call, world), VIEWED, world)),
  route('PUT', 'appointments/{id}', update),
  route('DELETE', 'appointments/{id}', destroy),
];
