import type { RecordKind } from '../entities/kind.ts';

/**
 * Fields that the CRM keeps by itself (reference: the attributes of each kind): they move without anybody having changed the record (quirks §5), so they neither conflict nor
 * count as somebody's change, no form offers them, and no copy takes them over. Who keeps away from more than these names only what he adds.
 */
export const DERIVED_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'created_at',
  'updated_at',
  'creater_id',
  'updater_id',
  'last_assigned_at',
  'stage_updated_time',
  'last_contacted',
  'last_contacted_mode',
  'last_contacted_sales_activity_mode',
  'last_contacted_via_sales_activity',
  'last_contacted_via_chat',
  'last_seen',
  'lead_score',
  'lead_quality',
  'customer_fit',
  'open_deals_amount',
  'won_deals_amount',
  'open_deals_count',
  'won_deals_count',
  'lost_deals_count',
  'active_sales_sequences',
  'completed_sales_sequences',
  'recent_note',
  'avatar',
  'links',
  'partial',
  'age',
  'rotten_days',
  'expected_deal_value',
  'base_currency_amount',
  'forecast_category',
  'deal_prediction',
  'deal_prediction_last_updated_at',
  'has_products',
  'has_duplicates',
  'has_connections',
  'has_authority',
  'has_multiple_emails',
  'is_deleted',
  'display_name',
  'system_tags',
  'total_sessions',
  'first_seen_chat',
  'last_seen_chat',
  'mcr_id',
  'web_form_ids',
]);

/** Whether a field is the CRM's own, or says in other words what other fields say. A document's `display_name` is its title (reference: Documents). */
export function isDerived(kind: RecordKind, path: string): boolean {
  return DERIVED_FIELDS.has(path) && !(kind === 'cpq_documents' && path === 'display_name');
}
