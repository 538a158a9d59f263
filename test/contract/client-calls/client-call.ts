import type { CrmClient } from '../../../electron/crm/client.ts';

/** One call of the client. */
export type ClientCall = (c: CrmClient) => Promise<unknown>;
