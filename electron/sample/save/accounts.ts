import { textOf } from '../../../shared/entities/record.ts';
import { invalid } from '../failure.ts';
import { uniqueKey } from '../state/indexes.ts';
import type { Row } from '../state/row.ts';
import type { World } from '../world.ts';
import { objectIn, others, type Draft } from './draft.ts';

/** An account made on the fly with nothing but a name (reference: Create a deal by associating to a new account). @throws Refusal 400 when the name is taken */
export function accountNamed(name: string, world: World): Row {
  if (accountByName(name, world) !== undefined) throw invalid('taken', 'Name');
  const now = world.now();
  return world.store.add('sales_accounts', {
    name,
    tags: [],
    custom_field: {},
    owner_id: world.me,
    created_at: now,
    updated_at: now,
    creater_id: world.me,
    last_assigned_at: now,
    is_deleted: false,
  });
}

/** The live account of a name, if there is one. */
export function accountByName(name: string, world: World): Row | undefined {
  return world.store
    .table('sales_accounts')
    .find('name', uniqueKey(name))
    .find((row) => row['is_deleted'] !== true);
}

/** Completes and checks an account (reference: Create an Account). Its name is unique (quirks §7). */
export function saveAccount(draft: Draft): void {
  const { body, values, world } = draft;
  const name = textOf(values, 'name');
  if (name === null) throw invalid('blank', 'Name');
  const parent = objectIn(body, 'parent_sales_account');
  const parentName = parent === null ? null : textOf(parent, 'name');
  if (parentName !== null)
    values['parent_sales_account_id'] = (
      accountByName(parentName, world) ?? accountNamed(parentName, world)
    ).id;
  if (draft.before !== null && values['parent_sales_account_id'] === draft.before.id)
    throw invalid('invalid', 'Parent sales account');
  if (
    !draft.isClone &&
    others(draft, world.store.table('sales_accounts').find('name', uniqueKey(name))).length > 0
  )
    throw invalid('taken', 'Name');
}
