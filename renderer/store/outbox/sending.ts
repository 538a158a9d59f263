import type { Edit, EditState } from '../../../shared/edits/edit.ts';
import { foldNext } from '../../../shared/edits/fold.ts';
import { refKey, type RecordRef } from '../../../shared/entities/kind.ts';
import type { Unit } from '../../../shared/store-port.ts';
import type { Changes } from '../changes.ts';
import { journalOf } from './journal.ts';
import { MakingsInFlight, nextRun } from './next-run.ts';

/**
 * The units that may be sent now, in the order of their first edits, and when the earliest of the others is due by time alone. What comes to nothing is done on the way, without a
 * request, and what can never be sent is parked.
 */
export async function readyUnits(
  changes: Changes,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<{ units: Unit[]; next: number | null }> {
  const makings = new MakingsInFlight(changes);
  const found: { edits: readonly Edit[]; edit: Edit }[] = [];
  const seen = new Set<string>();
  let next: number | null = null;
  for (const { id } of changes.allEdits()) {
    const edit = changes.edit(id);
    if (!edit || edit.state.name !== 'queued' || seen.has(refKey(edit.target))) continue;
    seen.add(refKey(edit.target));
    if (found.length >= limit) break;
    let run = nextRun(changes, edit.target, now);
    while (run.name === 'nothing-left' || run.name === 'orphaned') {
      if (run.name === 'orphaned') park(changes, run.edits, now);
      else finishUnsent(changes, run.edits, now);
      run = nextRun(changes, edit.target, now);
    }
    if (run.name === 'send' && !makings.hasEqual(run.edit)) found.push(run);
    if (run.name === 'wait' && run.until !== null) next = Math.min(next ?? Infinity, run.until);
  }
  const units: Unit[] = [];
  await changes.bases.readAhead(found.flatMap(({ edit }) => basesOf(edit)));
  for (const { edits, edit } of found) units.push(await unitOf(changes, edits, edit));
  return { units, next };
}

/**
 * Marks units as being sent. Those that are no longer exactly what goes next about their record are left out.
 * @returns them as they are now
 */
export async function beginUnits(
  changes: Changes,
  input: {
    readonly units: readonly (readonly string[])[];
    readonly now: number;
    readonly serverTime: number;
  },
): Promise<Unit[]> {
  const { now, serverTime } = input;
  const makings = new MakingsInFlight(changes);
  const begun: Unit[] = [];
  for (const ids of input.units) {
    const first = changes.edit(ids[0]!);
    const run = first && nextRun(changes, first.target, now);
    if (run?.name !== 'send' || makings.hasEqual(run.edit) || !isSameSet(run.edits, ids)) continue;
    const state: EditState = { name: 'sending', since: now, serverTime };
    for (const edit of run.edits) changes.putEdit({ ...edit, state });
    makings.add(run.edit);
    begun.push(await unitOf(changes, run.edits, { ...run.edit, state }));
  }
  return begun;
}

/** What was being sent when the engine ended is unsure. */
export function recoverEdits(changes: Changes, now: number): number {
  let count = 0;
  for (const edit of changes.allEdits()) {
    if (edit.state.name !== 'sending') continue;
    const { since, serverTime } = edit.state;
    changes.putEdit({
      ...edit,
      state: {
        name: 'unsure',
        sentAt: since,
        serverTime,
        reason: 'interrupted',
        probes: 0,
        notBefore: now,
        jobId: null,
      },
    });
    changes.addJournal(journalOf(changes, 'unsure', edit, { at: now, detail: 'interrupted' }));
    count++;
  }
  return count;
}

/** Units that are unsure, as they were sent, oldest first. */
export async function unsureUnits(changes: Changes): Promise<Unit[]> {
  const chains = new Map<string, Edit[]>();
  for (const edit of changes.allEdits()) {
    if (edit.state.name !== 'unsure') continue;
    const key = refKey(edit.target);
    const chain = chains.get(key);
    if (chain) chain.push(edit);
    else chains.set(key, [edit]);
  }
  const units: Unit[] = [];
  for (const chain of chains.values()) {
    const first = chain[0]!;
    units.push(await unitOf(changes, chain, { ...(foldNext(chain).edit ?? first), state: first.state }));
  }
  return units.sort((a, b) => sentAt(a) - sentAt(b));
}

function sentAt({ edit: { state } }: Unit): number {
  return state.name === 'unsure' ? state.sentAt : 0;
}

async function unitOf(changes: Changes, edits: readonly Edit[], edit: Edit): Promise<Unit> {
  const { operation, target } = edit;
  return {
    editIds: edits.map(({ id }) => id),
    edit,
    base: await changes.bases.read(target),
    source:
      operation.type === 'clone'
        ? await changes.bases.read({ kind: target.kind, id: operation.sourceId })
        : null,
  };
}

function basesOf({ target, operation }: Edit): RecordRef[] {
  return operation.type === 'clone' ? [{ kind: target.kind, id: operation.sourceId }] : [target];
}

function isSameSet(edits: readonly Edit[], ids: readonly string[]): boolean {
  return edits.length === ids.length && edits.every(({ id }) => ids.includes(id));
}

/** Ends edits that cancel out. */
function finishUnsent(changes: Changes, edits: readonly Edit[], at: number): void {
  for (const edit of edits) {
    changes.addJournal(journalOf(changes, 'already-there', edit, { at }));
    changes.dropEdit(edit);
  }
}

/** Parks edits that speak of a record which will never be. */
function park(changes: Changes, edits: readonly Edit[], at: number): void {
  for (const edit of edits) {
    changes.putEdit({ ...edit, state: { name: 'parked', at, error: { code: 'not-found' } } });
    changes.addJournal(journalOf(changes, 'refused', edit, { at, detail: 'not-found' }));
  }
}

/** Lets edits go at once: parked ones begin anew, waiting ones wait no longer. */
export function retryEdits(changes: Changes, ids: readonly string[], now: number): void {
  for (const id of ids) {
    const asked = changes.edit(id);
    if (!asked) continue;
    // What was refused together goes together; a file always goes alone.
    const isFile = ({ operation }: Edit): boolean => operation.type === 'attach';
    const together = isFile(asked) ? [asked] : changes.chainOf(asked.target).filter((edit) => !isFile(edit));
    for (const edit of together) {
      const { state } = edit;
      if (state.name === 'parked')
        changes.putEdit({
          ...edit,
          attempts: Math.min(1, edit.attempts),
          state: { name: 'queued', notBefore: null },
        });
      else if (state.name === 'queued' && state.notBefore !== null)
        changes.putEdit({ ...edit, state: { name: 'queued', notBefore: null } });
      else if (state.name === 'unsure' && state.notBefore > now)
        changes.putEdit({ ...edit, state: { ...state, notBefore: now } });
    }
  }
}
