import {
  fieldsOf,
  type Edit,
  type Fields,
  type NewEdit,
  type Operation,
} from '../../../shared/edits/edit.ts';
import { pathsOf, valueAt } from '../../../shared/edits/path.ts';
import { localIdsIn, withServerIds } from '../../../shared/edits/references.ts';
import { isSaidWith } from '../../../shared/edits/said-with.ts';
import { sameField } from '../../../shared/edits/same-field.ts';
import { withFields } from '../../../shared/edits/set-fields.ts';
import { validate, type AccountRules } from '../../../shared/edits/validate.ts';
import type { RecordKind, RecordRef } from '../../../shared/entities/kind.ts';
import type { IdentifiedRecord, RawRecord } from '../../../shared/entities/record.ts';
import { textOf } from '../../../shared/entities/record.ts';
import type { EditAnswer, Problem } from '../../../shared/store-port.ts';
import type { Changes } from '../changes.ts';
import { resolved } from '../session.ts';
import { shownOf } from '../shown.ts';
import { copiedFields } from './copied-fields.ts';
import { dependsOn } from './dependencies.ts';
import { journalOf } from './journal.ts';
import { isInFlight } from './pending.ts';
import { distinct, goneThere, rebaseEdits } from './rebase.ts';

/** What saving needs of its surroundings. */
export interface EditPorts {
  /** Epoch milliseconds. */
  now(): number;
  newId(): string;
  readonly rules: AccountRules;
}

/**
 * Saves the rep's changes, all or none: checks each against the account's rules as if those before were done, gives out ids, and notes what it found and what it waits for.
 */
export async function saveEdits(
  changes: Changes,
  edits: readonly NewEdit[],
  ports: EditPorts,
): Promise<EditAnswer> {
  const now = ports.now();
  await changes.bases.readAhead(edits.flatMap((edit) => wantedBases(changes, edit)));
  const problems: (Problem & { at: number })[] = [];
  const targets: RecordRef[] = [];
  const made: Edit[] = [];
  for (const [at, asked] of edits.entries()) {
    const begun = await begin(changes, asked);
    if (!begun) {
      problems.push({ at, field: null, code: 'not-here', limit: null });
      continue;
    }
    const { target, operation, before } = begun;
    if (operation.type === 'restore' && takeBackDelete(changes, target, now)) {
      targets.push(target);
      continue;
    }
    const edit: Edit = {
      id: ports.newId(),
      seq: changes.takeSeq(),
      target,
      operation,
      base: baseOf(operation, before, await changes.bases.read(target)),
      baseRevision: textOf((await changes.bases.read(target)) ?? {}, 'updated_at'),
      madeAt: now,
      title: '',
      dependsOn: dependsOn(changes, target, operation),
      batch: null,
      attempts: 0,
      state: { name: 'queued', notBefore: null },
    };
    const after = shownOf(changes.session, target, await changes.bases.read(target), [
      ...changes.editsOf(target),
      edit,
    ]);
    const found = validate(target.kind, operation, after, ports.rules);
    for (const problem of found) problems.push({ at, ...problem });
    if (operation.type === 'attach' && found.length === 0 && !changes.takePieces(operation.file))
      problems.push({ at, field: 'file', code: 'not-here', limit: null });
    targets.push(target);
    if (operation.type === 'update' && Object.keys(operation.fields).length === 0) continue;
    const named = { ...edit, title: changes.titleOf(target, after ?? before) };
    changes.putEdit(named);
    made.push(named);
  }
  if (problems.length > 0) return { saved: false, problems };
  batch(changes, made, ports);
  const mending = targets.filter((_, at) => edits[at]?.operation.type !== 'attach');
  for (const target of distinct(mending)) await mend(changes, target, now);
  return { saved: true, editIds: made.map(({ id }) => id), targets };
}

/** A record whose deletion has not been sent is restored by taking that back. */
function takeBackDelete(changes: Changes, target: RecordRef, at: number): boolean {
  const last = changes.chainOf(target).at(-1);
  if (last?.operation.type !== 'delete' || isInFlight(last)) return false;
  changes.addJournal(journalOf(changes, 'undone', last, { at }));
  changes.dropEdit(last);
  return true;
}

function wantedBases({ session }: Changes, { target, operation }: NewEdit): RecordRef[] {
  const refs: RecordRef[] = [];
  if (target.id !== null) refs.push(resolved(session, { kind: target.kind, id: target.id }));
  if (operation.type === 'clone') refs.push(resolved(session, { kind: target.kind, id: operation.sourceId }));
  return refs;
}

interface Begun {
  readonly target: RecordRef;
  readonly operation: Operation;
  /** What is shown of the target now. */
  readonly before: IdentifiedRecord | null;
}

