import { fieldsOf, isSameRef, type Conflict, type Edit } from '../../../shared/edits/edit.ts';
import { viewOf } from '../../../shared/edits/view.ts';
import { refKey, type RecordKind, type RecordRef } from '../../../shared/entities/kind.ts';
import { RECORD_DEFINITIONS } from '../../../shared/entities/kinds.ts';
import { isLocalId } from '../../../shared/entities/local-id.ts';
import type {
  ConflictsValue,
  DetailsValue,
  JournalEntry,
  JournalValue,
  OutboxEntry,
  OutboxValue,
  RecordValue,
  ViewsValue,
} from '../../../shared/store-port.ts';
import { namesIn, namesInFields } from '../index/records.ts';
import { isInFlight } from '../outbox/pending.ts';
import { readDetails } from '../read-details.ts';
import { outboxCounts, readBase, resolved, type Session } from '../session.ts';
import { shownOf } from '../shown.ts';
import { compareText } from '../text/compare.ts';
import { accountViews } from './account-views.ts';

/** A record as a detail page sees it: its view, what is pending of it, and the names of what it refers to. */
export async function recordValue(session: Session, asked: RecordRef): Promise<RecordValue> {
  const ref = resolved(session, asked);
  const key = refKey(ref);
  const base = await readBase(session, ref);
  const edits = session.outbox.of(key);
  const view = shownOf(session, ref, base, edits);
  const ending = view ? undefined : edits.findLast(ends);
  const record = view ?? (ending ? viewOf(ref, base, edits.slice(0, edits.indexOf(ending))) : null);
  const own = edits.filter(({ target }) => isSameRef(target, ref));
  return {
    type: 'record',
    record,
    title: (record && RECORD_DEFINITIONS[ref.kind].title(record)) ?? '',
    names: record ? namesIn(ref.kind, session.index.names, record) : {},
    id: ref.id,
    pending: {
      isLocal: isLocalId(ref.id) && record !== null,
      isDeleted: ending !== undefined,
      fields: [...new Set(own.flatMap(({ operation }) => Object.keys(fieldsOf(operation))))],
      editIds: edits.map(({ id }) => id),
    },
    conflict: session.conflicts.get(key) ?? null,
    notice: session.notices.get(key) ?? null,
    pinned: session.pins.has(key),
  };
}

/** Whether an edit takes its target out of sight. */
function ends({ operation }: Edit): boolean {
  return operation.type === 'delete' || operation.type === 'convert';
}

export function outboxValue(session: Session): OutboxValue {
  return {
    type: 'outbox',
    entries: [...session.outbox.all()].map((edit) => outboxEntry(session, edit)),
    counts: outboxCounts(session),
    unreadable: session.unreadable.edits.size + session.unreadable.conflicts.size,
  };
}

export function outboxEntry(session: Session, edit: Edit): OutboxEntry {
  const { target, operation, dependsOn } = edit;
  const waits = dependsOn.some((id) => {
    const other = session.outbox.get(id);
    return other !== undefined && !isSameRef(other.target, target);
  });
  return {
    edit,
    title: session.index.of(target.kind).titleOf(target.id) ?? edit.title,
    names: {
      ...namesInFields(target.kind, session.index.names, edit.base),
      ...namesInFields(target.kind, session.index.names, fieldsOf(operation)),
    },
    heldBy: session.conflicts.has(refKey(target)) ? 'conflict' : waits ? 'dependency' : null,
    undoable: !isInFlight(edit),
  };
}

export function conflictsValue(session: Session): ConflictsValue {
  return {
    type: 'conflicts',
    conflicts: [...session.conflicts.values()].map((conflict) => ({
      conflict,
      names: namesInConflict(session, conflict),
    })),
  };
}

function namesInConflict(session: Session, { target, what }: Conflict): Record<string, string> {
  if (what.kind === 'gone-there') return {};
  const names: Record<string, string> = {};
  for (const side of ['base', 'mine', 'theirs'] as const) {
    const values = Object.fromEntries(
      Object.entries(what.fields).map(([path, field]) => [path, { mine: undefined, ...field }[side]]),
    );
    Object.assign(names, namesInFields(target.kind, session.index.names, values));
  }
  return names;
}

/** Whether an entry tells of a record, under the id that it has or under the one it had before the server gave it one. */
function isAbout(session: Session, { kind, id }: JournalEntry, ref: RecordRef): boolean {
  return kind !== null && id !== null && isSameRef(resolved(session, { kind, id }), ref);
}

/**
 * The newest entries of the journal, of a record or of all.
 * @throws AppError `storage`
 */
export async function journalValue(
  session: Session,
  { limit, ref: asked }: { readonly limit: number; readonly ref: RecordRef | null },
): Promise<JournalValue> {
  const ref = asked && resolved(session, asked);
  const entries = await session.journal.newest(session.database.relaxed, session.safe, {
    limit,
    matches: (entry) => ref === null || isAbout(session, entry, ref),
  });
  return { type: 'journal', entries };
}

/** The rep's views of a kind by their places, and the account's. */
export function viewsValue(session: Session, kind: RecordKind): ViewsValue {
  return {
    type: 'views',
    kind,
    views: [...session.views.values()]
      .filter((view) => view.kind === kind)
      .sort((a, b) => a.position - b.position || compareText(a.name, b.name)),
    account: accountViews(kind, session.configuration),
  };
}

/** @throws AppError `storage` */
export async function detailsValue(session: Session, asked: RecordRef): Promise<DetailsValue> {
  return { type: 'details', details: await readDetails(session, resolved(session, asked)) };
}
