import type { Edit, Policies } from '../../../shared/edits/edit.ts';
import { rebase } from '../../../shared/edits/merge.ts';
import { refKey, type RecordRef } from '../../../shared/entities/kind.ts';
import { idOf, textOf, type IdentifiedRecord } from '../../../shared/entities/record.ts';
import type { Changes } from '../changes.ts';
import { isEqual } from '../equal.ts';
import { journalOf } from './journal.ts';
import { isInFlight } from './pending.ts';

/**
 * Replays the queued and parked edits of a record on its base as it is now: what the server has already is done, what both sides changed is a conflict. While one of them may be at
 * the server, nothing is replayed: the others are when that has ended.
 * @param fresh whether the server has just said what it has: a record that was gone is there again then
 */
export async function rebaseEdits(
  changes: Changes,
  ref: RecordRef,
  { at, fresh, policies }: { readonly at: number; readonly fresh: boolean; readonly policies?: Policies },
): Promise<void> {
  const chain = changes.chainOf(ref);
  const standing = changes.conflictOf(ref);
  if (chain.length === 0) {
    changes.setConflict(ref, null);
    return;
  }
  if (chain.some(isInFlight)) return;
  if (standing?.what.kind === 'gone-there' && !fresh) return;
  const base = await changes.bases.read(ref);
  if (!base) return;
  const rebased = rebase(chain, base, policies ?? changes.session.policies);
  takeOver(changes, rebased, at);
  changes.setConflict(
    ref,
    rebased.conflict && {
      target: ref,
      title: changes.titleOf(ref, base),
      at: standing?.at ?? at,
      ...whose(base),
      what: rebased.conflict,
    },
  );
  if (rebased.conflict && !standing) {
    const fields = rebased.conflict.kind === 'gone-there' ? [] : Object.keys(rebased.conflict.fields);
    changes.addJournal(
      journalOf(changes, 'conflict', chain[0]!, { at, count: fields.length, detail: fields.join(' ') }),
    );
  }
}

/** Takes over edits as they are after a replay. */
export function takeOver(
  changes: Changes,
  { chain, done }: { readonly chain: readonly Edit[]; readonly done: readonly Edit[] },
  at: number,
): void {
  for (const edit of done) {
    const before = changes.edit(edit.id);
    if (!before) continue;
    changes.addJournal(journalOf(changes, 'already-there', before, { at }));
    changes.dropEdit(before);
  }
  for (const edit of chain) {
    const before = changes.edit(edit.id);
    if (before && !isEqual(before, edit)) changes.putEdit(edit);
  }
}

/**
 * Notes that a record is gone on the server, or out of this user's sight. Without edits it goes here too; a delete is done by it; otherwise its base stays, and the rep
 * is asked.
 */
export async function goneThere(
  changes: Changes,
  ref: RecordRef,
  why: 'deleted' | 'invisible' | 'erased',
  at: number,
): Promise<void> {
  const isErased = why === 'erased';
  const reason = isErased ? 'deleted' : why;
  const chain = changes.chainOf(ref);
  if (chain.some(isInFlight)) return;
  const lastDelete = chain.findLastIndex(({ operation }) => operation.type === 'delete');
  const lastRestore = chain.findLastIndex(({ operation }) => operation.type === 'restore');
  if (lastRestore > lastDelete && !isErased) {
    await markDeleted(changes, ref);
    return;
  }
  // Whether what this user does not see any more is deleted, only the sending can tell.
  if (lastDelete >= 0 && reason === 'invisible') return;
  if (chain.length === 0 || lastDelete >= 0) {
    for (const edit of chain) {
      const event = edit.operation.type === 'delete' ? 'already-there' : 'discarded';
      changes.addJournal(journalOf(changes, event, edit, { at }));
      changes.dropEdit(edit);
    }
    changes.setConflict(ref, null);
    if (isErased) await erase(changes, ref);
    else await forget(changes, ref);
    return;
  }
  const base = await changes.bases.read(ref);
  const standing = changes.conflictOf(ref);
  if (standing?.what.kind === 'gone-there' && standing.what.reason === reason) return;
  changes.setConflict(ref, {
    target: ref,
    title: changes.titleOf(ref, base),
    at,
    theirsAt: null,
    theirsBy: null,
    what: { kind: 'gone-there', reason },
  });
  changes.addJournal(journalOf(changes, 'conflict', chain[0]!, { at, detail: reason }));
}

/** Lets go of a record that is gone on the server; those that can be restored stay, marked and out of all lists. */
export async function forget(changes: Changes, ref: RecordRef): Promise<void> {
  if (ref.kind === 'products' || ref.kind === 'cpq_documents') await markDeleted(changes, ref);
  else await changes.removeBase(ref);
}

async function erase(changes: Changes, ref: RecordRef): Promise<void> {
  changes.setPin(ref, null);
  await changes.removeBase(ref);
}

async function markDeleted(changes: Changes, ref: RecordRef): Promise<void> {
  const base = await changes.bases.read(ref);
  if (base) await changes.putBase(ref.kind, { ...base, is_deleted: true });
}

function whose(base: IdentifiedRecord) {
  return { theirsAt: textOf(base, 'updated_at'), theirsBy: idOf(base, 'updater_id') };
}

/** One reference for each record, in the order they came. */
export function distinct(refs: Iterable<RecordRef>): RecordRef[] {
  return [...new Map([...refs].map((ref) => [refKey(ref), ref])).values()];
}
