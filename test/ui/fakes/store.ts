import type { Conflict, Edit, NewEdit, Notice, Policies } from '../../../shared/edits/edit.ts';
import {
  RECORD_KINDS,
  refKey,
  type Kind,
  type RecordKind,
  type RecordRef,
} from '../../../shared/entities/kind.ts';
import { RECORD_DEFINITIONS } from '../../../shared/entities/kinds.ts';
import { FIRST_LOCAL_ID } from '../../../shared/entities/local-id.ts';
import { idOf, type IdentifiedRecord } from '../../../shared/entities/record.ts';
import { SELECTOR_OF_FIELD } from '../../../shared/entities/selectors.ts';
import type { AppError } from '../../../shared/errors.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { storeForUi, type StoreForUiClient, type StoreForUiHandlers } from '../../../shared/rpc/contract.ts';
import { createDispatch } from '../../../shared/rpc/dispatch.ts';
import {
  nameKey,
  type AccountView,
  type ConflictsValue,
  type Detail,
  type Duplicate,
  type EditAnswer,
  type FlightValue,
  type Hit,
  type JournalEntry,
  type OutboxCounts,
  type OutboxEntry,
  type Pinned,
  type RecordValue,
  type UndoAnswer,
  type View,
  type WatchSpec,
  type WatchValue,
} from '../../../shared/store-port.ts';
import { FakeLists, matching, titleOf } from './lists.ts';
import { labelOf, type MadeUp } from './records.ts';

/** What a store holds beside records. Nothing follows from an edit: a test says what there is. */
export interface Pending {
  readonly outbox: readonly OutboxEntry[];
  /** Changes that the disk has broken. */
  readonly unreadable: number;
  readonly conflicts: ConflictsValue['conflicts'];
  readonly journal: readonly JournalEntry[];
  readonly policies: Policies;
  readonly details: readonly Detail[];
  readonly duplicates: readonly Duplicate[];
  /** What a record's watch says of its changes, by `refKey`. */
  readonly marks: Readonly<Record<string, RecordMarks>>;
  readonly views: readonly View[];
  readonly accountViews: Readonly<Partial<Record<RecordKind, readonly AccountView[]>>>;
  readonly pins: readonly Pinned[];
  readonly flight: FlightValue;
}
export interface RecordMarks {
  readonly pending?: Partial<RecordValue['pending']>;
  readonly conflict?: Conflict;
  readonly notice?: Notice;
  /** The id that the server has given. */
  readonly id?: number;
}

/** A store in memory that answers as the contract says, slowly and plainly. */
export interface FakeStore {
  readonly client: StoreForUiClient;
  /** Every call that came, by name. */
  readonly calls: string[];
  /** The same with what was asked. */
  readonly asked: { readonly name: string; readonly input: unknown }[];
  /** Everything that `edit` was called with, in order. */
  readonly edits: NewEdit[];
  /** Says what there is beside records, and tells the watches. */
  put(part: Partial<Pending>): void;
  /** What the next `edit` answers, in place of having saved. */
  nextEdit(answer: EditAnswer): void;
  /** What the next `edit.undo` answers, in place of having undone that one edit. */
  nextUndo(answer: UndoAnswer): void;
  /** The questions that are being watched now. */
  watching(): readonly WatchSpec[];
  /** Changes records and tells the watches. */
  change(kind: RecordKind, records: readonly IdentifiedRecord[]): void;
  /** Makes the next call of this name fail. */
  failNext(name: string, error: AppError): void;
  /** What is being written, by what it is written in. */
  readonly drafts: Map<string, string>;
  /** Holds back all answers until the function it gives is called. */
  hold(): () => void;
}

const NO_RECORDS: Readonly<Record<RecordKind, readonly IdentifiedRecord[]>> = {
  leads: [],
  contacts: [],
  sales_accounts: [],
  deals: [],
  tasks: [],
  appointments: [],
  sales_activities: [],
  notes: [],
  phone_calls: [],
  products: [],
  cpq_documents: [],
};

