import { madeBy, type Edit } from '../../../shared/edits/edit.ts';
import { foldNext } from '../../../shared/edits/fold.ts';
import { localIdsIn } from '../../../shared/edits/references.ts';
import { refKey, type RecordRef } from '../../../shared/entities/kind.ts';
import type { Changes } from '../changes.ts';
import { isEqual } from '../equal.ts';
import { isInFlight } from './pending.ts';

/** What may be done next about a record. */
export type NextRun =
  /** One request carries these edits; `edit` is what they come to. */
  | { readonly name: 'send'; readonly edits: readonly Edit[]; readonly edit: Edit }
  /** These edits come to nothing. */
  | { readonly name: 'nothing-left'; readonly edits: readonly Edit[] }
  /** These edits speak of records that will never be: what was to make them is undone or gone. */
  | { readonly name: 'orphaned'; readonly edits: readonly Edit[] }
  /** Nothing; not before `until` where that is a matter of time alone. */
  | { readonly name: 'wait'; readonly until: number | null };

const WAIT: NextRun = { name: 'wait', until: null };

/** Says what may be done next about a record's queue. */
export function nextRun(changes: Changes, target: RecordRef, now: number): NextRun {
  const all = changes.chainOf(target);
  if (all.some(isInFlight) || changes.conflictOf(target) !== null) return WAIT;
  const queued = all.filter(({ state }) => state.name === 'queued');
  const chain = queued.slice(0, firstThatWaits(changes, queued));
  if (chain.length === 0) return WAIT;
  const { edits, edit } = foldNext(chain);
  const until = Math.max(...edits.map((each) => dueAt(each, now)));
  if (until > now) return { name: 'wait', until };
  if (edit === null) return { name: 'nothing-left', edits };
  const own = new Set(madeBy(edit).map(({ id }) => id));
  for (const localId of localIdsIn(edit)) {
    if (own.has(localId)) continue;
    return changes.makerOf(localId) ? WAIT : { name: 'orphaned', edits };
  }
  return { name: 'send', edits, edit };
}

/** The first edit that waits for one which is not before it in the same queue, or cannot be read. */
function firstThatWaits(changes: Changes, queued: readonly Edit[]): number {
  const { unreadable } = changes.session;
  const before = new Set<string>();
  for (const [at, edit] of queued.entries()) {
    const waitsFor = (id: string): boolean => changes.edit(id) !== undefined || unreadable.edits.has(id);
    if (edit.dependsOn.some((id) => !before.has(id) && waitsFor(id))) return at;
    before.add(edit.id);
  }
  return queued.length;
}

/** No edit is put off for longer; a moment further ahead was set by a clock that has jumped. */
const WAIT_MAX_MS = 10 * 60_000;

/** Before when a queued edit must not go; 0 for at once. */
export function dueAt({ state }: Edit, now: number): number {
  const notBefore = state.name === 'queued' ? (state.notBefore ?? 0) : 0;
  return notBefore > now + WAIT_MAX_MS ? 0 : notBefore;
}

/**
 * The makings of records that are on their way or unsure. An equal one is held back: were both to be looked for on the server, neither could be told from the other.
 */
export class MakingsInFlight {
  private readonly edits: Edit[] = [];

  constructor(changes: Changes) {
    const chains = new Map<string, Edit[]>();
    for (const edit of changes.allEdits()) {
      if (edit.state.name !== 'sending' && edit.state.name !== 'unsure') continue;
      const key = refKey(edit.target);
      const chain = chains.get(key);
      if (chain) chain.push(edit);
      else chains.set(key, [edit]);
    }
    for (const chain of chains.values()) this.add(foldNext(chain).edit);
  }

  add(edit: Edit | null): void {
    if (edit && isMaking(edit)) this.edits.push(edit);
  }

  hasEqual(edit: Edit): boolean {
    return (
      isMaking(edit) &&
      this.edits.some(
        (other) =>
          other.target.kind === edit.target.kind &&
          other.target.id !== edit.target.id &&
          isEqual(other.operation, edit.operation),
      )
    );
  }
}

function isMaking({ operation }: Edit): boolean {
  return operation.type === 'create' || operation.type === 'clone';
}
