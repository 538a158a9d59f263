import { z } from 'zod';
import * as field from './fields.ts';
import { idSchema } from './record.ts';
import { targetFields } from './target.ts';

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