export function fakeStore(
  { records: given, configuration }: MadeUp,
  absent: readonly Kind[] = [],
): FakeStore {
  /** What is being written, by what it is written in; it is there again for the next page. */
  const drafts = new Map<string, string>();
  const records: Record<RecordKind, readonly IdentifiedRecord[]> = { ...NO_RECORDS, ...given };
  let pending: Pending = {
    outbox: [],
    conflicts: [],
    journal: [],
    unreadable: 0,
    policies: {},
    details: [],
    duplicates: [],
    marks: {},
    views: [],
    accountViews: {},
    pins: [],
    flight: { type: 'flight', kinds: [], records: [], total: 0, ready: 0 },
  };
  const edits: NewEdit[] = [];
  const asked: { name: string; input: unknown }[] = [];
  let editAnswer: EditAnswer | null = null;
  let undoAnswer: UndoAnswer | null = null;
  let nextLocalId = FIRST_LOCAL_ID;
  const watches = new Map<number, WatchSpec>();
  const listeners = new Set<(name: string, event: unknown) => void>();
  const failures = new Map<string, AppError>();
  const calls: string[] = [];
  let gate: Promise<void> = Promise.resolve();
  let next = 1;

  const find = (kind: RecordKind, id: number) => records[kind].find((record) => record.id === id);
  const marksOf = (ref: RecordRef) => pending.marks[refKey(ref)];
  const lists = new FakeLists({
    records: (kind) => records[kind],
    configuration,
    isPending: (ref) => (marksOf(ref)?.pending?.editIds?.length ?? 0) > 0,
    hasConflict: (ref) => marksOf(ref)?.conflict !== undefined,
  });

  function namesOf(kind: RecordKind, record: IdentifiedRecord): Record<string, string> {
    const names: Record<string, string> = {};
    for (const [key, selector] of Object.entries(SELECTOR_OF_FIELD)) {
      const id = idOf(record, key);
      const label = id === null ? null : labelOf(configuration, selector, id);
      if (id !== null && label !== null) names[nameKey(selector, id)] = label;
    }
    for (const column of RECORD_DEFINITIONS[kind].columns) {
      if (column.type !== 'reference' || !('kind' in column.target)) continue;
      const id = column.read(record);
      const target = id === null ? undefined : find(column.target.kind, id);
      if (target) names[nameKey(column.target.kind, target.id)] = titleOf(column.target.kind, target);
    }
    return names;
  }

  function answer(spec: WatchSpec): WatchValue {
    switch (spec.type) {
      case 'list':
        return lists.list(spec);
      case 'record': {
        const marks = pending.marks[refKey(spec)];
        const record = find(spec.kind, marks?.id ?? spec.id);
        return {
          type: 'record',
          record: record ?? null,
          title: record ? titleOf(spec.kind, record) : '',
          names: record ? namesOf(spec.kind, record) : {},
          id: marks?.id ?? spec.id,
          pending: { isLocal: false, isDeleted: false, fields: [], editIds: [], ...marks?.pending },
          conflict: marks?.conflict ?? null,
          notice: marks?.notice ?? null,
          pinned: pending.pins.some(
            ({ ref }) => refKey(ref) === refKey({ ...spec, id: marks?.id ?? spec.id }),
          ),
        };
      }
      case 'counts':
        return {
          type: 'counts',
          counts: Object.fromEntries(RECORD_KINDS.map((kind) => [kind, records[kind].length])),
          outbox: outboxCounts(),
          absentKinds: [...absent],
        };
      case 'configuration':
        return {
          type: 'configuration',
          values: Object.fromEntries(
            spec.keys.flatMap((key) => (key in configuration ? [[key, configuration[key]]] : [])),
          ),
        };
      case 'outbox':
        return {
          type: 'outbox',
          entries: [...pending.outbox],
          counts: outboxCounts(),
          unreadable: pending.unreadable,
        };
      case 'conflicts':
        return { type: 'conflicts', conflicts: pending.conflicts };
      case 'journal':
        return {
          type: 'journal',
          entries: pending.journal
            .filter(({ kind, id }) => !spec.ref || (kind === spec.ref.kind && id === spec.ref.id))
            .slice(0, spec.limit),
        };
      case 'details':
        return {
          type: 'details',
          details: pending.details.filter(({ ref }) => refKey(ref) === refKey(spec.ref)),
        };
      case 'policies':
        return { type: 'policies', policies: pending.policies };
      case 'groups':
        return lists.groups(spec);
      case 'columns':
        return lists.columns(spec.kind);
      case 'views':
        return {
          type: 'views',
          kind: spec.kind,
          views: pending.views
            .filter(({ kind }) => kind === spec.kind)
            .toSorted((a, b) => a.position - b.position),
          account: spec.kind in pending.accountViews ? [...(pending.accountViews[spec.kind] ?? [])] : [],
        };
      case 'pins':
        return { type: 'pins', pins: [...pending.pins] };
      case 'flight':
        return pending.flight;
    }
  }

  function outboxCounts(): OutboxCounts {
    const count = (name: Edit['state']['name']) =>
      pending.outbox.filter(({ edit }) => edit.state.name === name).length;
    return {
      all: pending.outbox.length,
      unsure: count('unsure'),
      parked: count('parked'),
      questions: count('question'),
      conflicts: pending.conflicts.length,
    };
  }

  function tellAll(): void {
    for (const [watchId, spec] of watches) {
      for (const listener of listeners) listener('watch.changed', { watchId, value: answer(spec) });
    }
  }

  function save(given: readonly NewEdit[]): EditAnswer {
    const answered = editAnswer;
    editAnswer = null;
    if (answered?.saved === false) return answered;
    edits.push(...given);
    return (
      answered ?? {
        saved: true,
        editIds: given.map(() => crypto.randomUUID()),
        targets: given.map(({ target }) => ({ kind: target.kind, id: target.id ?? nextLocalId-- })),
      }
    );
  }

  function undo(editId: string): UndoAnswer {
    const answered = undoAnswer ?? { undone: true, editIds: [editId] };
    undoAnswer = null;
    if (answered.undone) {
      pending = {
        ...pending,
        outbox: pending.outbox.filter(({ edit }) => !answered.editIds.includes(edit.id)),
      };
      tellAll();
    }
    return answered;
  }

  const handlers: StoreForUiHandlers = {
    'store.open': ({ account }) => ({
      accountId: account.id,
      cursors: {},
      counts: {},
      bookmarks: [],
      outbox: outboxCounts(),
      configurationAt: null,
      absentKinds: [...absent],
    }),
    'store.close': () => ({ done: true }),
    'store.wipe': () => ({ done: true }),
    'watch.open': (spec) => {
      const watchId = next++;
      watches.set(watchId, spec);
      return { watchId, value: answer(spec) };
    },
    'watch.move': ({ watchId, spec }) => {
      watches.set(watchId, spec);
      return answer(spec);
    },
    'watch.close': ({ watchId }) => {
      watches.delete(watchId);
      return { done: true };
    },
    edit: ({ edits: given }) => save(given),
    'edit.undo': ({ editId }) => undo(editId),
    'file.put': () => ({ done: true }),
    'file.drop': () => ({ done: true }),
    'outbox.retry': () => ({ done: true }),
    'outbox.answer': () => ({ done: true }),
    'outbox.export': () => ({ json: JSON.stringify({ edits: pending.outbox }) }),
    'outbox.dropUnreadable': () => {
      pending = { ...pending, unreadable: 0 };
      tellAll();
      return { done: true };
    },
    'conflict.resolve': ({ target }) => {
      const others = pending.conflicts.filter(({ conflict }) => refKey(conflict.target) !== refKey(target));
      pending = { ...pending, conflicts: others };
      tellAll();
      return { done: true };
    },
    'notice.dismiss': () => ({ done: true }),
    'policies.set': ({ policies }) => {
      pending = { ...pending, policies };
      tellAll();
      return { done: true };
    },
    duplicates: () => ({ duplicates: [...pending.duplicates] }),
    titles: ({ refs }) => ({
      titles: Object.fromEntries(
        refs.flatMap((ref) => {
          const record = find(ref.kind, ref.id);
          return record ? [[refKey(ref), titleOf(ref.kind, record)] as const] : [];
        }),
      ),
    }),
    pin: ({ ref, pinned }) => {
      const others = pending.pins.filter((each) => refKey(each.ref) !== refKey(ref));
      const record = find(ref.kind, ref.id);
      const title = record ? titleOf(ref.kind, record) : '';
      pending = { ...pending, pins: pinned ? [{ ref, title, at: 0 }, ...others] : others };
      tellAll();
      return { done: true };
    },
    'drafts.read': () => ({ drafts: Object.fromEntries(drafts) }),
    'draft.put': ({ key, text }) => {
      if (text === null) drafts.delete(key);
      else drafts.set(key, text);
      return { done: true };
    },
    'views.put': ({ views }) => {
      const others = pending.views.filter(({ id }) => !views.some((view) => view.id === id));
      pending = { ...pending, views: [...others, ...views] };
      tellAll();
      return { done: true };
    },
    'views.remove': ({ id }) => {
      pending = { ...pending, views: pending.views.filter((view) => view.id !== id) };
      tellAll();
      return { done: true };
    },
    'list.read': ({ spec }) => lists.list(spec),
    'list.ids': (spec) => lists.ids(spec),
    search: ({ text, limit, kinds }) => {
      const found = RECORD_KINDS.filter(
        (kind) => !(absent as readonly RecordKind[]).includes(kind) && (kinds?.includes(kind) ?? true),
      ).map((kind) => [kind, matching(records[kind], kind, text)] as const);
      const hits: Hit[] = found.flatMap(([kind, hit]) =>
        hit.slice(0, limit).map((record) => ({
          kind,
          id: record.id,
          title: titleOf(kind, record),
          detail: String(record['city'] ?? record['amount'] ?? ''),
        })),
      );
      return {
        hits: hits.slice(0, limit),
        totals: Object.fromEntries(
          found.filter(([, hit]) => hit.length > 0).map(([kind, hit]) => [kind, hit.length]),
        ),
      };
    },
  };
  const dispatch = createDispatch(storeForUi, handlers, (name, error) => {
    throw new Error(name, { cause: error });
  });

  return {
    client: createClient(storeForUi, {
      async invoke(name, input) {
        calls.push(name);
        asked.push({ name, input });
        await gate;
        const failure = failures.get(name);
        failures.delete(name);
        return failure ? { ok: false, error: failure.info } : dispatch(name, input);
      },
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    }),
    calls,
    asked,
    drafts,
    edits,
    put(part) {
      pending = { ...pending, ...part };
      tellAll();
    },
    nextEdit(answered) {
      editAnswer = answered;
    },
    nextUndo(answered) {
      undoAnswer = answered;
    },
    watching: () => [...watches.values()],
    change(kind, changed) {
      records[kind] = changed;
      tellAll();
    },
    failNext: (name, error) => failures.set(name, error),
    hold() {
      let open: () => void = () => undefined;
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return open;
    },
  };
}
