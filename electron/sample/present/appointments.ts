import { objectsOf } from '../../../shared/entities/record.ts';
import { dayOf } from '../dates.ts';
import { lowerModel, modelOf, tableOf } from '../kinds.ts';
import { distinctRows, targetableOf, targetBeside, targetOf, userOfTask } from '../rows.ts';
import type { Row } from '../state/row.ts';
import type { World } from '../world.ts';
import { targetablesOf } from './tasks.ts';

/** An appointment as the API gives it (reference: View an Appointment; quirks §6). An all-day one has dates instead of instants. */
export function presentAppointment(
  row: Row,
  includes: ReadonlySet<string>,
  world: World,
): Record<string, unknown> {
  const allDay = row['is_allday'] === true;
  const when = (ms: unknown): string | null =>
    allDay && typeof ms === 'number' ? dayOf(ms) : world.instant(ms);
  return {
    id: row.id,
    time_zone: row['time_zone'] ?? null,
    title: row['title'],
    description: row['description'] ?? null,
    location: row['location'] ?? null,
    from_date: when(row['from_date']),
    end_date: when(row['end_date']),
    is_allday: allDay,
    latitude: row['latitude'] ?? null,
    longitude: row['longitude'] ?? null,
    checkedin_at: world.instant(row['checkedin_at']),
    checkedout_latitude: null,
    checkedout_longitude: null,
    checkedout_at: null,
    can_checkin: row['checkedin_at'] === null || row['checkedin_at'] === undefined,
    can_checkin_checkout: false,
    provider: null,
    outcome_id: row['outcome_id'] ?? null,
    created_at: world.instant(row['created_at']),
    updated_at: world.instant(row['updated_at']),
    creater_id: row['creater_id'] ?? null,
    ...(includes.has('appointment_attendees')
      ? { appointment_attendee_ids: objectsOf(row, 'attendees').map((attendee) => attendee['id']) }
      : {}),
    ...(includes.has('targetable') ? { targetable: targetableOf(row) } : {}),
    ...targetablesOf(row, world),
  };
}

interface Attendee {
  readonly id: unknown;
  readonly isUser: boolean;
  readonly model: ReturnType<typeof modelOf>;
  readonly attendee: number;
}

function attendeesOf(rows: readonly Row[]): Attendee[] {
  return rows
    .flatMap((row) => objectsOf(row, 'attendees'))
    .map((attendee) => ({
      id: attendee['id'],
      isUser: attendee['type'] === 'FdMultitenant::User',
      model: modelOf(attendee['type']),
      attendee: Number(attendee['attendee_id']),
    }));
}

/** The lists beside appointments: attendees, users, then people who attend and what the appointments are about. */
export function besideAppointments(
  rows: readonly Row[],
  includes: ReadonlySet<string>,
  world: World,
): Record<string, unknown[]> {
  const attendees = includes.has('appointment_attendees') ? attendeesOf(rows) : [];
  const creators = includes.has('creater') ? rows.map((row) => row['creater_id']) : [];
  const users = distinctRows(
    'users',
    [...attendees.filter(({ isUser }) => isUser).map(({ attendee }) => attendee), ...creators],
    world,
  );
  const others = new Map<string, Map<number, Record<string, unknown>>>();
  const add = (model: NonNullable<Attendee['model']>, row: Row): void => {
    const list = others.get(tableOf(model)) ?? new Map<number, Record<string, unknown>>();
    list.set(row.id, targetBeside(model, row));
    others.set(tableOf(model), list);
  };
  for (const { model, attendee } of attendees) {
    const row = model === null ? undefined : world.store.get(tableOf(model), attendee);
    if (model !== null && row !== undefined) add(model, row);
  }
  for (const row of includes.has('targetable') ? rows : []) {
    const found = targetOf(row, world);
    if (found !== null) add(found.model, found.target);
  }
  return {
    ...(includes.has('appointment_attendees')
      ? {
          appointment_attendees: attendees.map(({ id, isUser, model, attendee }) => ({
            id,
            attendee: { type: isUser || model === null ? 'user' : lowerModel(model), id: attendee },
          })),
        }
      : {}),
    ...(includes.has('appointment_attendees') || includes.has('creater')
      ? { users: users.map(userOfTask) }
      : {}),
    ...Object.fromEntries([...others].map(([table, list]) => [table, [...list.values()]])),
  };
}
