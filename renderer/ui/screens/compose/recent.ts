import { refKey, type RecordRef } from '../../../../shared/entities/kind.ts';
import type { ListSpec, ListValue, Row } from '../../../../shared/store-port.ts';
import { plainText } from '../../lib/plain-text.ts';
import type { AboutRef } from './targets.ts';

/** The kinds of what is written down about a record. */
export const WRITTEN_KINDS = ['notes', 'tasks', 'phone_calls', 'appointments', 'sales_activities'] as const;
export type WrittenKind = (typeof WRITTEN_KINDS)[number];

/** One thing that was written down about a record. */
export interface Written {
  readonly kind: WrittenKind;
  readonly id: number;
  /** As it is shown: of a note without its markup. */
  readonly text: string;
  /** As it is kept. */
  readonly raw: string;
  /** What an activity says beside its title. */
  readonly more: string | null;
  /** What is told beside it: where, of which type, with which outcome. */
  readonly details: readonly string[];
  /** Who wrote it or does it; null where that is not known. */
  readonly by: string | null;
  /** When it was, or is due; null where that is not known. */
  readonly at: number | null;
  /** When an appointment or activity ends. */
  readonly until: number | null;
  readonly isAllDay: boolean;
  readonly isDone: boolean;
  readonly isIncoming: boolean;
  readonly isPending: boolean;
  readonly isConflict: boolean;
  /** The note that was logged with a call, which the CRM keeps as one of its own too. */
  readonly noteId: number | null;
}

/** Of each kind: the columns that say when, until when and who, those that are told beside it, and the others that are needed. */
interface Columns {
  readonly at: string;
  readonly until?: string;
  readonly by?: string;
  readonly details: readonly string[];
  readonly more: readonly string[];
}
const COLUMNS: Readonly<Record<WrittenKind, Columns>> = {
  notes: { at: 'created_at', by: 'creater_id', details: [], more: [] },
  tasks: { at: 'due_date', by: 'owner_id', details: [], more: ['status', 'completed_date'] },
  phone_calls: { at: 'conversation_time', details: ['outcome_id'], more: ['call_direction', 'note_id'] },
  appointments: {
    at: 'from_date',
    until: 'end_date',
    by: 'creater_id',
    details: ['location'],
    more: ['is_allday'],
  },
  sales_activities: {
    at: 'start_date',
    until: 'end_date',
    by: 'owner_id',
    details: ['sales_activity_type_id', 'sales_activity_outcome_id', 'location'],
    more: ['notes'],
  },
};

/** More of a kind than this is not shown on the record itself. */
const MOST = 200;

/** The question for what of a kind is about a record, newest first. */
export function writtenSpec(kind: WrittenKind, about: AboutRef): ListSpec {
  const { at, until, by, details, more } = COLUMNS[kind];
  return {
    type: 'list',
    kind,
    sorts: [{ column: at, direction: 'desc' }],
    filters: [{ column: 'targets', op: 'in', values: [refKey(about)] }],
    text: '',
    columns: [at, ...[until ?? []].flat(), ...[by ?? []].flat(), ...details, ...more],
    sums: [],
    offset: 0,
    limit: MOST,
  };
}

/** Whether it is a task that is still to be done. */
export function isOpenTask({ kind, isDone }: Written): boolean {
  return kind === 'tasks' && !isDone;
}

/** Open tasks first, the one that is due first before the others; then everything else, newest first. What waits and has no time yet is the newest. */
export function writtenOf(answers: Readonly<Partial<Record<WrittenKind, ListValue>>>): readonly Written[] {
  const read = WRITTEN_KINDS.flatMap((kind) =>
    (answers[kind]?.rows ?? []).map((row) => writtenIn(kind, row)),
  );
  // The note of a call is told with the call.
  const told = new Set(read.flatMap(({ noteId }) => noteId ?? []));
  const all = read.filter(({ kind, id }) => kind !== 'notes' || !told.has(id));
  return [
    ...all.filter(isOpenTask).toSorted((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity) || a.id - b.id),
    ...all.filter((written) => !isOpenTask(written)).toSorted(newestFirst),
  ];
}

/** The order of a timeline: the newest first, and before it what has no time yet. */
export function newestFirst(
  a: { readonly at: number | null; readonly id: number },
  b: { readonly at: number | null; readonly id: number },
): number {
  if (a.at === b.at) return b.id - a.id;
  return (b.at ?? Infinity) > (a.at ?? Infinity) ? 1 : -1;
}

/** What is to be done next about a record: the task that is due first, or the appointment that comes first, whichever is earlier; null where nothing is planned. */
export function nextAction(written: readonly Written[], now: number): Written | null {
  const planned = written.filter(
    (each) => isOpenTask(each) || (each.kind === 'appointments' && (each.until ?? each.at ?? 0) >= now),
  );
  return planned.toSorted((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity) || a.id - b.id)[0] ?? null;
}

/** By what a thing that was written down is known. */
export function writtenRef({ kind, id }: Written): RecordRef {
  return { kind, id };
}

function writtenIn(kind: WrittenKind, row: Row): Written {
  const { at, until, by, details } = COLUMNS[kind];
  const number = (column: string | undefined): number | null => {
    const cell = column === undefined ? null : row.cells[column];
    return typeof cell === 'number' ? cell : null;
  };
  const words = (column: string | undefined): string | null => {
    const cell = column === undefined ? null : row.cells[column];
    return typeof cell === 'string' && cell !== '' ? cell : null;
  };
  return {
    kind,
    id: row.id,
    text: plainText(row.title),
    raw: row.title,
    more: kind === 'sales_activities' ? words('notes') : null,
    details: details.flatMap((column) => words(column) ?? []),
    by: words(by),
    at: number(at),
    until: number(until),
    isAllDay: number('is_allday') === 1,
    isDone: kind === 'tasks' && number('status') === 1,
    isIncoming: number('call_direction') === 1,
    isPending: row.pending,
    isConflict: row.conflict,
    noteId: number('note_id'),
  };
}
