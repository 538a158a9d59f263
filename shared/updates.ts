import { z } from 'zod';
import { errorInfoSchema } from './errors.ts';

/** What goes on about updates, as the screens show it. */
export const updatesPhaseSchema = z.discriminatedUnion('name', [
  /**
   * This Satchel does not update itself: it runs in a browser, from its sources, or is a package that was built without a place to look for
   * updates or without a key to know them by.
   */
  z.object({ name: z.literal('none'), reason: z.enum(['browser', 'development', 'no-feed', 'no-key']) }),
  /** Nothing newer is known; `checkedAt` is when that was last asked, epoch milliseconds, or null. */
  z.object({ name: z.literal('idle'), checkedAt: z.number().nullable() }),
  z.object({ name: z.literal('checking') }),
  /** `share` of it is here, 0 to 1; null before that is known. */
  z.object({
    name: z.literal('downloading'),
    version: z.string(),
    share: z.number().min(0).max(1).nullable(),
  }),
  /** It is here and was checked; it is put in place when Satchel quits. */
  z.object({ name: z.literal('ready'), version: z.string() }),
  /** The system's package manager installs it; `page` is where it is. */
  z.object({ name: z.literal('offered'), version: z.string(), page: z.string() }),
  /** `version` is what it was about, or null where it was about asking. It is tried again by itself, but for an update that could not be installed twice. */
  z.object({
    name: z.literal('failed'),
    error: errorInfoSchema,
    version: z.string().nullable(),
    at: z.number(),
  }),
]);
export type UpdatesPhase = z.infer<typeof updatesPhaseSchema>;

/** What the start found out about an update before it, until the user has seen it. */
export const updateNewsSchema = z.discriminatedUnion('name', [
  z.object({ name: z.literal('updated'), from: z.string(), to: z.string() }),
  /** The version before is the one that runs. */
  z.object({ name: z.literal('not-installed'), version: z.string() }),
]);
export type UpdateNews = z.infer<typeof updateNewsSchema>;

export const updatesStateSchema = z.object({ phase: updatesPhaseSchema, news: updateNewsSchema.nullable() });
export type UpdatesState = z.infer<typeof updatesStateSchema>;
