import { z } from 'zod';
import * as field from './fields.ts';
import { idSchema } from './record.ts';

/** A user of the account, as `include=owner` and the like put beside a record, and as `selector/owners` lists them (quirks §6). */
export const userSchema = z.looseObject({
  id: idSchema,
  display_name: field.text,
  email: field.text,
  is_active: field.flag,
  work_number: field.text,
  mobile_number: field.text,
  avatar: field.text,
  type: field.text,
});
export type User = z.infer<typeof userSchema>;

/** A member of a record's team (reference: Update Lead Team). It has no id of its own. */
export const teamUserSchema = z.looseObject({
  entity_id: field.reference,
  user_id: idSchema,
  designation_id: field.reference,
  created_at: field.instant,
  updated_at: field.instant,
});
export type TeamUser = z.infer<typeof teamUserSchema>;
