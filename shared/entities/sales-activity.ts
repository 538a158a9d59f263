import { z } from 'zod';
import { parseInstant } from '../time.ts';
import { selectorColumn } from './column.ts';
import type { RecordDefinition } from './entity-kind.ts';
import * as field from './fields.ts';
import { idSchema, textOf } from './record.ts';
import { targetFields, targetTags } from './target.ts';

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

/** Sales activities as the store keeps them. */
export const salesActivities: RecordDefinition = {
  kind: 'sales_activities',
  singular: 'sales_activity',
  model: 'SalesActivity',
  schema: salesActivitySchema,
  columns: [
    { key: 'title', type: 'text', read: (record) => textOf(record, 'title') },
    { key: 'notes', type: 'text', read: (record) => textOf(record, 'notes') },
    { key: 'location', type: 'text', read: (record) => textOf(record, 'location') },
    { key: 'start_date', type: 'instant', read: (record) => parseInstant(record['start_date']) },
    { key: 'end_date', type: 'instant', read: (record) => parseInstant(record['end_date']) },
    selectorColumn('sales_activity_type_id', 'sales_activity_types'),
    selectorColumn('sales_activity_outcome_id', 'sales_activity_outcomes'),
    selectorColumn('owner_id', 'owners'),
    { key: 'targets', type: 'tags', read: targetTags },
    { key: 'created_at', type: 'instant', read: (record) => parseInstant(record['created_at']) },
    { key: 'updated_at', type: 'instant', read: (record) => parseInstant(record['updated_at']) },
  ],
  defaultColumns: ['title', 'sales_activity_type_id', 'start_date', 'owner_id'],
  title: (record) => textOf(record, 'title'),
  searchText: (record) => [textOf(record, 'title'), textOf(record, 'notes'), textOf(record, 'location')],
  include: [],
};
