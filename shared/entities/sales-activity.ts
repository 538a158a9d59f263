import { z } from 'zod';
import * as field from './fields.ts';
import { idSchema } from './record.ts';
import { targetFields } from './target.ts';

/** A sales activity (reference: Sales Activities). Its text is in `notes`; latitude and longitude are decimal strings. */
export const salesActivitySchema = z.looseObject({
  id: idSchema,
  title: field.text,
  notes: field.text,
  start_date: field.instant,
  end_date: field.instant,
  conversation_time: field.instant,
  sales_activity_type_id: field.reference,
  sales_activity_outcome_id: field.reference,
  owner_id: field.reference,
  creater_id: field.reference,
  updater_id: field.reference,
  ...targetFields,
  location: field.text,
  latitude: field.text,
  longitude: field.text,
  checkedin_at: field.instant,
  checkedin_duration: field.number,
  checkedout_at: field.instant,
  checkedout_location: field.text,
  checkedout_latitude: field.text,
  checkedout_longitude: field.text,
  remote_id: field.text,
  import_id: field.reference,
  custom_field: field.customField,
  created_at: field.instant,
  updated_at: field.instant,
});
export type SalesActivity = z.infer<typeof salesActivitySchema>;
