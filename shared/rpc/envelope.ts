import { z } from 'zod';
import { errorInfoSchema, type ErrorInfo } from '../errors.ts';

/** How every call over rpc answers: never a bare value, never a silent undefined. */
export type Envelope =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: ErrorInfo };

export const envelopeSchema: z.ZodType<Envelope> = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorInfoSchema }),
]);
