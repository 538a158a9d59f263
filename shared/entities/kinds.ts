import { contacts } from './contact.ts';
import { deals } from './deal.ts';
import type { EntityKind } from './entity-kind.ts';
import type { Kind } from './kind.ts';
import { leads } from './lead.ts';
import { salesAccounts } from './sales-account.ts';

/** The table of all mirrored kinds, in the order of the rail. */
export const ENTITY_KINDS: Readonly<Record<Kind, EntityKind>> = {
  leads,
  contacts,
  sales_accounts: salesAccounts,
  deals,
};
