import type { Column } from '../../../shared/entities/column.ts';
import type { Conflict, Edit, NewEdit, Notice, Policies } from '../../../shared/edits/edit.ts';
import { KINDS, RECORD_KINDS, refKey, type Kind, type RecordKind } from '../../../shared/entities/kind.ts';
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
  type Cell,
  type ConflictsValue,
  type Detail,
  type Duplicate,
  type EditAnswer,
  type Hit,
  type JournalEntry,
  type ListSpec,
  type OutboxCounts,
  type OutboxEntry,
  type RecordValue,
  type UndoAnswer,
  type WatchSpec,
  type WatchValue,
} from '../../../shared/store-port.ts';
import { labelOf, type MadeUp } from './records.ts';

/** What a store holds beside records. Nothing follows from an edit: a test says what there is. */
export interface Pending {
  readonly outbox: readonly OutboxEntry[];
  readonly conflicts: ConflictsValue['conflicts'];
  readonly journal: readonly JournalEntry[];
  readonly policies: Policies;
  readonly details: readonly Detail[];
  readonly duplicates: readonly Duplicate[];
  /** What a record's watch says of its changes, by `refKey`. */
  readonly marks: Readonly<Record<string, RecordMarks>>;
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

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export function fakeStore(
  { records: given, configuration }: MadeUp,
  absent: readonly Kind[] = [],
): FakeStore {
  const records: Record<RecordKind, readonly IdentifiedRecord[]> = { ...NO_RECORDS, ...given };
  let pending: Pending = {
    outbox: [],
    conflicts: [],
    journal: [],
    policies: {},
    details: [],
    duplicates: [],
    marks: {},
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

  const titleOf = (kind: RecordKind, record: IdentifiedRecord) =>
    RECORD_DEFINITIONS[kind].title(record) ?? '';
  const find = (kind: RecordKind, id: number) => records[kind].find((record) => record.id === id);

  function cellOf(column: Column, record: IdentifiedRecord): Cell {
    const value = column.read(record);
    if (column.type !== 'reference') return typeof value === 'object' && value !== null ? [...value] : value;
    if (typeof value !== 'number') return null;
    if ('selector' in column.target) return labelOf(configuration, column.target.selector, value);
    const target = find(column.target.kind, value);
    return target ? titleOf(column.target.kind, target) : null;
  }

  function matching(kind: RecordKind, text: string): readonly IdentifiedRecord[] {
    const wanted = fold(text).split(/\s+/).filter(Boolean);
    return records[kind].filter((record) => {
      const words = fold(RECORD_DEFINITIONS[kind].searchText(record).join(' ')).split(/[^\p{L}\p{N}+@.]+/u);
      return wanted.every((want) => words.some((word) => word.startsWith(want)));
    });
  }

  /** Only what the screens filter by: one of several values. */
  function holds(
    filter: ListSpec['filters'][number],
    record: IdentifiedRecord,
    columnOf: (key: string) => Column | undefined,
  ): boolean {
    if (filter.op !== 'in') return true;
    const value = columnOf(filter.column)?.read(record);
    const held: readonly unknown[] = Array.isArray(value) ? value : [value];
    return filter.values.some((wanted) => held.includes(wanted));
  }

  function list(spec: ListSpec): WatchValue {
    const columns = RECORD_DEFINITIONS[spec.kind].columns;
    const columnOf = (key: string) => columns.find((column) => column.key === key);
    const compare = (a: IdentifiedRecord, b: IdentifiedRecord): number => {
      for (const { column: key, direction } of spec.sorts) {
        const column = columnOf(key);
        if (!column) continue;
        const [left, right] = [cellOf(column, a), cellOf(column, b)];
        if (left === right) continue;
        if (left === null) return 1;
        if (right === null) return -1;
        const order =
          column.type === 'money' || typeof left === 'number'
            ? Number(left) - Number(right)
            : String(left).localeCompare(String(right));
        if (order !== 0) return direction === 'asc' ? order : -order;
      }
      return a.id - b.id;
    };
    const found = matching(spec.kind, spec.text)
      .filter((record) => spec.filters.every((filter) => holds(filter, record, columnOf)))
      .toSorted(compare);
    const rows = found.slice(spec.offset, spec.offset + spec.limit).map((record) => ({
      id: record.id,
      title: titleOf(spec.kind, record),
      pending: (pending.marks[refKey({ kind: spec.kind, id: record.id })]?.pending?.editIds?.length ?? 0) > 0,
      conflict: pending.marks[refKey({ kind: spec.kind, id: record.id })]?.conflict !== undefined,
      cells: Object.fromEntries(
        spec.columns.flatMap((key) => {
          const column = columnOf(key);
          return column ? [[key, cellOf(column, record)] as const] : [];
        }),
      ),
    }));
    return { type: 'list', total: found.length, all: records[spec.kind].length, offset: spec.offset, rows };
  }

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
        return list(spec);
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
        return { type: 'outbox', entries: [...pending.outbox], counts: outboxCounts() };
      case 'conflicts':
        return { type: 'conflicts', conflicts: pending.conflicts };
      case 'journal':
        return { type: 'journal', entries: pending.journal.slice(0, spec.limit) };
      case 'details':
        return {
          type: 'details',
          details: pending.details.filter(({ ref }) => refKey(ref) === refKey(spec.ref)),
        };
      case 'policies':
        return { type: 'policies', policies: pending.policies };
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
    'outbox.retry': () => ({ done: true }),
    'outbox.answer': () => ({ done: true }),
    'outbox.export': () => ({ json: JSON.stringify({ edits: pending.outbox }) }),
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
    pin: () => ({ done: true }),
    titles: ({ refs }) => ({
      titles: Object.fromEntries(
        refs.flatMap((ref) => {
          const record = find(ref.kind, ref.id);
          return record ? [[refKey(ref), titleOf(ref.kind, record)] as const] : [];
        }),
      ),
    }),
    search: ({ text, limit, kinds }) => {
      const found = KINDS.filter((kind) => !absent.includes(kind) && (kinds?.includes(kind) ?? true)).map(
        (kind) => [kind, matching(kind, text)] as const,
      );
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
