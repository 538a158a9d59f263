import type { Fields } from '../../../../shared/edits/edit.ts';
import { addDays, addMinutes, daysBetween, instantOf } from '../../lib/zoned.ts';
import type { CalendarItem } from './items.ts';

/** Where something is put: wall times of the rep's zone, or days; the end is not part of it any more. */
export interface Placing {
  readonly start: string;
  readonly end: string;
  readonly isAllDay: boolean;
}

const DAY = 10;
const MINUTE_MS = 60_000;

/**
 * The fields that put something elsewhere. What is moved keeps its length in hours, also over a clock change; a task keeps its hour where it is put onto a whole day.
 * @param how whether it is moved as it is, or made longer or shorter
 */
export function placed(item: CalendarItem, to: Placing, how: 'move' | 'resize', zone: string): Fields {
  const iso = (wall: string): string => new Date(instantOf(wall, zone) ?? Number.NaN).toISOString();
  if (item.kind === 'tasks')
    return {
      due_date: iso(
        to.start.length > DAY && !to.isAllDay
          ? to.start
          : `${to.start.slice(0, DAY)}T${item.start.slice(11)}`,
      ),
    };
  if (to.isAllDay) {
    const from = to.start.slice(0, DAY);
    const last = addDays(to.end.slice(0, DAY), -1);
    return {
      from_date: from,
      end_date: last < from ? from : last,
      ...(item.isAllDay ? {} : { is_allday: true }),
    };
  }
  const from = iso(to.start);
  const isKept = how === 'move' && !item.isAllDay;
  const until = isKept
    ? new Date(Date.parse(from) + (item.endsAt - item.startsAt)).toISOString()
    : iso(to.end);
  return { from_date: from, end_date: until, ...(item.isAllDay ? { is_allday: false } : {}) };
}

/** Something moved by days and minutes on the wall. */
export function shifted(item: CalendarItem, days: number, minutes: number): Placing {
  const by = (time: string): string =>
    time.length === DAY ? addDays(time, days) : addMinutes(time, days * 1440 + minutes);
  return { start: by(item.start), end: by(item.end), isAllDay: item.isAllDay };
}

/** Something made longer by days, or by minutes where it has hours; null where nothing would be left of it. */
export function stretched(item: CalendarItem, by: number): Placing | null {
  const { start, isAllDay } = item;
  if (isAllDay) {
    const end = addDays(item.end, Math.sign(by));
    return daysBetween(start, end) < 1 ? null : { start, end, isAllDay };
  }
  const end = addMinutes(item.end, by);
  return end < addMinutes(start, 15) ? null : { start, end, isAllDay };
}

/** Wall times of a date as the calendar's component has it: by the machine's clock, whose zone it never names. */
export function wallOfDate(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return (
    `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}` +
    `T${two(date.getHours())}:${two(date.getMinutes())}`
  );
}

/** How long something lasts, in minutes. */
export function minutesOf({ startsAt, endsAt }: CalendarItem): number {
  return Math.round((endsAt - startsAt) / MINUTE_MS);
}
