import { idOf, type RawRecord } from '../../../shared/entities/record.ts';
import type { Kind } from '../../../shared/entities/kind.ts';
import type { PullJob } from './job.ts';

/** The users that the key can belong to; null as long as nothing has told. */
export type Suspects = readonly number[] | null;

/**
 * Narrows down whose key it is by tasks out of the lists that are the user's own (reference: "get your open, due today, due tomorrow, overdue and completed tasks"). A task is among
 * them because the user owns it, works on it, or perhaps has made it, so the user is one of these. One that does not say who works on it tells nothing.
 */
export function narrowed(before: Suspects, tasks: readonly RawRecord[]): Suspects {
  return tasks.reduce<Suspects>((suspects, task) => {
    const people = peopleOf(task);
    if (people === null) return suspects;
    return suspects === null ? people : suspects.filter((id) => people.includes(id));
  }, before);
}

/** Everybody a task may be a user's own by; null where it leaves some of them out. */
function peopleOf(task: RawRecord): number[] | null {
  const collaborators = task['user_ids'];
  const owner = idOf(task, 'owner_id');
  if (!Array.isArray(collaborators) || owner === null) return null;
  const ids = collaborators.map((id: unknown) => idOf({ id }, 'id'));
  const made = 'creater_id' in task ? [idOf(task, 'creater_id')] : [];
  return [...new Set([owner, ...ids, ...made].filter((id) => id !== null))];
}

/** Whose key it is, where all else are ruled out: who is no user of the account any more has none. */
export function onlyOne(suspects: Suspects, owners: readonly number[]): number | null {
  const left = (suspects ?? []).filter((id) => owners.includes(id));
  return left.length === 1 ? (left[0] ?? null) : null;
}

/**
 * Lets the screens know whose key it is, as far as a pass over the user's tasks has told. Sending does not go by it: there it must be certain, and is learnt from what this device has made. What
 * was taken for true and is contradicted later is unknown again.
 */
export async function presume(suspects: Suspects, absentKinds: readonly Kind[], job: PullJob): Promise<void> {
  const { me, presumedMe, configuration } = job.notebook.notes();
  if (me !== null || suspects === null) return;
  const id = onlyOne(suspects, configuration.known['owners'] ?? []);
  const stands = presumedMe !== null && suspects.includes(presumedMe);
  if (id === presumedMe || (id === null && stands)) return;
  await showMe(id, absentKinds, job);
  await job.notebook.apply({}, { presumedMe: id });
}

/** Lets the screens know who the key's user is; null where that is not known any more. */
export async function showMe(
  id: number | null,
  absentKinds: readonly Kind[],
  { store, now }: Pick<PullJob, 'store' | 'now'>,
): Promise<void> {
  await store.call('store.putConfiguration', {
    entries: [{ key: 'me', value: id === null ? null : { id } }],
    absentKinds: [...absentKinds],
    at: now(),
  });
}
