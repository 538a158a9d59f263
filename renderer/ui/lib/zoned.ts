import { fromAbsolute, parseDate, parseDateTime, toCalendarDateTime } from '@internationalized/date';

/**
 * Clock times on a wall, `YYYY-MM-DDTHH:mm` in some zone, as `datetime-local` and calendars have them, and days, `YYYY-MM-DD`. Zones are IANA names.
 * A time that a clock change leaves out is taken an hour later, one that comes twice is the first.
 */

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const WALL = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?$/;

/** What the wall clock shows at an instant; seconds are left off. */
export function wallOf(ms: number, zone: string): string {
  return toCalendarDateTime(fromAbsolute(ms, zone)).toString().slice(0, 16);
}

/** What the wall clock shows to the second, as a part of a file's name: "2026-11-29 10.41.12". Not every system takes a colon there. */
export function stampOf(ms: number, zone: string): string {
  return toCalendarDateTime(fromAbsolute(ms, zone))
    .toString()
    .slice(0, 19)
    .replace('T', ' ')
    .replaceAll(':', '.');
}

/** The day it is at an instant. */
export function dayOf(ms: number, zone: string): string {
  return wallOf(ms, zone).slice(0, 10);
}

/** When the wall clock shows a time, in milliseconds since 1970 UTC; null where the text is no time. */
export function instantOf(wall: string, zone: string): number | null {
  if (!WALL.test(wall)) return null;
  try {
    return parseDateTime(wall).toDate(zone, 'compatible').getTime();
  } catch {
    return null; // A day that no calendar has, or an unknown zone.
  }
}

/** When a day begins, in milliseconds; with a clock change at midnight that is at one in the morning. */
export function startOfDay(day: string, zone: string): number {
  return instantOf(`${day}T00:00`, zone) ?? Number.NaN;
}

export function isDay(text: string): boolean {
  return DAY.test(text) && instantOf(`${text}T00:00`, 'UTC') !== null;
}

/** A day so many days later; earlier where `days` is negative. */
export function addDays(day: string, days: number): string {
  return parseDate(day).add({ days }).toString();
}

export function addMonths(day: string, months: number): string {
  return parseDate(day).add({ months }).toString();
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** So many days there are from one day to another; negative where the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** A wall time so many minutes later on a clock that never changes. */
export function addMinutes(wall: string, minutes: number): string {
  return new Date(Date.parse(`${wall}:00Z`) + minutes * 60_000).toISOString().slice(0, 16);
}

/** The first day of the week in a place, 0 for Sunday to 6 for Saturday; Monday where nobody knows. */
export function firstDayOf(locale: string): number {
  return (new Intl.Locale(locale).getWeekInfo().firstDay ?? 1) % 7;
}

/** The first day of the week that a day is in. */
export function startOfWeek(day: string, firstDay: number): string {
  return addDays(day, -((weekdayOf(day) - firstDay + 7) % 7));
}

/** The zone an instant's day is told in, as "GMT+1" or "CET". */
export function zoneName(ms: number, zone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' }).formatToParts(ms);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}
