import type { CalendarView } from '../../lib/routes.ts';
import { addDays, addMonths, startOfDay, startOfWeek } from '../../lib/zoned.ts';

/** Days from `from` up to and without `to`, `YYYY-MM-DD`. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** The agenda shows so many days. */
const AGENDA_DAYS = 30;

/**
 * The days that a view around a day shows; a month is filled up to whole weeks.
 * @param firstDay the first day of the week, 0 for Sunday
 */
export function periodOf(view: CalendarView, day: string, firstDay: number): Period {
  switch (view) {
    case 'day':
      return { from: day, to: addDays(day, 1) };
    case 'week': {
      const from = startOfWeek(day, firstDay);
      return { from, to: addDays(from, 7) };
    }
    case 'month': {
      const first = `${day.slice(0, 8)}01`;
      const last = addDays(addMonths(first, 1), -1);
      return { from: startOfWeek(first, firstDay), to: addDays(startOfWeek(last, firstDay), 7) };
    }
    case 'agenda':
      return { from: day, to: addDays(day, AGENDA_DAYS) };
  }
}

/** The day around which the next period is, or with -1 the one before. */
export function stepped(view: CalendarView, day: string, by: 1 | -1): string {
  switch (view) {
    case 'day':
      return addDays(day, by);
    case 'week':
      return addDays(day, 7 * by);
    case 'month':
      return addMonths(`${day.slice(0, 8)}01`, by);
    case 'agenda':
      return addDays(day, AGENDA_DAYS * by);
  }
}

/**
 * The instants within which everything of a period lies, epoch milliseconds, ends included. Whole days are kept as days of UTC, so there is a day more at either end.
 */
export function boundsOf({ from, to }: Period, zone: string): { readonly from: number; readonly to: number } {
  return { from: startOfDay(addDays(from, -1), zone), to: startOfDay(addDays(to, 1), zone) };
}

/** What a period is called: "November 2026", "23 – 29 Nov 2026", "Tue 24 Nov 2026". */
export function periodName(view: CalendarView, day: string, period: Period, locale: string): string {
  const at = (text: string): number => Date.parse(`${text}T00:00:00Z`);
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  switch (view) {
    case 'day':
      return format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at(day));
    case 'month':
      return format({ month: 'long', year: 'numeric' }).format(at(day));
    case 'week':
    case 'agenda':
      return format({ day: 'numeric', month: 'short', year: 'numeric' }).formatRange(
        at(period.from),
        at(addDays(period.to, -1)),
      );
  }
}
