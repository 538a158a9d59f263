import { z } from 'zod';
import { idSchema } from './record.ts';

/** The lists of an account's configuration, by their path under `selector/` (reference: Configuration). */
export const SELECTORS = [
  'owners',
  'territories',
  'deal_stages',
  'currencies',
  'deal_reasons',
  'deal_types',
  'lead_sources',
  'industry_types',
  'business_types',
  'campaigns',
  'deal_payment_statuses',
  'deal_products',
  'deal_pipelines',
  'contact_statuses',
  'sales_activity_types',
  'sales_activity_outcomes',
  'sales_activity_entity_types',
  'designations',
] as const;
export const selectorSchema = z.enum(SELECTORS);
export type Selector = z.infer<typeof selectorSchema>;

/** One row of a selector. Most have a `name`; users have `display_name`, currencies a code (quirks §4). */
export const selectorRowSchema = z.looseObject({ id: idSchema });
export type SelectorRow = z.infer<typeof selectorRowSchema>;

/** The words by which a row is shown: its name, its display name, its value or its currency code. */
export function selectorLabel(row: Record<string, unknown>): string {
  for (const key of ['display_name', 'name', 'value', 'currency_code', 'code', 'email']) {
    const value = row[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  return String(row['id'] ?? '');
}

/**
 * Reads the answer of `GET selector/<name>`. The key of the list is not always the selector's name (owners come as `users`),
 * so the first list of objects is taken (quirks §4 warns of taking the first *key*).
 */
export function selectorRows(answer: unknown): SelectorRow[] {
  const lists = Array.isArray(answer) ? [answer] : Object.values((answer ?? {}) as Record<string, unknown>);
  for (const list of lists) {
    if (!Array.isArray(list)) continue;
    return list.flatMap((row) => {
      const parsed = selectorRowSchema.safeParse(row);
      return parsed.success ? [parsed.data] : [];
    });
  }
  return [];
}

/** Which list names the value of an id field, by the field's name in a record. */
export const SELECTOR_OF_FIELD: Readonly<Record<string, Selector>> = {
  owner_id: 'owners',
  creater_id: 'owners',
  updater_id: 'owners',
  territory_id: 'territories',
  deal_stage_id: 'deal_stages',
  currency_id: 'currencies',
  deal_reason_id: 'deal_reasons',
  deal_type_id: 'deal_types',
  lead_source_id: 'lead_sources',
  industry_type_id: 'industry_types',
  business_type_id: 'business_types',
  campaign_id: 'campaigns',
  deal_payment_status_id: 'deal_payment_statuses',
  deal_product_id: 'deal_products',
  deal_pipeline_id: 'deal_pipelines',
  contact_status_id: 'contact_statuses',
};
