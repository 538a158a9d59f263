import { lowerModel } from '../kinds.ts';
import { distinctRows, targetableOf, targetBeside, targetOf, userOfTask } from '../rows.ts';
import type { Row } from '../state/row.ts';
import type { World } from '../world.ts';

/** The users who work on a task together, as ids. */
function collaborators(row: Row): number[] {
  return Array.isArray(row['user_ids']) ? (row['user_ids'] as number[]) : [];
}

/** `targetables` of suite accounts: always there (quirks §6). */
export function targetablesOf(row: Row, world: World): Record<string, unknown> {
  if (world.flavour === 'classic') return {};
  const type = row['targetable_type'];
  return { targetables: typeof type === 'string' ? [{ id: row['targetable_id'], type }] : [] };
}

/** A task as the API gives it (reference: View a Task; quirks §6). */
export function presentTask(row: Row, includes: ReadonlySet<string>, world: World): Record<string, unknown> {
  return {
    id: row.id,
    status: row['status'] ?? 0,
    title: row['title'],
    description: row['description'] ?? null,
    created_at: world.instant(row['created_at']),
    updated_at: world.instant(row['updated_at']),
    owner_id: row['owner_id'] ?? null,
    due_date: world.instant(row['due_date']),
    completed_date: world.instant(row['completed_date']),
    creater_id: row['creater_id'] ?? null,
    updater_id: row['updater_id'] ?? null,
    outcome_id: row['outcome_id'] ?? null,
    task_type_id: row['task_type_id'] ?? null,
    ...(includes.has('users') ? { user_ids: collaborators(row) } : {}),
    ...(includes.has('targetable') ? { targetable: targetableOf(row) } : {}),
    ...targetablesOf(row, world),
  };
}

/** What a list of rows is about, by the key of its kind: `leads`, `contacts` … */
export function targetsBeside(rows: readonly Row[], world: World): Record<string, unknown[]> {
  const lists: Record<string, unknown[]> = {};
  const seen = new Set<string>();
  for (const row of rows) {
    const found = targetOf(row, world);
    if (found === null) continue;
    const key = `${lowerModel(found.model)} ${String(found.target.id)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    (lists[found.table] ??= []).push(targetBeside(found.model, found.target));
  }
  return lists;
}

/** The lists beside tasks: users (collaborators with their owner, owners, creators) first, then what the tasks are about. */
export function besideTasks(
  rows: readonly Row[],
  includes: ReadonlySet<string>,
  world: World,
): Record<string, unknown[]> {
  const ids = rows.flatMap((row) => [
    ...(includes.has('users') || includes.has('owner') ? [row['owner_id']] : []),
    ...(includes.has('users') ? collaborators(row) : []),
    ...(includes.has('creater') ? [row['creater_id']] : []),
    ...(includes.has('updater') ? [row['updater_id']] : []),
  ]);
  const wantsUsers = ['users', 'owner', 'creater', 'updater'].some((include) => includes.has(include));
  return {
    ...(wantsUsers ? { users: distinctRows('users', ids, world).map(userOfTask) } : {}),
    ...(includes.has('targetable') ? targetsBeside(rows, world) : {}),
  };
}
