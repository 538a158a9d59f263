import { z } from 'zod';
import { kindSchema, recordKindSchema } from './entities/kind.ts';
import { errorInfoSchema } from './errors.ts';
import { savingSchema } from './surroundings.ts';

/** What the mirror of one kind is doing. */
export const kindStateSchema = z.object({
  kind: kindSchema,
  state: z.enum(['waiting', 'running', 'done', 'absent']),
  /** Records of the kind received in this walk, and how many the server says there are (null: it does not say). */
  fetched: z.number().int(),
  total: z.number().int().nullable(),
  /** When the last walk ended, epoch milliseconds. */
  finishedAt: z.number().nullable(),
  /** When the kind was last asked for changes, epoch milliseconds. */
  checkedAt: z.number().nullable(),
  /** When all its ids were last compared with the server's, epoch milliseconds. */
  provedAt: z.number().nullable(),
  /** Records that did not fit the documented shape; they are kept and shown as far as they can be. */
  drifted: z.number().int(),
});
export type KindState = z.infer<typeof kindStateSchema>;

/** How many calls this device may make. */
export const budgetSettingsSchema = z.object({
  /** Calls an hour at rest; the user's own actions may go beyond. 40 unless set, 15 at the frugal setting. */
  callsPerHour: z.number().int().min(5).max(5000),
});
export type BudgetSettings = z.infer<typeof budgetSettingsSchema>;

/**
 * What keeps a call from being made: the hourly limit or share, what may be called in a minute or less, or that the CRM has asked for a rest.
 */
export const callLimitSchema = z.enum(['hour', 'minute', 'asked']);
export type CallLimit = z.infer<typeof callLimitSchema>;

/** The engine, as the screens show it. */
export const syncStateSchema = z.object({
  phase: z.discriminatedUnion('name', [
    z.object({ name: z.literal('stopped') }),
    z.object({ name: z.literal('idle') }),
    z.object({ name: z.literal('configuration') }),
    z.object({ name: z.literal('mirror'), kind: kindSchema }),
    /** Sends edits, or asks what became of unsure ones. */
    z.object({ name: z.literal('pushing') }),
    /** Asks for changes of a kind, for the agenda, or for details. */
    z.object({ name: z.literal('pulling'), kind: recordKindSchema }),
    /** No network; `retryAt` is when it is tried next, epoch milliseconds. */
    z.object({ name: z.literal('offline'), retryAt: z.number() }),
    /** Calls may be made again from `retryAt` on; `limit` is what holds them back. */
    z.object({ name: z.literal('waiting'), retryAt: z.number(), limit: callLimitSchema }),
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
    /** This device's share an hour, at rest. */
    share: z.number().int(),
  }),
  /** A sweep found so many records of a kind gone that the user is asked before they are taken away. */
  massDeletions: z.array(
    z.object({ kind: kindSchema, gone: z.number().int(), of: z.number().int(), at: z.number() }),
  ),
  /** Connected, edits waiting, and nothing moved for a minute: epoch milliseconds since when, or null. */
  stalledSince: z.number().nullable(),
  /** Why nothing is fetched ahead, so that the mirror rests; null where everything is. Edits go out all the same. */
  saving: savingSchema.nullable(),
  /** Records that are being fetched with all that belongs to them before a trip, and how many of them are left; null where none are. */
  filling: z.object({ total: z.number().int(), left: z.number().int() }).nullable(),
  /** The file that is on its way up, by the edit that attaches it, and how many of its bytes have left; null where none is. */
  upload: z.object({ editId: z.uuid(), sent: z.number(), total: z.number() }).nullable(),
});
export type SyncState = z.infer<typeof syncStateSchema>;
