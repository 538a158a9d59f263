import type { Row } from './state/row.ts';
import type { World } from './world.ts';

/** Things that happened and follow from no other table: kept for activities and timelines. */

/** Notes that a deal has moved to another stage (reference: activities of a contact, STAGE_CHANGE). */
export function noteStageChange(deal: Row, world: World): void {
  const stage = world.store.get('deal_stages', Number(deal['deal_stage_id']));
  world.store.add('events', {
    action_type: 'STAGE_CHANGE',
    action_data: { stage_id: deal['deal_stage_id'], stage_name: stage?.['name'] ?? null },
    user_activity: true,
    targetable_type: 'Deal',
    targetable_id: deal.id,
    targetable_name: deal['name'] ?? null,
    user_id: world.me,
    created_at: world.now(),
  });
}

/** Notes that a lead has become a contact. */
export function noteConversion(contact: Row, lead: Row, world: World): void {
  world.store.add('events', {
    action_type: 'LEAD_CONVERTED',
    action_data: { lead_id: lead.id },
    user_activity: true,
    targetable_type: 'Contact',
    targetable_id: contact.id,
    targetable_name: null,
    user_id: world.me,
    created_at: world.now(),
  });
}
