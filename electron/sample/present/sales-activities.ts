import { customFieldOf } from './parts.ts';
import type { Row } from '../state/row.ts';
import type { World } from '../world.ts';

/** A sales activity as the API gives it (reference: View a Sales activity; quirks §6). */
export function presentSalesActivity(row: Row, world: World): Record<string, unknown> {
  return {
    id: row.id,
    title: row['title'],
    start_date: world.instant(row['start_date']),
    end_date: world.instant(row['end_date']),
    sales_activity_type_id: row['sales_activity_type_id'] ?? null,
    created_at: world.instant(row['created_at']),
    updated_at: world.instant(row['updated_at']),
    notes: row['notes'] ?? null,
    owner_id: row['owner_id'] ?? null,
    sales_activity_outcome_id: row['sales_activity_outcome_id'] ?? null,
    remote_id: null,
    import_id: null,
    creater_id: row['creater_id'] ?? null,
    updater_id: row['updater_id'] ?? null,
    conversation_time: world.instant(row['conversation_time']),
    targetable_id: row['targetable_id'] ?? null,
    targetable_type: row['targetable_type'] ?? null,
    latitude: row['latitude'] ?? null,
    longitude: row['longitude'] ?? null,
    location: row['location'] ?? null,
    checkedin_at: world.instant(row['checkedin_at']),
    checkedout_at: null,
    checkedin_duration: null,
    custom_field: customFieldOf('sales_activities', row),
  };
}
