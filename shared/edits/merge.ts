import type { IdentifiedRecord, RawRecord } from '../entities/record.ts';
import type { Conflict, Edit, Policies, Resolution } from './edit.ts';

export interface Rebased {
  /** The chain on the new base: fields the server already has are dropped, sets are merged, `base` values and revisions follow the server's. Edits with nothing left are in `done`. */
  readonly chain: readonly Edit[];
  /** Edits that have nothing left to do. */
  readonly done: readonly Edit[];
  /** What both sides changed and no policy decides; null where there is none. */
  readonly conflict: Conflict['what'] | null;
}

/**
 * Three-way merge by field: replays a target's queued edits on what the server has now. Only mine: goes. Only theirs: comes. The same value: no conflict. Sets merge as sets. All
 * else that changed on both sides is a conflict, unless a policy says whose value counts. Also used where a conflict stands already: it is computed anew.
 * @param chain the target's queued edits by `seq`
 * @param base the new base
 */
export function rebase(_chain: readonly Edit[], _base: IdentifiedRecord, _policies: Policies): Rebased {
  throw new Error('to be written');
}

/** The chain after the user decided a conflict: for `theirs` fields leave the edits, for `mine` their base is the server's value. Not for `recreate`, which is an edit of its own. */
export function resolve(
  _chain: readonly Edit[],
  _conflict: Conflict,
  _resolution: Resolution,
  _base: RawRecord | null,
): Rebased {
  throw new Error('to be written');
}

/** The chain without one of its edits: a later edit of the same field takes over its base. */
export function without(_chain: readonly Edit[], _editId: string): readonly Edit[] {
  throw new Error('to be written');
}
