import type { Edit } from '../../../shared/edits/edit.ts';
import { isKind, type Kind } from '../../../shared/entities/kind.ts';
import { idOf } from '../../../shared/entities/record.ts';
import { isLocalId } from '../../../shared/entities/local-id.ts';
import { BULK_MAX } from '../../../shared/limits.ts';
import type { Unit } from '../../../shared/store-port.ts';
import { callOf, done, type Job } from './job.ts';
import { upsertItem } from './operations/upsert.ts';
import type { Outcome } from './outcome.ts';
import type { PushContext } from './ports.ts';
import { operationOf } from './strategies.ts';
import { firstProbeAt } from './timing.ts';

/**
 * A bulk call that units of one bulk action can go in together (reference: Bulk assign Owner, Bulk Delete, Bulk Upsert).
 */
export type BulkCall =
  | { readonly type: 'owner'; readonly kind: 'leads' | 'contacts'; readonly ownerId: number }
  | { readonly type: 'delete'; readonly kind: Kind; readonly withContactsAndDeals: boolean }
  | { readonly type: 'upsert'; readonly kind: Kind };

/** The bulk call an edit can go in; null where it has to go alone. One that has failed twice goes alone, so that its own reason is heard. */
export function bulkCallOf({ target, operation, batch, attempts }: Edit): BulkCall | null {
  const { kind } = target;
  if (batch === null || attempts > 1 || !isKind(kind)) return null;
  const deletion = operationOf(operation, 'delete');
  if (deletion !== null) return { type: 'delete', kind, withContactsAndDeals: deletion.withContactsAndDeals };
  if (operation.type === 'upsert') return { type: 'upsert', kind };
  const update = operationOf(operation, 'update');
  if (update === null || (kind !== 'leads' && kind !== 'contacts')) return null;
  const ownerId = idOf(update.fields, 'owner_id');
  return ownerId !== null && Object.keys(update.fields).length === 1
    ? { type: 'owner', kind, ownerId }
    : null;
}

/** Whether two edits go in the same bulk call. */
function isSameCall(a: BulkCall, b: BulkCall | null): boolean {
  return b !== null && JSON.stringify(a) === JSON.stringify(b);
}

/** The units that can go with the first one in a bulk call, at most 100 (reference: Bulk Upsert); null where it goes alone. */
export function bulkOf(first: Unit, units: readonly Unit[]): { call: BulkCall; units: Unit[] } | null {
  const call = bulkCallOf(first.edit);
  if (call === null) return null;
  const together = units
    .filter(({ edit }) => edit.batch === first.edit.batch && isSameCall(call, bulkCallOf(edit)))
    .slice(0, BULK_MAX);
  return together.length > 1 ? { call, units: together } : null;
}

/**
 * Sends a bulk call, and says what became of each unit. What the answer does not say was done is unsure: the record itself tells. An upsert's job is followed.
 */
export async function sendBulk(
  call: BulkCall,
  units: readonly Unit[],
  context: PushContext,
): Promise<Map<Unit, Outcome>> {
  switch (call.type) {
    case 'owner': {
      const ids = units.map(({ edit }) => edit.target.id);
      const { results } = await context.crm.bulkAssignOwner(call.kind, ids, call.ownerId, callOf(context));
      const record = (id: number) => ({ id, owner_id: call.ownerId });
      return byResult(units, results, context, (unit) =>
        done({ records: [{ kind: call.kind, localId: null, record: record(unit.edit.target.id) }] }),
      );
    }
    case 'delete': {
      const ids = units.map(({ edit }) => edit.target.id);
      const { results } = await context.crm.bulkDestroy(
        call.kind,
        ids,
        { withContactsAndDeals: call.withContactsAndDeals },
        callOf(context),
      );
      return byResult(units, results, context, (unit) => done({ removed: [unit.edit.target] }));
    }
    case 'upsert':
      return sendUpserts(call.kind, units, context);
  }
}

function byResult(
  units: readonly Unit[],
  results: readonly { readonly id: number; readonly ok: boolean }[],
  context: PushContext,
  whenOk: (unit: Unit) => Outcome,
): Map<Unit, Outcome> {
  const ok = new Set(results.filter((result) => result.ok).map((result) => result.id));
  const toAsk: Outcome = {
    name: 'unsure',
    reason: 'not-confirmed',
    notBefore: context.clock.now(),
    jobId: null,
  };
  return new Map(units.map((unit) => [unit, ok.has(unit.edit.target.id) ? whenOk(unit) : toAsk]));
}

async function sendUpserts(
  kind: Kind,
  units: readonly Unit[],
  context: PushContext,
): Promise<Map<Unit, Outcome>> {
  const items = units.flatMap((unit) => {
    const operation = operationOf(unit.edit.operation, 'upsert');
    if (operation === null) return [];
    const job: Job<'upsert'> = { unit, operation, context };
    const { identifier, body } = upsertItem(kind, job);
    return [{ ...identifier, data: body }];
  });
  const jobId = await context.crm.bulkUpsert(kind, items, callOf(context));
  const outcome: Outcome = {
    name: 'unsure',
    reason: jobId === null ? 'queued-without-job' : 'queued',
    notBefore: firstProbeAt(context),
    jobId,
  };
  return new Map(units.map((unit) => [unit, outcome]));
}

/** The records of a bulk call that are on the server already, as far as this device knows. */
export function targetsOfServer(units: readonly Unit[]): number[] {
  return units.map(({ edit }) => edit.target.id).filter((id) => !isLocalId(id));
}
