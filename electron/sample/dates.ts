import { parseDay, parseInstant } from '../../shared/time.ts';

/** Dates as requests bring them and as answers show them. Inside this room an instant is milliseconds since 1970 UTC, a day is `YYYY-MM-DD`. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const JS_DATE =
  /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) (?:GMT|UTC)([+-]\d{4})?(?: \(.*\))?$/;

/**
 * Reads an instant of a request: every form of the reference's "Date Fields", and what JavaScript prints for a Date, which its examples send
 * ("Tue Jun 21 2016 11:00:00 GMT+0000", "… GMT+0530 (IST)").
 * @returns milliseconds since 1970 UTC, or null for anything else.
 */
export function parseInputInstant(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  const iso = parseInstant(text);
  if (iso !== null) return iso;
  const match = JS_DATE.exec(text);
  if (!match) return null;
  const [, month = '', day = '', year, hours, minutes, seconds, zone = '+0000'] = match;
  const number = MONTHS.indexOf(month) + 1;
  if (number === 0) return null;
  const pad = (part: number | string): string => String(part).padStart(2, '0');
  return parseInstant(`${year}-${pad(number)}-${pad(day)}T${hours}:${minutes}:${seconds}${zone}`);
}

/** Reads a calendar day of a request: a date, or an instant, whose day as written counts. Null for anything else. */
export function parseInputDay(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const day = parseDay(value.trim());
  if (day !== null) return day;
  const instant = parseInputInstant(value);
  return instant === null ? null : new Date(instant).toISOString().slice(0, 10);
}

/** Writes an instant (milliseconds, or null) as the API does. */
export type InstantWriter = (ms: unknown) => string | null;

/** How many minutes a zone is ahead of UTC at an instant. */
function offsetAt(format: Intl.DateTimeFormat, ms: number): number {
  const parts = new Map(format.formatToParts(ms).map((part) => [part.type, Number(part.value)]));
  const get = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const local = Date.UTC(
    get('year'),
    get('month') - 1,
    get('day'),
    get('hour') % 24,
    get('minute'),
    get('second'),
  );
  return Math.round((local - Math.floor(ms / 1000) * 1000) / 60_000);
}

/**
 * Makes the writer for an account's zone: `2016-02-13T23:27:49Z` in UTC, else with the offset of that moment (quirks §6).
 * @param zone an IANA zone name
 */
export function instantWriter(zone: string): InstantWriter {
  const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
  if (zone === 'UTC') return (ms) => (typeof ms === 'number' ? utc(ms) : null);
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  // An offset holds at least for a quarter of an hour; formatting is slow, so it is asked once for each.
  const offsets = new Map<number, number>();
  return (ms) => {
    if (typeof ms !== 'number') return null;
    const quarter = Math.floor(ms / 900_000);
    let offset = offsets.get(quarter);
    if (offset === undefined) offsets.set(quarter, (offset = offsetAt(format, ms)));
    const sign = offset < 0 ? '-' : '+';
    const size = Math.abs(offset);
    const zoneText = `${sign}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
    return new Date(ms + offset * 60_000).toISOString().slice(0, 19) + zoneText;
  };
}

/** Writes an instant in UTC without a zone, `2024-06-25 06:57:50` (quirks §6). */
export function writeWithoutZone(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** Spans in milliseconds. */
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** The calendar day, in UTC, of an instant. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
