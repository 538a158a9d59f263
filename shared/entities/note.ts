import { z } from 'zod';
import * as field from './fields.ts';
import { idSchema } from './record.ts';
import { targetFields } from './target.ts';

/** A note (reference: Notes). Answers do not always say what it is about. */
export const noteSchema = z.looseObject({
  id: idSchema,
  description: field.text,
  creater_id: field.reference,
  updater_id: field.reference,
  ...targetFields,
  created_at: field.instant,
  updated_at: field.instant,
});
export type Note = z.infer<typeof noteSchema>;
