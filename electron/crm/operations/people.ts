import { activitySchema, type Activity } from '../../../shared/entities/activity.ts';
import { isObject, rowsReader, type ListAnswer } from '../answers.ts';
import type { Caller, CallOptions } from '../call.ts';
import type { Id, IncludeOptions } from './options.ts';
import { bulkResultReader, type BulkResult } from './simple-answers.ts';

export interface ActivitiesOptions extends IncludeOptions {
  readonly limit?: number | undefined;
}

/** What leads and contacts have beyond the other kinds (reference: Bulk assign Owner, List all Activities). */
export interface PersonOperations {
  bulkAssignOwner(ids: readonly number[], ownerId: Id, options?: CallOptions): Promise<BulkResult>;
  /** The newest entries of the record's timeline; `include: ['user']` adds who made them. */
  activities(id: Id, options?: ActivitiesOptions): Promise<ListAnswer<Activity>>;
}

function isActivity(row: unknown): row is Activity {
  return isObject(row) && typeof row['composite_id'] === 'string';
}

export function personOperations(call: Caller, kind: 'leads' | 'contacts'): PersonOperations {
  const readActivities = rowsReader('activities', activitySchema, isActivity);
  return {
    bulkAssignOwner(ids, ownerId, options) {
      const body = { selected_ids: ids, owner_id: ownerId };
      return call(
        { method: 'POST', path: `/${kind}/bulk_assign_owner`, body },
        options,
        bulkResultReader(kind),
      );
    },
    activities(id, options) {
      const query = [
        ['include', options?.include],
        ['limit', options?.limit],
      ] as const;
      return call({ method: 'GET', path: `/${kind}/${id}/activities`, query }, options, readActivities);
    },
  };
}
