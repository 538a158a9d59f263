import type { Row } from '../../../../shared/store-port.ts';
import { ianaZone } from '../../lib/time-zones.ts';
import { addDays, addMinutes, dayOf, wallOf } from '../../lib/zoned.ts';
import type { AboutRef } from '../compose/targets.ts';
import { aboutOf } from '../tasks/task-line.ts';

/** Something in the calendar. Times are wall times of the rep's zone; the end is the first minute, or day, that it does not have any more. */
export interface CalendarItem {
  /** `appointments:12`. */
  readonly key: string;
  readonly kind: 'appointments' | 'tasks';
  readonly id: number;
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly isAllDay: boolean;
  /** Epoch milliseconds; of whole days the start of the first one in UTC. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly location: string | null;
  readonly about: AboutRef | null;
  /** The zone it was made in, where its clock shows another time than the rep's. */
  readonly otherZone: string | null;
  /** A task that is done, or an appointment that was checked in. */
  readonly isDone: boolean;
  readonly isPending: boolean;
  readonly isConflict: boolean;
}

/** The columns of appointments that the calendar reads. */
export const APPOINTMENT_COLUMNS = [
  'title',
  'location',
  'from_date',
  'end_date',
  'is_allday',
  'time_zone',
  'checkedin_at',
  'targets',
];

/** How long something is drawn at least, lest nobody could point at it. */
const LEAST_MINUTES = 15;
/** Tasks have no length of their own. */
const TASK_MINUTES = 30;
const DAY_MS = 86_400_000;

/**
 * An appointment of a list; null for one without a start.
 * @param zones the IANA names there are
 */
export function appointmentItem(row: Row, zone: string, zones: readonly string[]): CalendarItem | null {
  const {
    from_date: from,
    end_date: until,
    is_allday: allDay,
    time_zone: named,
    location,
    targets,
  } = row.cells;
  if (typeof from !== 'number') return null;
  const isAllDay = allDay === 1;
  const endsAt = typeof until === 'number' && until >= from ? until : from;
  const [start, end] = isAllDay
    ? [dayNamed(from, zone), addDays(dayNamed(endsAt, zone), 1)]
    : spanOf(wallOf(from, zone), wallOf(endsAt, zone));
  return {
    key: `appointments:${row.id}`,
    kind: 'appointments',
    id: row.id,
    title: row.title,
    start,
    end,
    isAllDay,
    startsAt: from,
    endsAt,
    location: typeof location === 'string' ? location : null,
    about: aboutOf(Array.isArray(targets) ? targets[0] : undefined),
    otherZone: isAllDay || typeof named !== 'string' ? null : otherZone(named, from, zone, zones),
    isDone: typeof row.cells['checkedin_at'] === 'number',
    isPending: row.pending,
    isConflict: row.conflict,
  };
}

/** A task of a list, at the time it is due; null for one without a day. */
export function taskItem(row: Row, zone: string): CalendarItem | null {
  const { due_date: due, status, targets } = row.cells;
  if (typeof due !== 'number') return null;
  const start = wallOf(due, zone);
  return {
    key: `tasks:${row.id}`,
    kind: 'tasks',
    id: row.id,
    title: row.title,
    start,
    end: addMinutes(start, TASK_MINUTES),
    isAllDay: false,
    startsAt: due,
    endsAt: due,
    location: null,
    about: aboutOf(Array.isArray(targets) ? targets[0] : undefined),
    otherZone: null,
    isDone: status === 1,
    isPending: row.pending,
    isConflict: row.conflict,
  };
}

/** The day of a whole-day appointment: servers give a day, which is midnight in UTC, or an instant, whose day is the rep's. */
function dayNamed(ms: number, zone: string): string {
  return ms % DAY_MS === 0 ? new Date(ms).toISOString().slice(0, 10) : dayOf(ms, zone);
}

/** In the hour that comes twice an end can show an earlier time than its start. */
function spanOf(start: string, end: string): [string, string] {
  const least = addMinutes(start, LEAST_MINUTES);
  return [start, end < least ? least : end];
}

function otherZone(named: string, ms: number, zone: string, zones: readonly string[]): string | null {
  const iana = ianaZone(named, zones);
  return iana !== null && wallOf(ms, iana) !== wallOf(ms, zone) ? iana : null;
}

/** Whether something lies in a period, at least in part. */
export function isWithin({ start, end, isAllDay }: CalendarItem, from: string, to: string): boolean {
  return start.slice(0, 10) < to && end > (isAllDay ? from : `${from}T00:00`);
}

/** By day, then whole days first, then by time. */
export function inOrder(items: readonly CalendarItem[]): CalendarItem[] {
  return items.toSorted(
    (a, b) =>
      a.start.slice(0, 10).localeCompare(b.start.slice(0, 10)) ||
      Number(b.isAllDay) - Number(a.isAllDay) ||
      a.start.localeCompare(b.start) ||
      a.end.localeCompare(b.end) ||
      a.key.localeCompare(b.key),
  );
}

/** What each day of a period has, in order; days without anything are left out. What lasts over several days is told of on each. */
export function byDay(
  items: readonly CalendarItem[],
  from: string,
  to: string,
): { readonly day: string; readonly items: readonly CalendarItem[] }[] {
  const days = new Map<string, CalendarItem[]>();
  for (const item of inOrder(items)) {
    if (!isWithin(item, from, to)) continue;
    const last = lastDayOf(item);
    for (let day = item.start.slice(0, 10); day <= last; day = addDays(day, 1)) {
      if (day < from || day >= to) continue;
      const list = days.get(day);
      if (list) list.push(item);
      else days.set(day, [item]);
    }
  }
  return [...days].toSorted(([a], [b]) => a.localeCompare(b)).map(([day, own]) => ({ day, items: own }));
}

/** The last day that something has a part of. */
export function lastDayOf({ start, end, isAllDay }: CalendarItem): string {
  const day = end.slice(0, 10);
  const isBefore = isAllDay || end.slice(11) === '00:00';
  const last = isBefore ? addDays(day, -1) : day;
  return last < start.slice(0, 10) ? start.slice(0, 10) : last;
}
