import { z } from 'zod';
import * as field from './fields.ts';
import { idSchema } from './record.ts';
import { targetFields } from './target.ts';

/** A logged call (reference: Phone). `call_direction` is true for incoming; durations are seconds. */
export const phoneCallSchema = z.looseObject({
  id: idSchema,
  call_direction: field.flag,
  call_duration: field.number,
  recording_duration: field.number,
  status: field.text,
  recording: z.unknown(),
  conversation_time: field.instant,
  cost: field.amount,
  is_manual: field.flag,
  ...targetFields,
  phone_number_id: field.reference,
  phone_caller_id: field.reference,
  note_id: field.reference,
  outcome_id: field.reference,
});
export type PhoneCall = z.infer<typeof phoneCallSchema>;
