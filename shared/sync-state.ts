import { z } from 'zod';
import { kindSchema } from './entities/kind.ts';
import { errorInfoSchema } from './errors.ts';

/** What the mirror of one kind is doing. */
export const kindStateSchema = z.object({
  kind: kindSchema,
  state: z.enum(['waiting', 'running', 'done', 'absent']),
  /** Records of the kind received in this walk, and how many the server says there are (null: it does not say). */
  fetched: z.number().int(),
  total: z.number().int().nullable(),
  /** When the last walk ended, epoch milliseconds. */
  finishedAt: z.number().nullable(),
  /** Records that did not fit the documented shape; they are kept and shown as far as they can be. */
  drifted: z.number().int(),
});
export type KindState = z.infer<typeof kindStateSchema>;

/** The engine, as the screens show it. */
export const syncStateSchema = z.object({
  phase: z.discriminatedUnion('name', [
    z.object({ name: z.literal('stopped') }),
    z.object({ name: z.literal('idle') }),
    z.object({ name: z.literal('configuration') }),
    z.object({ name: z.literal('mirror'), kind: kindSchema }),
    /** No network; `retryAt` is when it is tried next, epoch milliseconds. */
    z.object({ name: z.literal('offline'), retryAt: z.number() }),
    /** The account's or this device's share of calls is used up until `retryAt`. */
    z.object({ name: z.literal('waiting'), retryAt: z.number() }),
    /** The key is refused or gone; nothing goes on until there is a new one. */
    z.object({ name: z.literal('needs-key') }),
    z.object({ name: z.literal('failed'), error: errorInfoSchema, retryAt: z.number() }),
  ]),
  kinds: z.array(kindStateSchema),
  /** Calls made in the last hour by this device, and what the CRM last said is left for the account (null: it did not say). */
  calls: z.object({
    lastHour: z.number().int(),
    limit: z.number().int().nullable(),
    remaining: z.number().int().nullable(),
  }),
});
export type SyncState = z.infer<typeof syncStateSchema>;