/** Gives out local ids, and puts in what the rep's screen cannot know; null where the record is not here. */
async function begin(changes: Changes, { target, operation: asked }: NewEdit): Promise<Begun | null> {
  const operation = withServerIds(asked, knownIds(changes, asked));
  const { kind } = target;
  switch (operation.type) {
    case 'create': {
      const ref = { kind, id: changes.takeLocalId() };
      return { target: ref, operation, before: null };
    }
    case 'clone': {
      const source = await changes.viewOf({ kind, id: operation.sourceId });
      if (!source) return null;
      // What follows from a field that is given anew follows from the new one.
      const fields = { ...copiedFields(withFields(kind, source, operation.fields)), ...operation.fields };
      return {
        target: { kind, id: changes.takeLocalId() },
        operation: { ...operation, fields },
        before: null,
      };
    }
    case 'upsert': {
      if (target.id === null) return { target: { kind, id: changes.takeLocalId() }, operation, before: null };
      break;
    }
    case 'convert':
    case 'update':
    case 'delete':
    case 'team':
    case 'restore':
    case 'attach':
      break;
  }
  if (target.id === null) return null;
  const ref = resolved(changes.session, { kind, id: target.id });
  const before = await changes.viewOf(ref);
  switch (operation.type) {
    case 'restore': {
      const base = await changes.bases.read(ref);
      return base && { target: ref, operation, before };
    }
    case 'convert': {
      const contactId = changes.takeLocalId();
      const dealId = operation.deal === null ? null : changes.takeLocalId();
      return before && { target: ref, operation: { ...operation, contactId, dealId }, before };
    }
    case 'update': {
      if (!before) return null;
      const fields = changedFields(kind, operation.fields, before, changes.editsOf(ref));
      return { target: ref, operation: { ...operation, fields }, before };
    }
    case 'upsert':
    case 'delete':
    case 'team':
    case 'attach':
      return before && { target: ref, operation, before };
  }
}

/** What the local ids in an operation have become, where the server has given its own since the screen learnt them. */
function knownIds({ session }: Changes, operation: NewEdit['operation']): Map<number, number> {
  const ids = new Map<number, number>();
  if (session.aliases.size === 0) return ids;
  const mentioned = localIdsIn({
    target: { kind: 'leads', id: 0 },
    operation: operation.type === 'convert' ? { ...operation, contactId: 0, dealId: null } : operation,
  });
  for (const localId of mentioned) {
    const ref = session.aliases.get(localId);
    if (ref) ids.set(localId, ref.id);
  }
  return ids;
}

/** The fields that an update changes indeed. With them go those that only an edit which may still be taken back has made so. */
function changedFields(
  kind: RecordKind,
  fields: Fields,
  before: RawRecord,
  pending: readonly Edit[],
): Fields {
  const isChange = (path: string): boolean => !sameField(kind, path, valueAt(before, path), fields[path]);
  if (!Object.keys(fields).some(isChange)) return {};
  const isPending = (path: string): boolean =>
    pending.some(({ operation }) => operation.type === 'update' && Object.hasOwn(operation.fields, path));
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([path]) => isChange(path) || isPending(path) || isSaidWith(path, fields, isChange),
    ),
  );
}

/** What an edit found: the fields it sets, or takes along; of a record that it deletes, everything the server had said. */
function baseOf(operation: Operation, before: RawRecord | null, base: RawRecord | null): Fields {
  if (operation.type === 'delete') return valuesAt(base ?? {}, pathsOf(base ?? {}));
  if (operation.type === 'convert') return valuesAt(before ?? {}, Object.keys(operation.fields));
  return before === null ? {} : valuesAt(before, Object.keys(fieldsOf(operation)));
}

function valuesAt(record: RawRecord, paths: readonly string[]): Fields {
  return Object.fromEntries(
    paths.map((path) => [path, valueAt(record, path)] as const).filter(([, value]) => value !== undefined),
  );
}

/** Marks edits of one kind on several records as made by one action: they are sent together where the API can. */
function batch(changes: Changes, made: readonly Edit[], ports: EditPorts): void {
  for (const edits of Map.groupBy(made, (edit) => edit.operation.type).values()) {
    if (distinct(edits.map((edit) => edit.target)).length < 2) continue;
    const id = ports.newId();
    for (const edit of edits) changes.putEdit({ ...edit, batch: id });
  }
}

/** A new edit mends what stood still on its target: parked edits go again, a conflict is looked at anew. A file neither mends nor is mended by what is in the record's fields. */
async function mend(changes: Changes, target: RecordRef, at: number): Promise<void> {
  for (const edit of changes.chainOf(target)) {
    if (edit.state.name === 'parked' && edit.operation.type !== 'attach')
      changes.putEdit({
        ...edit,
        attempts: Math.min(1, edit.attempts),
        state: { name: 'queued', notBefore: null },
      });
  }
  const conflict = changes.conflictOf(target);
  if (!conflict) return;
  const isDeletedNow = changes.chainOf(target).at(-1)?.operation.type === 'delete';
  if (conflict.what.kind === 'gone-there' && isDeletedNow)
    await goneThere(changes, target, conflict.what.reason, at);
  else await rebaseEdits(changes, target, { at, fresh: false });
}
