import {
  fieldsOf,
  isSameRef,
  type Attachment,
  type Edit,
  type EditState,
} from '../../../shared/edits/edit.ts';
import { mergingOf } from '../../../shared/edits/field-merging.ts';
import { foldNext } from '../../../shared/edits/fold.ts';
import { pathsOf, valueAt } from '../../../shared/edits/path.ts';
import type { RecordRef } from '../../../shared/entities/kind.ts';
import { isLocalId } from '../../../shared/entities/local-id.ts';
import { objectOf, objectsOf, textOf, type RawRecord } from '../../../shared/entities/record.ts';
import { assertNever } from '../../../shared/errors.ts';
import { EDIT_ATTEMPTS_MAX } from '../../../shared/limits.ts';
import type { JournalEntry, Settlement } from '../../../shared/store-port.ts';
import { parseInstant } from '../../../shared/time.ts';
import type { Changes } from '../changes.ts';
import { journalOf } from './journal.ts';
import { isInFlight } from './pending.ts';
import { forget, goneThere, rebaseEdits } from './rebase.ts';

/** A record that was changed so soon after it was made was finished by the server itself. */
const UNTOUCHED_MS = 2_000;

type Outcome = Settlement['outcome'];
type Done = Extract<Outcome, { name: 'done' }>;

/** Writes down what became of a unit that was being sent or unsure. A unit that is settled already is left as it is. */
export async function settle(
  changes: Changes,
  { editIds, outcome, journal }: Settlement,
  at: number,
): Promise<void> {
  const edits = editIds
    .map((id) => changes.edit(id))
    .filter((edit): edit is Edit => edit !== undefined && isInFlight(edit))
    .sort((a, b) => a.seq - b.seq);
  if (edits.length === 0) return;
  changes.addJournal(...journal);
  await settleEdits(changes, edits, outcome, journal, at);
}

async function settleEdits(
  changes: Changes,
  edits: readonly Edit[],
  outcome: Outcome,
  journal: readonly JournalEntry[],
  at: number,
): Promise<void> {
  const first = edits[0]!;
  const { target } = first;
  const note = (event: JournalEntry['event'], detail?: string): void => {
    if (journal.some((entry) => entry.event === event)) return;
    changes.addJournal(journalOf(changes, event, first, { at, ...(detail === undefined ? {} : { detail }) }));
  };
  switch (outcome.name) {
    case 'done':
      return settleDone(changes, edits, outcome, at);
    case 'again': {
      const attempts = Math.max(...edits.map((edit) => edit.attempts)) + (outcome.isFailure ? 1 : 0);
      const gaveUp = attempts >= EDIT_ATTEMPTS_MAX;
      const reason = first.state.name === 'unsure' ? first.state.reason : 'no answer';
      const state: EditState = gaveUp
        ? { name: 'parked', at, error: { code: 'gave-up', attempts, reason } }
        : { name: 'queued', notBefore: outcome.notBefore };
      for (const edit of edits) changes.putEdit({ ...edit, attempts, state });
      if (gaveUp) note('given-up');
      break;
    }
    case 'unsure': {
      const state = unsureAfter(first.state, outcome, at);
      for (const edit of edits) changes.putEdit({ ...edit, state });
      if (first.state.name === 'sending') note('unsure', outcome.reason);
      return;
    }
    case 'refused': {
      for (const edit of edits)
        changes.putEdit({ ...edit, state: { name: 'parked', at, error: outcome.error } });
      if (foldsWithNewer(changes, target, edits)) requeue(changes, edits);
      else note('refused', outcome.error.code);
      break;
    }
    case 'question':
      for (const edit of edits)
        changes.putEdit({ ...edit, state: { name: 'question', at, candidates: outcome.candidates } });
      return;
    case 'gone':
      requeue(changes, edits);
      return goneThere(changes, target, outcome.reason, at);
    default:
      return assertNever(outcome);
  }
  await rebaseEdits(changes, target, { at, fresh: false });
}

/** What was asked is on the server: its records are bases now, under its own ids, and what came later is replayed on them. */
export async function settleDone(
  changes: Changes,
  edits: readonly Edit[],
  { records, removed, dropped, fileId }: Done,
  at: number,
): Promise<void> {
  const first = edits[0]!;
  const unit = foldNext(edits).edit ?? first;
  const isCertain = first.state.name === 'sending';
  const made = new Map<number, RecordRef>();
  for (const { kind, localId, record } of records)
    if (localId !== null && isLocalId(localId)) made.set(localId, { kind, id: record.id });
  for (const edit of edits) changes.dropEdit(edit);
  changes.alias(made);
  for (const { kind, record } of records) await changes.putBase(kind, record);
  const target = made.get(first.target.id) ?? first.target;
  changes.addJournal(journalOf(changes, 'sent', first, { at, ref: target }));
  note(changes, target, unit, dropped, at);
  if (unit.operation.type === 'attach' && fileId !== undefined)
    await attached(changes, target, unit.operation.file, fileId, at);
  if (unit.operation.type === 'convert')
    carryFiles(changes, first.target, made.get(unit.operation.contactId));
  for (const ref of removed) await removedByEdit(changes, ref, first.seq, at);
  for (const ref of [target, ...made.values()]) {
    if (removed.some((gone) => isSameRef(gone, ref))) continue;
    const base = await changes.bases.read(ref);
    if (!base) continue;
    const isNew = [...made.values()].some((each) => isSameRef(each, ref));
    // All of a new record comes from its making, until somebody touches it.
    const isOurs = isNew && (isCertain || isUntouched(base));
    adopt(changes, ref, base, isOurs ? null : Object.keys(fieldsOf(unit.operation)));
    await rebaseEdits(changes, ref, { at, fresh: true });
  }
}

