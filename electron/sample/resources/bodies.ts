import { idOf } from '../../../shared/entities/record.ts';
import type { Body } from '../attributes.ts';
import { invalid } from '../failure.ts';
import { modelOf, tableOf, type Model } from '../kinds.ts';
import type { Row } from '../state/row.ts';
import { hiddenKey, type Call, type World } from '../world.ts';

/** The body as an object. @throws Refusal 400 */
export function objectBody(call: Call): Body {
  if (typeof call.body !== 'object' || call.body === null || Array.isArray(call.body))
    throw invalid('missing', 'body');
  return call.body as Body;
}

/** What a body says under its wrapper key; a body without the wrapper is taken as it is (quirks §8: a widely used client sends such). @throws Refusal 400 */
export function wrapped(call: Call, key: string): Body {
  const body = objectBody(call);
  const inner = body[key];
  if (inner === undefined) return body;
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) throw invalid('invalidType', key);
  return inner as Body;
}

/** A list of ids under a key. @throws Refusal 400 */
export function idsUnder(body: Body, key: string): number[] {
  const list = body[key];
  if (!Array.isArray(list)) throw invalid('missing', key);
  return list.flatMap((item) => idOf({ id: item }, 'id') ?? []);
}

/** The user an id under a key names. @throws Refusal 400 */
export function userUnder(body: Body, key: string, world: World): number {
  const id = idOf(body, key);
  if (id === null || world.store.get('users', id) === undefined) throw invalid('invalid', 'Owner');
  return id;
}

/** The record that something is about. */
export interface Targetable {
  readonly targetable_type: Model;
  readonly targetable_id: number;
}

/** What a body is about; null where it does not say. @throws Refusal 400 when there is no such record */
export function targetableIn(body: Body, world: World): Targetable | null {
  if (body['targetable_type'] === undefined && body['targetable_id'] === undefined) return null;
  const model = modelOf(body['targetable_type']);
  const id = idOf(body, 'targetable_id');
  const target = model === null || id === null ? undefined : world.store.get(tableOf(model), id);
  if (
    model === null ||
    target === undefined ||
    target['is_deleted'] === true ||
    world.hidden.has(hiddenKey(tableOf(model), target.id))
  )
    throw invalid('invalid', 'Targetable');
  return { targetable_type: model, targetable_id: target.id };
}

/** Marks the record that something happened with: derived, so `updated_at` stays unless the account moves it (quirks §5). */
export function contacted(target: Targetable, mode: string, at: number, world: World): void {
  if (target.targetable_type === 'Product') return;
  const table = tableOf(target.targetable_type);
  const row: Row | undefined = world.store.get(table, target.targetable_id);
  if (row === undefined || Number(row['last_contacted'] ?? -Infinity) > at) return;
  const moved = world.quirks.updatedAtStaysForDerived ? {} : { updated_at: world.now() };
  world.store.patch(table, row, { last_contacted: at, last_contacted_mode: mode, ...moved });
}
