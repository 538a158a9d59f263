import { z } from 'zod';
import * as field from './fields.ts';
import { idSchema } from './record.ts';
import { targetFields } from './target.ts';

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
