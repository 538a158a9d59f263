import { objectsOf, textOf } from '../../../shared/entities/record.ts';
import type { Row, TableName } from './row.ts';
import type { Store } from './store.ts';
import type { IndexKey } from './table.ts';

/** The form in which names, mails and ids are compared for uniqueness: without regard to case or surrounding blanks. */
export function uniqueKey(value: string): string {
  return value.trim().toLowerCase();
}

const byText =
  (key: string) =>
  (row: Row): readonly IndexKey[] => {
    const text = textOf(row, key);
    return text === null ? [] : [uniqueKey(text)];
  };

const byId =
  (key: string) =>
  (row: Row): readonly IndexKey[] => {
    const id = row[key];
    return typeof id === 'number' ? [id] : [];
  };

const byIds =
  (key: string) =>
  (row: Row): readonly IndexKey[] =>
    Array.isArray(row[key]) ? (row[key] as number[]) : [];

const byEmails = (row: Row): readonly IndexKey[] =>
  objectsOf(row, 'emails').map((email) => uniqueKey(textOf(email, 'value') ?? ''));

/** The key of what a row is about in the index `target`. */
export function targetKey(model: unknown, id: unknown): string {
  return `${String(model)}:${String(id)}`;
}

/** Declares the look-ups that handlers use. */
export function declareIndexes(store: Store): void {
  for (const table of ['leads', 'contacts'] as const) {
    store.table(table).addIndex('emails', byEmails);
    for (const key of ['mobile_number', 'twitter', 'external_id'])
      store.table(table).addIndex(key, byText(key));
  }
  store
    .table('contacts')
    .addIndex('account', (row) => objectsOf(row, 'sales_accounts').map((account) => Number(account['id'])));
  store.table('sales_accounts').addIndex('name', byText('name'));
  store.table('sales_accounts').addIndex('parent', byId('parent_sales_account_id'));
  store.table('deals').addIndex('name', byText('name'));
  store.table('deals').addIndex('account', byId('sales_account_id'));
  store.table('deals').addIndex('contact', byIds('contact_ids'));
  store.table('products').addIndex('name', byText('name'));
  store.table('cpq_documents').addIndex('deal', byId('deal_id'));
  const aboutSomething: readonly TableName[] = [
    'notes',
    'tasks',
    'appointments',
    'sales_activities',
    'phone_calls',
    'events',
    'documents',
    'document_links',
    'team_members',
  ];
  for (const table of aboutSomething) {
    store.table(table).addIndex('target', (row) => [targetKey(row['targetable_type'], row['targetable_id'])]);
  }
}
