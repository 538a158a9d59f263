import type { Fields } from '../../../shared/edits/edit.ts';
import { pathsOf, valueAt } from '../../../shared/edits/path.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';

/** What belongs to one record alone, or what the server works out itself (reference: the attributes of each kind; quirks §6). */
const OWN: ReadonlySet<string> = new Set([
  'id',
  'created_at',
  'updated_at',
  'creater_id',
  'updater_id',
  'creater',
  'updater',
  'owner',
  'links',
  'is_deleted',
  'avatar',
  'completed_date',
  'last_contacted',
  'last_contacted_mode',
  'last_contacted_sales_activity_mode',
  'last_contacted_via_sales_activity',
  'last_contacted_via_chat',
  'last_seen',
  'last_assigned_at',
  'lead_score',
  'lead_quality',
  'customer_fit',
  'recent_note',
  'open_deals_amount',
  'open_deals_count',
  'won_deals_amount',
  'won_deals_count',
  'active_sales_sequences',
  'completed_sales_sequences',
  'stage_updated_time',
  'expected_deal_value',
  'base_currency_amount',
  'closed_date',
  'age',
  'rotten_days',
  'has_authority',
  'has_products',
  'collaboration',
  'fc_widget_collaboration',
  'mcr_id',
  'record_type_id',
  'team_user_ids',
  'team_users',
  'document_number',
]);

/** The fields of a record that another one can be made with: a clone, or the record once more. */
export function copiedFields(record: RawRecord): Fields {
  return Object.fromEntries(
    pathsOf(record)
      .map((path) => [path, valueAt(record, path)] as const)
      .filter(([path, value]) => !OWN.has(path) && value !== null && value !== undefined && value !== ''),
  );
}
