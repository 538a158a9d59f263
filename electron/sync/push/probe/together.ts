import type { Kind } from '../../../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../../../shared/entities/record.ts';
import { PAGE_SIZE } from '../../../../shared/limits.ts';
import type { Unit } from '../../../../shared/store-port.ts';
import { parseInstant } from '../../../../shared/time.ts';
import type { BulkCall } from '../bulk.ts';
import { callOf, NOTHING_FOUND, sentSince, type Verdict } from '../job.ts';
import type { PushContext } from '../ports.ts';
import { memoOf } from './memo.ts';

/** Pages of the newest changes that are read, and records that are asked for one by one, in one step. */
const PAGES_MAX = 5;
const RECORDS_MAX = 10;

/**
 * Finds out what became of the units of one bulk call in few reads: the newest changes of the kind show who has a new owner and what an import has made, the recycle bin what was
 * deleted. What they do not show is asked for one by one, some in each step.
 * @param probe finds out about one unit, with the surroundings it is given
 */
export async function probeTogether(
  call: BulkCall,
  units: readonly Unit[],
  context: PushContext,
  probe: (unit: Unit, context: PushContext) => Promise<Verdict | { found: 'unreadable' }>,
): Promise<Map<Unit, Verdict | { found: 'unreadable' }>> {
  const memo = memoOf(context.crm);
  const within: PushContext = { ...context, crm: memo.crm };
  const since = Math.min(...units.map(({ edit }) => sentSince(edit, context)));
  const seen = new Set<number>();
  const note = (records: readonly IdentifiedRecord[]): void => {
    for (const record of records) {
      seen.add(record.id);
      memo.know(call.kind, record);
    }
  };
  let isComplete = false;
  if (call.type === 'owner') {
    const changes = await changesSince(call.kind, await context.viewIds(call.kind), since, within);
    note(changes.records);
    ({ isComplete } = changes);
  } else if (call.type === 'delete') {
    const bin = (await context.binId?.(call.kind)) ?? null;
    if (bin !== null)
      note(
        (await changesSince(call.kind, [bin], since, within)).records.map((record) => ({
          ...record,
          is_deleted: true,
        })),
      );
  }
  const verdicts = new Map<Unit, Verdict | { found: 'unreadable' }>();
  for (const unit of units) {
    const isSeen = call.type === 'upsert' || seen.has(unit.edit.target.id);
    // What has not changed since the call was sent was not changed by it.
    if (!isSeen && isComplete) verdicts.set(unit, NOTHING_FOUND);
    else if (!isSeen && memo.asked() >= RECORDS_MAX) verdicts.set(unit, { found: 'not-yet' });
    else verdicts.set(unit, await probe(unit, within));
  }
  return verdicts;
}

async function changesSince(
  kind: Kind,
  viewIds: readonly number[],
  since: number,
  context: PushContext,
): Promise<{ records: IdentifiedRecord[]; isComplete: boolean }> {
  const records: IdentifiedRecord[] = [];
  let isComplete = viewIds.length > 0;
  for (const viewId of viewIds) {
    let page = 1;
    for (; page <= PAGES_MAX; page++) {
      const asked = { page, perPage: PAGE_SIZE, sort: 'updated_at' } as const;
      const { records: rows } = await context.crm.view(kind, viewId, asked, callOf(context));
      records.push(...rows);
      const last = parseInstant(rows.at(-1)?.['updated_at']);
      if (rows.length < PAGE_SIZE || (last !== null && last < since)) break;
    }
    if (page > PAGES_MAX) isComplete = false;
  }
  return { records, isComplete };
}
