import { z } from 'zod';

/** The kinds of record that are mirrored, by the API's own plural keys. */
export const KINDS = ['leads', 'contacts', 'sales_accounts', 'deals'] as const;
export const kindSchema = z.enum(KINDS);
export type Kind = z.infer<typeof kindSchema>;
