import { KINDS, type Kind } from '../../shared/entities/kind.ts';
import { ENTITY_KINDS } from '../../shared/entities/kinds.ts';
import type { TableName } from './state/row.ts';

/** What notes, tasks and the like can be about, by the name in `targetable_type` (reference: Notes, Files). */
export type Model = 'Lead' | 'Contact' | 'SalesAccount' | 'Deal' | 'Product';

const TABLE_OF_MODEL: Readonly<Record<Model, TableName>> = {
  Lead: 'leads',
  Contact: 'contacts',
  SalesAccount: 'sales_accounts',
  Deal: 'deals',
  Product: 'products',
};

/** The name of a kind in `targetable_type` and `model_class_name`. */
export const MODEL_OF_KIND: Readonly<Record<Kind, Model>> = {
  leads: 'Lead',
  contacts: 'Contact',
  sales_accounts: 'SalesAccount',
  deals: 'Deal',
};

/** The wrapper key of one record of a kind. */
export function singularOf(kind: Kind): string {
  return ENTITY_KINDS[kind].singular;
}

/** Reads a `targetable_type`, whatever its case or separator: "Lead", "lead", "salesAccount", "sales_account" (reference: Notes, Phone). */
export function modelOf(value: unknown): Model | null {
  if (typeof value !== 'string') return null;
  const plain = value.replaceAll('_', '').toLowerCase();
  return (Object.keys(TABLE_OF_MODEL) as Model[]).find((model) => model.toLowerCase() === plain) ?? null;
}

/** Where the records of a model lie. */
export function tableOf(model: Model): TableName {
  return TABLE_OF_MODEL[model];
}

/** The lower-case form used in embedded `targetable: {type, id}`: "lead", "sales_account" (reference: View a Task). */
export function lowerModel(model: Model): string {
  return model === 'SalesAccount' ? 'sales_account' : model.toLowerCase();
}

/** Whether a table holds one of the four mirrored kinds. */
export function isKind(name: string): name is Kind {
  return (KINDS as readonly string[]).includes(name);
}