/** A file is on the server: no other edit may take it for its own, and it is listed at once, until the list is read again. */
async function attached(
  changes: Changes,
  target: RecordRef,
  file: Attachment,
  id: number,
  at: number,
): Promise<void> {
  changes.claimFile(id);
  const listed = await changes.detailOf(target, 'files');
  const value = objectOf({ value: listed?.value }, 'value');
  if (!listed || !value) return;
  const row = {
    id,
    name: file.name,
    is_shared: file.isShared,
    content_file_size: file.size,
    content_content_type: file.contentType,
    created_at: new Date(at).toISOString(),
  };
  const others = objectsOf(value, 'documents').filter((other) => other['id'] !== id);
  changes.addDetail({ ...listed, value: { ...value, documents: [row, ...others] } });
}

/** What was to be attached to a lead, and could not be before it was converted, is for the contact that it became. */
function carryFiles(changes: Changes, lead: RecordRef, contact: RecordRef | undefined): void {
  if (!contact) return;
  for (const edit of changes.chainOf(lead))
    if (edit.operation.type === 'attach' && !isInFlight(edit))
      changes.putEdit({ ...edit, target: contact, baseRevision: null });
}

/** Whether nobody has changed a record since it was made, as far as its times tell. */
function isUntouched(record: RawRecord): boolean {
  const [created, updated] = [parseInstant(record['created_at']), parseInstant(record['updated_at'])];
  return created !== null && updated !== null && updated - created <= UNTOUCHED_MS;
}

/**
 * Lets later edits of a record start from what the server has made of the one before: it writes some values in its own way, and fills in others. Sets are merged instead.
 * @param paths those that the one before set; null where everything in the record comes from it
 */
function adopt(changes: Changes, ref: RecordRef, base: RawRecord, paths: readonly string[] | null): void {
  const chain = changes.chainOf(ref);
  const takesOver = (path: string): boolean => paths === null || paths.includes(path);
  const set = new Set<string>();
  for (const edit of chain) {
    const isDelete = edit.operation.type === 'delete';
    const own = Object.keys(fieldsOf(edit.operation));
    const taken = isDelete
      ? pathsOf(base).filter(takesOver)
      : own.filter((path) => takesOver(path) && !set.has(path) && mergingOf(ref.kind, path).as === 'value');
    for (const path of own) set.add(path);
    const found = taken
      .map((path) => [path, valueAt(base, path)] as const)
      .filter(([, value]) => value !== undefined);
    const kept = Object.entries(edit.base).filter(([path]) => !taken.includes(path));
    changes.putEdit({
      ...edit,
      base: Object.fromEntries([...kept, ...found]),
      baseRevision: textOf(base, 'updated_at'),
    });
  }
}

/** Notes what was asked and not taken; what was taken this time is not missed any more. */
function note(changes: Changes, target: RecordRef, unit: Edit, dropped: Done['dropped'], at: number): void {
  const before = changes.noticeOf(target)?.fields ?? {};
  const asked = fieldsOf(unit.operation);
  const left = Object.entries(before).filter(([path]) => !Object.hasOwn(asked, path));
  const fields = Object.fromEntries([...left, ...Object.entries(dropped)]);
  const paths = Object.keys(dropped);
  if (left.length < Object.keys(before).length || paths.length > 0)
    changes.setNotice(target, Object.keys(fields).length === 0 ? null : { target, at, fields });
  if (paths.length > 0)
    changes.addJournal(
      journalOf(changes, 'not-taken', unit, {
        at,
        ref: target,
        count: paths.length,
        detail: paths.join(' '),
      }),
    );
}

/** A record is gone by an edit of the rep's own: what was to be changed of it before is moot. */
async function removedByEdit(changes: Changes, ref: RecordRef, seq: number, at: number): Promise<void> {
  for (const edit of changes.chainOf(ref)) {
    if (edit.seq > seq || isInFlight(edit)) continue;
    changes.addJournal(journalOf(changes, 'discarded', edit, { at }));
    changes.dropEdit(edit);
  }
  if (changes.chainOf(ref).length > 0) await goneThere(changes, ref, 'deleted', at);
  else {
    changes.setConflict(ref, null);
    await forget(changes, ref);
  }
}

function unsureAfter(
  before: EditState,
  { reason, notBefore, jobId }: Extract<Outcome, { name: 'unsure' }>,
  at: number,
): EditState {
  if (before.name === 'unsure')
    return { ...before, reason, notBefore, probes: before.probes + 1, jobId: jobId ?? before.jobId };
  const sent = before.name === 'sending' ? before : { since: at, serverTime: at };
  return {
    name: 'unsure',
    sentAt: sent.since,
    serverTime: sent.serverTime,
    reason,
    probes: 0,
    notBefore,
    jobId,
  };
}

/** Whether a newer edit goes in one request with refused ones: it may mend them. */
function foldsWithNewer(changes: Changes, target: RecordRef, edits: readonly Edit[]): boolean {
  const chain = changes.chainOf(target);
  if (!chain.some(({ state }) => state.name === 'queued')) return false;
  return foldNext(chain).edits.length > edits.length;
}

function requeue(changes: Changes, edits: readonly Edit[]): void {
  for (const edit of edits) changes.putEdit({ ...edit, state: { name: 'queued', notBefore: null } });
}
