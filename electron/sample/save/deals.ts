import { idOf, textOf } from '../../../shared/entities/record.ts';
import { dayOf } from '../dates.ts';
import { invalid } from '../failure.ts';
import { readLines, totalOf } from '../lines.ts';
import { defaultStage, firstStage } from '../stages.ts';
import type { Row } from '../state/row.ts';
import { accountNamed } from './accounts.ts';
import { objectIn, type Draft } from './draft.ts';

/** Stage and pipeline go together: a stage brings its pipeline; a pipeline alone brings its first stage. */
function saveStage(draft: Draft): Row | undefined {
  const { body, values, before, world } = draft;
  const given = (key: string): boolean => body[key] !== undefined && values[key] !== before?.[key];
  if (given('deal_pipeline_id') && !given('deal_stage_id')) {
    values['deal_stage_id'] = firstStage(Number(values['deal_pipeline_id']), world)?.id ?? null;
  }
  if (values['deal_stage_id'] === undefined || values['deal_stage_id'] === null)
    Object.assign(values, defaultStage(world));
  const stage = world.store.get('deal_stages', Number(values['deal_stage_id']));
  values['deal_pipeline_id'] = stage?.['deal_pipeline_id'] ?? null;
  return stage;
}

/** What follows from a change of stage: its time, the closing date, the reason, the probability unless given. */
function moveStage(draft: Draft, stage: Row | undefined): void {
  const { body, values, before, world } = draft;
  const forecast = stage?.['forecast_type'] ?? 'Open';
  if (forecast !== 'Closed Lost') {
    if (
      body['deal_reason_id'] !== undefined &&
      values['deal_reason_id'] !== null &&
      values['deal_reason_id'] !== undefined
    ) {
      throw invalid('onlyWhen', 'Deal reason', 'Lost');
    }
    values['deal_reason_id'] = null;
  }
  if (values['deal_stage_id'] === before?.['deal_stage_id']) return;
  values['stage_updated_time'] = world.now();
  if (body['probability'] === undefined) values['probability'] = stage?.['probability'] ?? null;
  if (body['closed_date'] === undefined)
    values['closed_date'] = forecast === 'Open' ? null : dayOf(world.now());
}

function saveAccountOfDeal(draft: Draft): void {
  const { body, values, world } = draft;
  const inline = objectIn(body, 'sales_account');
  if (inline !== null) {
    const id = idOf(inline, 'id');
    const name = textOf(inline, 'name');
    if (id !== null) values['sales_account_id'] = id;
    else if (name !== null) values['sales_account_id'] = accountNamed(name, world).id;
  }
  const account = world.store.get('sales_accounts', Number(values['sales_account_id']));
  // An account deleted since does not stand in the way of other changes.
  if (
    account === undefined ||
    (account['is_deleted'] === true && draft.before?.['sales_account_id'] !== account.id)
  ) {
    throw invalid('blank', 'Sales account');
  }
}

function idsIn(draft: Draft, key: string): number[] {
  const list = draft.body[key];
  return Array.isArray(list) ? list.flatMap((item) => idOf({ id: item }, 'id') ?? []) : [];
}

function saveContacts(draft: Draft): void {
  const { values, world } = draft;
  const added = idsIn(draft, 'contacts_added_list');
  for (const id of added)
    if (world.store.get('contacts', id)?.['is_deleted'] !== false) throw invalid('invalid', 'Contact');
  const removed = new Set(idsIn(draft, 'contacts_removed_list'));
  const before = Array.isArray(values['contact_ids']) ? (values['contact_ids'] as number[]) : [];
  values['contact_ids'] = [...new Set([...before, ...added])].filter((id) => !removed.has(id));
}

/** Completes and checks a deal (reference: Create a Deal, Add Products to the Deal). */
export function saveDeal(draft: Draft): void {
  const { body, values, before, world } = draft;
  if (textOf(values, 'name') === null) throw invalid('blank', 'Name');
  const probability = values['probability'];
  if (typeof probability === 'number' && (probability < 0 || probability > 100))
    throw invalid('invalid', 'Probability');
  values['currency_id'] ??= world.store.table('currencies').all()[0]?.id ?? null;
  const currency =
    textOf(world.store.get('currencies', Number(values['currency_id'])) ?? {}, 'currency_code') ?? 'USD';
  if (body['products'] !== undefined) values['products'] = readLines(body['products'], currency, world);
  const lines = Array.isArray(values['products']) ? values['products'] : [];
  // With products the amount follows from them; the reference's deal falls to "0.0" when they are removed.
  if (lines.length > 0 || (body['products'] !== undefined && body['amount'] === undefined))
    values['amount'] = totalOf(values, world);
  if (textOf(values, 'amount') === null) throw invalid('blank', 'Deal value');
  moveStage(draft, saveStage(draft));
  saveAccountOfDeal(draft);
  saveContacts(draft);
  if (values['owner_id'] !== before?.['owner_id']) values['last_assigned_at'] = world.now();
}
