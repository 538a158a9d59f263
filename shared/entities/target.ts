import type { z } from 'zod';
import * as field from './fields.ts';

/**
 * What a task, appointment, call or activity is about. `type` is `Contact` on suite accounts and `contact` on classic ones (quirks §6).
 */
const target = { type: field.text, id: field.reference };

/** The ways in which a record names what it is about; a server uses one or the other. */
export const targetFields = {
  targetable_id: field.reference,
  targetable_type: field.text,
  targetable: field.object(target),
  targetables: field.objects(target),
} satisfies z.ZodRawShape;
