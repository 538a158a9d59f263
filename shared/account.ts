import { z } from 'zod';

/** The account this device mirrors; nothing in it is secret. */
export const accountSchema = z.object({
  /** Names the account's database: stable for an origin, base path and user. */
  id: z.string().regex(/^[a-z0-9-]{1,80}$/),
  /** What the user typed or picked, shown as the account's name. */
  name: z.string(),
  origin: z.string(),
  /** `/api` on classic accounts, `/crm/sales/api` on suite ones (quirks §1). */
  basePath: z.string(),
  /** Whether this is the sample workspace on this machine. */
  sample: z.boolean(),
});
export type Account = z.infer<typeof accountSchema>;

export const accountStateSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('signed-out') }),
  z.object({
    status: z.literal('signed-in'),
    account: accountSchema,
    /** Where the key is: being read from the keychain, in it, only in memory until the app quits, or nowhere (it must be typed again). */
    key: z.enum(['reading', 'keychain', 'memory', 'missing']),
  }),
]);
export type AccountState = z.infer<typeof accountStateSchema>;
