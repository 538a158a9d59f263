import type { Kind } from '../../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../../shared/entities/record.ts';
import { PAGE_SIZE } from '../../../shared/limits.ts';
import type { Unit } from '../../../shared/store-port.ts';
import { parseInstant } from '../../../shared/time.ts';
import { targetsOfServer } from './bulk.ts';
import { callOf } from './job.ts';
import type { PushContext } from './ports.ts';
import { applyRecords } from './read.ts';

/** Pages of the newest changes that are read before the records are looked for by their ids. */
const DELTA_PAGES_MAX = 3;

/**
 * Reads what a bulk call is about before it is sent, in far fewer calls than one a record: first the newest changes of the kind, down to the oldest state that is known of any of them,
 * which shows every change there was; where that is too far, the records themselves by ascending id, a page at a time. What the server says is stored, and
 * conflicts come out there.
 * @returns false where no view is known, and nothing was read
 */
export async function checkTogether(
  kind: Kind,
  units: readonly Unit[],
  context: PushContext,
): Promise<boolean> {
  const ids = new Set(targetsOfServer(units));
  if (ids.size === 0) return true;
  const revisions = units.map(({ base }) => (base === null ? null : parseInstant(base['updated_at'])));
  const known = revisions.filter((revision) => revision !== null);
  const oldest = known.length === units.length ? Math.min(...known) : null;
  const viewIds = await context.viewIds(kind);
  if (viewIds.length === 0) return false;
  const unseen = new Set(ids);
  for (const viewId of viewIds) {
    const { isComplete, records } = await readChanges(kind, viewId, oldest, context);
    const concerned = records.filter((record) => ids.has(record.id));
    await applyRecords(kind, concerned, context);
    for (const { id } of concerned) unseen.delete(id);
    if (!isComplete) await readByIds(kind, viewId, unseen, context);
  }
  return true;
}

async function readChanges(
  kind: Kind,
  viewId: number,
  oldest: number | null,
  context: PushContext,
): Promise<{ isComplete: boolean; records: IdentifiedRecord[] }> {
  const found: IdentifiedRecord[] = [];
  if (oldest === null) return { isComplete: false, records: found };
  for (let page = 1; page <= DELTA_PAGES_MAX; page++) {
    const asked = { page, perPage: PAGE_SIZE, sort: 'updated_at' } as const;
    const { records } = await context.crm.view(kind, viewId, asked, callOf(context));
    found.push(...records);
    const last = parseInstant(records.at(-1)?.['updated_at']);
    if (records.length < PAGE_SIZE || (last !== null && last < oldest))
      return { isComplete: true, records: found };
  }
  return { isComplete: false, records: found };
}

/** Reads records by their ids, each page as many neighbours as it holds. Those that are not in the view are left for the call's own answer to tell. */
async function readByIds(
  kind: Kind,
  viewId: number,
  unseen: Set<number>,
  context: PushContext,
): Promise<void> {
  let left = [...unseen].sort((a, b) => a - b);
  while (left[0] !== undefined) {
    const after = left[0] - 1;
    const page = { limit: PAGE_SIZE, lastFetchedId: after };
    const { records } = await context.crm.scroll(kind, viewId, page, callOf(context));
    const concerned = records.filter((record) => unseen.has(record.id));
    await applyRecords(kind, concerned, context);
    for (const { id } of concerned) unseen.delete(id);
    const last = records.at(-1)?.id ?? null;
    left = last === null || records.length < PAGE_SIZE ? [] : left.filter((id) => id > last);
  }
}
