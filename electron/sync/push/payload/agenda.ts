import { idOf, type RawRecord } from '../../../../shared/entities/record.ts';
import { listBefore, never, objectsIn, type FieldWriter, type WriteContext, type Writers } from './writer.ts';

function idsIn(value: unknown): number[] {
  return Array.isArray(value) ? value.flatMap((id: unknown) => idOf({ id }, 'id') ?? []) : [];
}

function usersBefore({ base, was }: WriteContext): number[] {
  return idsIn(Array.isArray(base?.['user_ids']) ? base['user_ids'] : was['user_ids']);
}

/** Collaborators of a task: those that come, and with `_destroy` those that go (reference: `task_users_attributes`). */
const userIds: FieldWriter = (value, context) => {
  const [before, after] = [usersBefore(context), idsIn(value)];
  const changes = [
    ...after.filter((id) => !before.includes(id)).map((id) => ({ user_id: id })),
    ...before.filter((id) => !after.includes(id)).map((id) => ({ user_id: id, _destroy: true })),
  ];
  return changes.length === 0 ? {} : { task_users_attributes: changes };
};

const attendeeKey = (attendee: RawRecord): string =>
  `${String(attendee['attendee_type'])}:${String(idOf(attendee, 'attendee_id'))}`;

function written(attendee: RawRecord): RawRecord {
  return { attendee_type: attendee['attendee_type'], attendee_id: idOf(attendee, 'attendee_id') };
}

/** Attendees of an appointment: those that come, and with `_destroy` and their own id those that go; the others stay (reference: Update an Appointment). */
const attendees: FieldWriter = (value, context) => {
  const [before, after] = [listBefore('appointment_attendees', context), objectsIn(value)];
  const [was, is] = [new Set(before.map(attendeeKey)), new Set(after.map(attendeeKey))];
  const changes = [
    ...after.filter((attendee) => !was.has(attendeeKey(attendee))).map(written),
    ...before
      .filter((attendee) => !is.has(attendeeKey(attendee)))
      .map((attendee) => {
        const id = idOf(attendee, 'id');
        return { ...(id === null ? {} : { id }), ...written(attendee), _destroy: true };
      }),
  ];
  return changes.length === 0 ? {} : { appointment_attendees_attributes: changes };
};

/** What something is about is written as type and id alone. */
const about: Writers = { targetable: never, targetables: never };

/** Fields of tasks. */
export const taskWriters: Writers = { ...about, user_ids: userIds, completed_date: never };

/** Fields of appointments. */
export const appointmentWriters: Writers = {
  ...about,
  appointment_attendees: attendees,
  appointment_attendee_ids: never,
  can_checkin: never,
  can_checkin_checkout: never,
  provider: never,
};

/** Fields of notes and sales activities. */
export const aboutWriters: Writers = about;
