import type { Kind } from '../../../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../../../shared/entities/record.ts';
import { PAGE_SIZE } from '../../../../shared/limits.ts';
import { callOf } from '../job.ts';
import type { PushContext } from '../ports.ts';
import { isOlder } from './candidates.ts';

/** Pages that are read at most for one probe: more than 3,000 records made since the edit was sent are not looked through. */
const PAGES_MAX = 30;

/**
 * The records of a kind made since a moment of the server's clock, newest first, from every view that is needed to see them all.
 * @returns null where there are too many to look through, or no view is known: what was not looked for is not "not there"
 */
export async function newestSince(
  kind: Kind,
  since: number,
  context: PushContext,
): Promise<IdentifiedRecord[] | null> {
  const viewIds = await context.viewIds(kind);
  return viewIds.length === 0 ? null : newestIn(kind, viewIds, since, context);
}

/** The same for the recycle bin: what was made, and deleted by somebody before it was looked for. */
export async function newestInBin(
  kind: Kind,
  since: number,
  context: PushContext,
): Promise<IdentifiedRecord[]> {
  const binId = (await context.binId?.(kind)) ?? null;
  return binId === null ? [] : ((await newestIn(kind, [binId], since, context)) ?? []);
}

async function newestIn(
  kind: Kind,
  viewIds: readonly number[],
  since: number,
  context: PushContext,
): Promise<IdentifiedRecord[] | null> {
  const found: IdentifiedRecord[] = [];
  for (const viewId of viewIds) {
    let page = 1;
    for (; page <= PAGES_MAX; page++) {
      const asked = { page, perPage: PAGE_SIZE, sort: 'created_at' } as const;
      const { records } = await context.crm.view(kind, viewId, asked, callOf(context));
      found.push(...records);
      if (records.length < PAGE_SIZE || isOlder(records.at(-1), since)) break;
    }
    if (page > PAGES_MAX) return null;
  }
  return found;
}
