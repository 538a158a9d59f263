import { z } from 'zod';
import * as field from './fields.ts';
import { targetFields } from './target.ts';

/** An entry of a record's timeline (reference: List all Activities). `composite_id` is its identity; `action_data` is text or an object. */
export const activitySchema = z.looseObject({
  composite_id: z.string(),
  action_type: field.text,
  action_data: z.unknown(),
  user_activity: field.flag,
  user_id: field.reference,
  ...targetFields,
  targetable_name: field.text,
  actionable_type: field.text,
  actionable_id: field.reference,
  created_at: field.instant,
});
export type Activity = z.infer<typeof activitySchema>;
