import { appointments } from './appointment.ts';
import { contacts } from './contact.ts';
import { cpqDocuments } from './cpq-document.ts';
import { deals } from './deal.ts';
import type { EntityKind, RecordDefinition } from './entity-kind.ts';
import type { Kind, RecordKind } from './kind.ts';
import { leads } from './lead.ts';
import { notes } from './note.ts';
import { phoneCalls } from './phone-call.ts';
import { products } from './product.ts';
import { salesAccounts } from './sales-account.ts';
import { salesActivities } from './sales-activity.ts';
import { tasks } from './task.ts';

/** The table of all mirrored kinds, in the order of the rail. */
export const ENTITY_KINDS: Readonly<Record<Kind, EntityKind>> = {
  leads,
  contacts,
  sales_accounts: salesAccounts,
  deals,
};

/** The table of every kind of record that the store keeps. */
export const RECORD_DEFINITIONS: Readonly<Record<RecordKind, RecordDefinition>> = {
  ...ENTITY_KINDS,
  tasks,
  appointments,
  sales_activities: salesActivities,
  notes,
  phone_calls: phoneCalls,
  products,
  cpq_documents: cpqDocuments,
};
