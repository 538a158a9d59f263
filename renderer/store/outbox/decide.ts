import { isSameRef, type Edit, type Operation, type Resolution } from '../../../shared/edits/edit.ts';
import { resolve } from '../../../shared/edits/merge.ts';
import type { RecordRef } from '../../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../../shared/entities/record.ts';
import { kindOfModel } from '../../../shared/entities/target.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Changes } from '../changes.ts';
import { shownOf } from '../shown.ts';
import { copiedFields } from './copied-fields.ts';
import { dependsOn } from './dependencies.ts';
import { journalOf } from './journal.ts';
import { isInFlight } from './pending.ts';
import { forget, rebaseEdits, takeOver } from './rebase.ts';
import { settleDone } from './settle.ts';

interface Surroundings {
  /** Now, epoch milliseconds. */
  readonly at: number;
  newId(): string;
}

/**
 * Decides a conflict as the rep wants it.
 * @throws AppError `not-found` where there is none, `bad-call` where it cannot be decided so
 */
export async function resolveConflict(
  changes: Changes,
  target: RecordRef,
  resolution: Resolution,
  surroundings: Surroundings,
): Promise<void> {
  const conflict = changes.conflictOf(target);
  const chain = changes.chainOf(target);
  const first = chain[0];
  if (!conflict || !first) throw new AppError({ code: 'not-found' });
  const { at } = surroundings;
  if (conflict.what.kind === 'gone-there') {
    if (resolution.kind === 'recreate') await recreate(changes, target, chain, surroundings);
    else if (resolution.kind === 'theirs') await letGo(changes, target, chain, at);
    else throw badResolution(resolution);
  } else {
    if (resolution.kind === 'recreate') throw badResolution(resolution);
    const base = await changes.bases.read(target);
    const rebased = resolve(chain, conflict, resolution, base);
    takeOver(changes, rebased, at);
    changes.setConflict(target, rebased.conflict && { ...conflict, what: rebased.conflict });
    // Policies and what has come meanwhile have their say.
    if (!rebased.conflict) await rebaseEdits(changes, target, { at, fresh: false });
  }
  changes.addJournal(journalOf(changes, 'resolved', first, { at, detail: resolution.kind }));
}

function badResolution({ kind }: Resolution): AppError {
  return new AppError({ code: 'bad-call', reason: `this conflict cannot be decided by ${kind}` });
}

/** Lets a record go that is gone on the server, and what was to be changed of it. */
async function letGo(changes: Changes, target: RecordRef, chain: readonly Edit[], at: number): Promise<void> {
  for (const edit of chain) {
    changes.addJournal(journalOf(changes, 'discarded', edit, { at }));
    changes.dropEdit(edit);
  }
  changes.setConflict(target, null);
  await forget(changes, target);
}

/** Makes a record anew that is gone on the server: one edit with everything that is shown of it takes the place of its edits. */
async function recreate(
  changes: Changes,
  target: RecordRef,
  chain: readonly Edit[],
  { at, newId }: Surroundings,
): Promise<void> {
  const view = await changes.viewOf(target);
  if (!view) throw new AppError({ code: 'not-found' });
  const ref = { kind: target.kind, id: changes.takeLocalId() };
  const operation: Operation = { type: 'create', fields: copiedFields(view) };
  const files = chain.filter((edit) => edit.operation.type === 'attach');
  for (const edit of chain) if (!files.includes(edit)) changes.dropEdit(edit);
  changes.setConflict(target, null);
  await forget(changes, target);
  const id = newId();
  changes.putEdit({
    id,
    seq: changes.takeSeq(),
    target: ref,
    operation,
    base: {},
    baseRevision: null,
    madeAt: at,
    title: changes.titleOf(target, view),
    dependsOn: dependsOn(changes, ref, operation),
    batch: null,
    attempts: 0,
    state: { name: 'queued', notBefore: null },
  });
  for (const edit of files)
    changes.putEdit({
      ...edit,
      // After the edit that it waits for.
      seq: changes.takeSeq(),
      target: ref,
      baseRevision: null,
      dependsOn: [...edit.dependsOn, id],
      state: { name: 'queued', notBefore: null },
    });
  follow(changes, target, ref, id);
}

/** What was to be added to a record that is gone, a note or a task, is added to the one that takes its place. */
function follow(changes: Changes, gone: RecordRef, instead: RecordRef, makerId: string): void {
  for (const edit of changes.allEdits()) {
    const { operation } = edit;
    if (operation.type !== 'create' || isInFlight(edit)) continue;
    const { targetable_id: id, targetable_type: type } = operation.fields;
    if (id !== gone.id || typeof type !== 'string' || kindOfModel(type) !== gone.kind) continue;
    const fields = { ...operation.fields, targetable_id: instead.id };
    changes.putEdit({
      ...edit,
      operation: { ...operation, fields },
      dependsOn: [...edit.dependsOn, makerId],
    });
  }
}

/**
 * Takes the rep's answer to a question: the record that an edit has made, or null to send it again.
 * @throws AppError `not-found` where the edit asks nothing
 */
export async function answerQuestion(
  changes: Changes,
  editId: string,
  recordId: number | null,
  at: number,
): Promise<void> {
  const asking = changes.edit(editId);
  if (asking?.state.name !== 'question') throw new AppError({ code: 'not-found' });
  const edits = changes
    .chainOf(asking.target)
    .filter((edit) => edit.state.name === 'question' && isSameRef(edit.target, asking.target));
  if (recordId === null) {
    for (const edit of edits)
      changes.putEdit({
        ...edit,
        attempts: Math.max(1, edit.attempts),
        state: { name: 'queued', notBefore: null },
      });
    await rebaseEdits(changes, asking.target, { at, fresh: false });
    return;
  }
  const { target } = asking;
  if (asking.operation.type === 'attach') {
    // What is found on the server is a file of the record.
    const found = { name: 'done' as const, records: [], removed: [], dropped: {}, fileId: recordId };
    await settleDone(changes, edits, found, at);
    return;
  }
  const ref = { kind: target.kind, id: recordId };
  const known =
    (await changes.bases.read(ref)) ??
    asServerMayHaveIt(shownOf(changes.session, target, await changes.bases.read(target), edits), recordId);
  const records = known ? [{ kind: target.kind, localId: target.id, record: known }] : [];
  await settleDone(changes, edits, { name: 'done', records, removed: [], dropped: {} }, at);
}

/** What a record is taken to be until it is read the next time: what was asked for. Its times are the server's to say. */
function asServerMayHaveIt(view: IdentifiedRecord | null, id: number): IdentifiedRecord | null {
  if (!view) return null;
  const { created_at: _created, updated_at: _updated, ...rest } = view;
  return { ...rest, id };
}
