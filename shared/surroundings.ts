import { z } from 'zod';

/** What the page is told of the machine by its browser; null for what the browser does not tell. */
export const pageSurroundingsSchema = z.object({
  online: z.boolean(),
  /** Somebody has asked the system or the browser to be sparing with data. */
  saveData: z.boolean().nullable(),
  /** The network goes over a phone's. */
  cellular: z.boolean().nullable(),
  battery: z.object({ charging: z.boolean(), level: z.number().min(0).max(1) }).nullable(),
});
export type PageSurroundings = z.infer<typeof pageSurroundingsSchema>;

/** Why nothing is fetched ahead: little power, a network that is paid for by what goes over it, a machine that is too hot, or somebody has chosen so. */
export const savingSchema = z.enum(['battery', 'metered', 'heat', 'asked']);
export type Saving = z.infer<typeof savingSchema>;
