import { accountCalls } from './accounts.ts';
import type { ClientCall } from './client-call.ts';
import { contactCalls } from './contacts.ts';
import { dealCalls } from './deals.ts';
import { documentCalls } from './documents.ts';
import { fileCalls } from './files.ts';
import { leadCalls } from './leads.ts';
import { productCalls } from './products.ts';
import { workCalls } from './work.ts';

/** What each of the 151 worked examples means for the client, by the example's id. */
export const exampleCalls: Readonly<Record<string, ClientCall>> = {
  ...leadCalls,
  ...contactCalls,
  ...accountCalls,
  ...dealCalls,
  ...workCalls,
  ...productCalls,
  ...documentCalls,
  ...fileCalls,
};
