import { z } from 'zod';
import { parseInstant } from '../time.ts';
import { selectorColumn } from './column.ts';
import type { RecordDefinition } from './entity-kind.ts';
import * as field from './fields.ts';
import { idOf, idSchema, objectsOf, textOf, type RawRecord } from './record.ts';
import { targetFields, targetTags } from './target.ts';

/**
 * An appointment (reference: Appointments). `from_date` and `end_date` are instants, or days when it is an all-day one; `time_zone` is a name of the
 * vendor's own ("Chennai").
 */
export const appointmentSchema = z.looseObject({
  id: idSchema,
  title: field.text,
  description: field.text,
  from_date: field.instant,
  end_date: field.instant,
  is_allday: field.flag,
  time_zone: field.text,
  location: field.text,
  creater_id: field.reference,
  updater_id: field.reference,
  outcome_id: field.reference,
  ...targetFields,
  appointment_attendee_ids: z.array(idSchema).nullish(),
  latitude: field.text,
  longitude: field.text,
  checkedin_at: field.instant,
  can_checkin: field.flag,
  can_checkin_checkout: field.flag,
  checkedout_at: field.instant,
  checkedout_latitude: field.text,
  checkedout_longitude: field.text,
  provider: field.text,
  created_at: field.instant,
  updated_at: field.instant,
});
export type Appointment = z.infer<typeof appointmentSchema>;

/** The tag of an appointment of which nobody knows who has made it. */
export const ANYBODY = 'anybody';

/** The users whose appointment it is, by their ids: who has made it, and colleagues who come. */
function whoseTags(record: RawRecord): string[] {
  const attendees = objectsOf(record, 'appointment_attendees')
    .filter((attendee) => /user$/i.test(textOf(attendee, 'attendee_type') ?? ''))
    .map((attendee) => idOf(attendee, 'attendee_id'));
  const ids = [idOf(record, 'creater_id') ?? ANYBODY, ...attendees.filter((id) => id !== null)];
  return [...new Set(ids.map(String))];
}

/** Appointments as the store keeps them. */
export const appointments: RecordDefinition = {
  kind: 'appointments',
  singular: 'appointment',
  model: 'Appointment',
  schema: appointmentSchema,
  columns: [
    { key: 'title', type: 'text', read: (record) => textOf(record, 'title') },
    { key: 'location', type: 'text', read: (record) => textOf(record, 'location') },
    { key: 'from_date', type: 'instant', read: (record) => parseInstant(record['from_date']) },
    { key: 'end_date', type: 'instant', read: (record) => parseInstant(record['end_date']) },
    { key: 'time_zone', type: 'text', read: (record) => textOf(record, 'time_zone') },
    selectorColumn('outcome_id', 'sales_activity_outcomes'),
    { key: 'checkedin_at', type: 'instant', read: (record) => parseInstant(record['checkedin_at']) },
    { key: 'is_allday', type: 'number', read: (record) => (record['is_allday'] === true ? 1 : 0) },
    selectorColumn('creater_id', 'owners'),
    { key: 'whose', type: 'tags', read: whoseTags },
    { key: 'targets', type: 'tags', read: targetTags },
    { key: 'created_at', type: 'instant', read: (record) => parseInstant(record['created_at']) },
    { key: 'updated_at', type: 'instant', read: (record) => parseInstant(record['updated_at']) },
  ],
  defaultColumns: ['title', 'from_date', 'location', 'updated_at'],
  title: (record) => textOf(record, 'title'),
  searchText: (record) => [
    textOf(record, 'title'),
    textOf(record, 'description'),
    textOf(record, 'location'),
  ],
  include: ['creater', 'targetable', 'appointment_attendees'],
};
