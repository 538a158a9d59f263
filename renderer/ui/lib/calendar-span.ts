import type { Span } from '../../../shared/condition.ts';
import { addDays, addMonths, dayOf, firstDayOf, startOfDay, startOfWeek } from './zoned.ts';

/** Where and when the reader is. */
export interface Reader {
  /** Epoch milliseconds. */
  readonly now: number;
  /** An IANA name. */
  readonly zone: string;
  /** A BCP 47 tag; its region says with which day a week begins. */
  readonly locale: string;
}

/** Days of the calendar, `YYYY-MM-DD`, both included; null leaves an end open. */
export interface DayRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** The days of a span of the calendar. */
export function daysOf({ unit, from, to }: Span, reader: Reader): DayRange {
  const start = startOf(unit, reader);
  return {
    from: from === null ? null : moved(start, unit, from),
    // The day before the unit after the last one begins.
    to: to === null ? null : addDays(moved(start, unit, to + 1), -1),
  };
}

/** From the first millisecond of the first day to the last of the last, in a zone, whatever its clocks do on the way. */
export function instantsOf({ from, to }: DayRange, zone: string): { from: number | null; to: number | null } {
  return {
    from: from === null ? null : startOfDay(from, zone),
    to: to === null ? null : startOfDay(addDays(to, 1), zone) - 1,
  };
}

/** The first day of the unit that today is in. */
function startOf(unit: Span['unit'], { now, zone, locale }: Reader): string {
  const today = dayOf(now, zone);
  const month = Number(today.slice(5, 7));
  switch (unit) {
    case 'day':
      return today;
    case 'week':
      return startOfWeek(today, firstDayOf(locale));
    case 'month':
      return `${today.slice(0, 7)}-01`;
    case 'quarter':
      return addMonths(`${today.slice(0, 7)}-01`, -((month - 1) % 3));
    case 'year':
      return `${today.slice(0, 4)}-01-01`;
  }
}

function moved(start: string, unit: Span['unit'], by: number): string {
  switch (unit) {
    case 'day':
      return addDays(start, by);
    case 'week':
      return addDays(start, by * 7);
    case 'month':
      return addMonths(start, by);
    case 'quarter':
      return addMonths(start, by * 3);
    case 'year':
      return addMonths(start, by * 12);
  }
}
