import type { ListSpec, ListValue, Row } from '../../../../shared/store-port.ts';
import { refKey } from '../../../../shared/entities/kind.ts';
import type { AboutRef } from './targets.ts';

/** The kinds of what is written down about a record. */
export const WRITTEN_KINDS = ['notes', 'tasks', 'phone_calls', 'appointments'] as const;
export type WrittenKind = (typeof WRITTEN_KINDS)[number];

/** One thing that was written down about a record. */
export interface Written {
  readonly kind: WrittenKind;
  readonly id: number;
  readonly text: string;
  /** When it was, or is due; null where that is not known. */
  readonly at: number | null;
  readonly isDone: boolean;
  readonly isIncoming: boolean;
  readonly isPending: boolean;
  readonly isConflict: boolean;
}

/** Of each kind: the columns that are shown, and the one that says when. */
const COLUMNS: Readonly<Record<WrittenKind, { readonly at: string; readonly more: readonly string[] }>> = {
  notes: { at: 'created_at', more: ['description'] },
  tasks: { at: 'due_date', more: ['title', 'status'] },
  phone_calls: { at: 'conversation_time', more: ['note', 'call_direction'] },
  appointments: { at: 'from_date', more: ['title'] },
};

/** More of a kind than this is not shown on the record itself. */
const MOST = 50;

/** The question for what of a kind is about a record, newest first. */
export function writtenSpec(kind: WrittenKind, about: AboutRef): ListSpec {
  const { at, more } = COLUMNS[kind];
  return {
    type: 'list',
    kind,
    sorts: [{ column: at, direction: 'desc' }],
    filters: [{ column: 'targets', op: 'in', values: [refKey(about)] }],
    text: '',
    sums: [],
    columns: [at, ...more],
    offset: 0,
    limit: MOST,
  };
}

/** Open tasks first, the one that is due first before the others; then everything else, newest first. What waits and has no time yet is the newest. */
export function writtenOf(answers: Readonly<Partial<Record<WrittenKind, ListValue>>>): readonly Written[] {
  const all = WRITTEN_KINDS.flatMap((kind) => (answers[kind]?.rows ?? []).map((row) => read(kind, row)));
  const isOpen = ({ kind, isDone }: Written): boolean => kind === 'tasks' && !isDone;
  return [
    ...all.filter(isOpen).toSorted((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity) || a.id - b.id),
    ...all.filter((written) => !isOpen(written)).toSorted((a, b) => descending(a.at, b.at) || b.id - a.id),
  ];
}

function descending(a: number | null, b: number | null): number {
  if (a === b) return 0;
  return (b ?? Infinity) > (a ?? Infinity) ? 1 : -1;
}

function read(kind: WrittenKind, row: Row): Written {
  const { cells } = row;
  const at = cells[COLUMNS[kind].at];
  return {
    kind,
    id: row.id,
    text: row.title,
    at: typeof at === 'number' ? at : null,
    isDone: kind === 'tasks' && cells['status'] === 1,
    isIncoming: cells['call_direction'] === 1,
    isPending: row.pending,
    isConflict: row.conflict,
  };
}
