/**
 * A row of the sample server's tables. Keys are the API's own. Instants are milliseconds since 1970 UTC, days are `YYYY-MM-DD`, amounts are
 * canonical decimal strings. A row is never changed in place: a write puts a new one, so that a refused request can be undone.
 */
export interface Row {
  readonly id: number;
  readonly [key: string]: unknown;
}

/** All tables: records first, then the account's configuration. `parts` only gives out ids of parts of records. */
export const TABLES = [
  'leads',
  'contacts',
  'sales_accounts',
  'deals',
  'notes',
  'tasks',
  'appointments',
  'sales_activities',
  'phone_calls',
  'products',
  'cpq_documents',
  'documents',
  'document_links',
  'team_members',
  'events',
  'jobs',
  'parts',
  'views',
  'users',
  'territories',
  'deal_pipelines',
  'deal_stages',
  'deal_reasons',
  'deal_types',
  'deal_payment_statuses',
  'currencies',
  'lead_sources',
  'lead_stages',
  'lead_reasons',
  'industry_types',
  'business_types',
  'campaigns',
  'contact_statuses',
  'lifecycle_stages',
  'sales_activity_types',
  'sales_activity_outcomes',
  'sales_activity_entity_types',
  'designations',
] as const;
/** The name of a table. */
export type TableName = (typeof TABLES)[number];
