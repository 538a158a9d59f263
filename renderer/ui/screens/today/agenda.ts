import { ANYBODY } from '../../../../shared/entities/appointment.ts';
import { recordRefSchema, type RecordRef } from '../../../../shared/entities/kind.ts';
import type { Filter, Row } from '../../../../shared/store-port.ts';
import { daysAfter, type DaySpan } from '../../lib/day-span.ts';

/** One line of the day. */
export interface AgendaItem {
  readonly kind: 'tasks' | 'appointments';
  readonly id: number;
  readonly title: string;
  /** When it begins or is due, epoch milliseconds; for one that lasts all day, the day's beginning. */
  readonly at: number;
  /** When it ends, for an appointment. */
  readonly until: number | null;
  readonly isAllDay: boolean;
  /** A task that was due before now. */
  readonly isOverdue: boolean;
  /** Done in this visit to the screen: it stays where it was. */
  readonly isDone: boolean;
  readonly isCheckedIn: boolean;
  readonly location: string;
  /** What it is about. */
  readonly about: readonly RecordRef[];
  readonly pending: boolean;
  readonly conflict: boolean;
}

export const TASK_COLUMNS = ['title', 'due_date', 'targets', 'owner_id'];
export const APPOINTMENT_COLUMNS = [
  'title',
  'from_date',
  'end_date',
  'is_allday',
  'location',
  'checkedin_at',
  'targets',
];

/** The user's open tasks that are due by the end of a day; everybody's where it is not known who the user is. */
export function taskFilters(span: DaySpan, me: number | null): Filter[] {
  return [
    { column: 'status', op: 'in', values: [0] },
    { column: 'due_date', op: 'between', from: null, to: span.end },
    ...(me === null ? [] : [{ column: 'owner_id', op: 'in' as const, values: [me] }]),
  ];
}

/**
 * The user's appointments that may touch a day, and those that may be anybody's: those that last all day have no zone, so the days beside it are asked for too. Everybody's where it is not known
 * who the user is.
 */
export function appointmentFilters(span: DaySpan, me: number | null): Filter[] {
  const day = 86_400_000;
  return [
    { column: 'from_date', op: 'between', from: null, to: span.end + day },
    { column: 'end_date', op: 'between', from: span.start - day, to: null },
    ...(me === null ? [] : [{ column: 'whose', op: 'in' as const, values: [String(me), ANYBODY] }]),
  ];
}

/**
 * The lines of a day in one column: what is overdue, oldest first; what lasts all day; the rest by time.
 * @param tasks rows with `TASK_COLUMNS`, open or in `done`
 * @param appointments rows with `APPOINTMENT_COLUMNS`
 * @param done ids of tasks that were done in this visit to the screen
 */
export function agendaOf(
  tasks: readonly Row[],
  appointments: readonly Row[],
  done: ReadonlySet<number>,
  { now, span }: { readonly now: number; readonly span: DaySpan },
): readonly AgendaItem[] {
  const items = [
    ...tasks.flatMap((row) => taskItem(row, done.has(row.id), now, span)),
    ...appointments.flatMap((row) => appointmentItem(row, span)),
  ];
  return items.toSorted((a, b) => rank(a) - rank(b) || a.at - b.at || a.id - b.id);
}

function rank(item: AgendaItem): number {
  if (item.isOverdue) return 0;
  return item.isAllDay ? 1 : 2;
}

function taskItem(row: Row, isDone: boolean, now: number, span: DaySpan): AgendaItem[] {
  const at = row.cells['due_date'];
  if (typeof at !== 'number' || at > span.end) return [];
  return [
    {
      ...common(row),
      kind: 'tasks',
      at,
      until: null,
      isAllDay: false,
      isOverdue: at < now,
      isDone,
      isCheckedIn: false,
      location: '',
    },
  ];
}

function appointmentItem(row: Row, span: DaySpan): AgendaItem[] {
  const { from_date: from, end_date: end, is_allday: allDay, location, checkedin_at: checkedIn } = row.cells;
  if (typeof from !== 'number') return [];
  const until = typeof end === 'number' ? end : from;
  const isAllDay = allDay === 1;
  const touches = isAllDay ? lastsOn(span.day, from, until) : from <= span.end && until >= span.start;
  if (!touches) return [];
  return [
    {
      ...common(row),
      kind: 'appointments',
      at: isAllDay ? span.start : from,
      until,
      isAllDay,
      isOverdue: false,
      isDone: false,
      isCheckedIn: typeof checkedIn === 'number',
      location: typeof location === 'string' ? location : '',
    },
  ];
}

/**
 * Whether a whole-day appointment covers a day. Its ends are days, read as instants at midnight UTC or, where the server wrote an offset, at some zone's
 * midnight: half a day after its beginning is that day in UTC whichever it was.
 */
function lastsOn(day: string, from: number, until: number): boolean {
  const first = utcDay(from + 12 * 3_600_000);
  return first <= day && (day === first || day <= utcDay(until));
}

function utcDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function common(row: Row): Pick<AgendaItem, 'id' | 'title' | 'about' | 'pending' | 'conflict'> {
  const { targets } = row.cells;
  return {
    id: row.id,
    title: row.title,
    about: (Array.isArray(targets) ? targets : []).flatMap(refOf),
    pending: row.pending,
    conflict: row.conflict,
  };
}

/** Reads `contacts:123`, as the column of targets writes it. */
function refOf(text: string): RecordRef[] {
  const [kind, id] = text.split(':');
  const ref = recordRefSchema.safeParse({ kind, id: Number(id) });
  return ref.success ? [ref.data] : [];
}

/** How many whole days a task is overdue: 0 for one that was due earlier today. */
export function daysOverdue(at: number, day: string, dayOf: (ms: number) => string): number {
  return Math.max(0, Math.round((Date.parse(day) - Date.parse(dayOf(at))) / 86_400_000));
}

/** The first and the last day of the deals that close soon, `YYYY-MM-DD`: from today on. */
export function closingSoon(day: string): { readonly from: string; readonly to: string } {
  return { from: day, to: daysAfter(day, 14) };
}
