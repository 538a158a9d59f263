import type { IdsInput } from '../../../../shared/store-port.ts';
import type { StoreForUiClient } from '../../../../shared/rpc/contract.ts';
import type { Selection } from '../../lib/selection.svelte.ts';

/** Which records a list holds, as the store is asked for their ids. */
export type ListOrder = Pick<IdsInput, 'kind' | 'filters' | 'text' | 'sorts'>;

/** As many as there may be: all of a list. */
const ALL = 10_000_000;

/**
 * The records that are chosen and still in the list, in its order.
 * @throws AppError what the store refuses with
 */
export async function chosenIds(
  store: Pick<StoreForUiClient, 'call'>,
  order: ListOrder,
  selection: Selection,
): Promise<readonly number[]> {
  const { ids } = await store.call('list.ids', { ...order, offset: 0, limit: ALL });
  return selection.of(ids);
}

/**
 * The ids from one place of a list to another, whichever is first. Those on the screen are known; the others are asked for.
 * @param known the id at a place, or undefined where it has not come
 * @throws AppError what the store refuses with
 */
export async function idsBetween(
  store: Pick<StoreForUiClient, 'call'>,
  order: ListOrder,
  one: number,
  other: number,
  known: (index: number) => number | undefined,
): Promise<readonly number[]> {
  const first = Math.min(one, other);
  const count = Math.abs(one - other) + 1;
  const here = Array.from({ length: Math.min(count, 1000) }, (_, at) => known(first + at));
  const found = here.filter((id) => id !== undefined);
  if (found.length === count) return found;
  const { ids } = await store.call('list.ids', { ...order, offset: first, limit: count });
  return ids;
}
