import { z } from 'zod';
import { parseInstant } from '../time.ts';
import { selectorColumn } from './column.ts';
import type { RecordDefinition } from './entity-kind.ts';
import * as field from './fields.ts';
import { idsOf, idSchema, numberOf, textOf, type RawRecord } from './record.ts';
import { targetFields, targetTags } from './target.ts';

/** A task (reference: Tasks; quirks §6). `status` is 0 while it is open and 1 when it is done; `due_date` is an instant. */
export const taskSchema = z.looseObject({
  id: idSchema,
  title: field.text,
  description: field.text,
  status: z.union([z.literal(0), z.literal(1), z.boolean()]).nullish(),
  due_date: field.instant,
  completed_date: field.instant,
  owner_id: field.reference,
  creater_id: field.reference,
  updater_id: field.reference,
  outcome_id: field.reference,
  task_type_id: field.reference,
  /** The collaborators. */
  user_ids: z.array(idSchema).nullish(),
  ...targetFields,
  created_at: field.instant,
  updated_at: field.instant,
});
export type Task = z.infer<typeof taskSchema>;

/** Whether a task is done; real accounts write 1, older ones true. */
export function isDone(task: RawRecord): boolean {
  return task['status'] === true || numberOf(task, 'status') === 1;
}

/** Tasks as the store keeps them. */
export const tasks: RecordDefinition = {
  kind: 'tasks',
  singular: 'task',
  model: 'Task',
  schema: taskSchema,
  columns: [
    { key: 'title', type: 'text', read: (record) => textOf(record, 'title') },
    { key: 'description', type: 'text', read: (record) => textOf(record, 'description') },
    { key: 'status', type: 'number', read: (record) => (isDone(record) ? 1 : 0) },
    { key: 'due_date', type: 'instant', read: (record) => parseInstant(record['due_date']) },
    { key: 'completed_date', type: 'instant', read: (record) => parseInstant(record['completed_date']) },
    selectorColumn('owner_id', 'owners'),
    selectorColumn('creater_id', 'owners'),
    selectorColumn('outcome_id', 'sales_activity_outcomes'),
    {
      key: 'user_ids',
      type: 'references',
      target: { selector: 'owners' },
      read: (record) => idsOf(record, 'user_ids'),
    },
    { key: 'targets', type: 'tags', read: targetTags },
    { key: 'created_at', type: 'instant', read: (record) => parseInstant(record['created_at']) },
    { key: 'updated_at', type: 'instant', read: (record) => parseInstant(record['updated_at']) },
  ],
  defaultColumns: ['title', 'due_date', 'owner_id', 'updated_at'],
  title: (record) => textOf(record, 'title'),
  searchText: (record) => [textOf(record, 'title'), textOf(record, 'description')],
  include: ['owner', 'users', 'targetable'],
};
