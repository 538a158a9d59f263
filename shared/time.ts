/**
 * Instants and dates as the API writes them. An instant is compared as an instant whatever its offset; a date without time is a
 * calendar day and is never shifted by a zone; an instant without a zone is UTC (reference: Schema, Date Fields; quirks §6).
 */

const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Milliseconds of a calendar day at 00:00 UTC, or null where there is no such day (2024-02-30). */
function utcDay(year: number, month: number, day: number): number | null {
  const ms = Date.UTC(year, month - 1, day);
  const back = new Date(ms);
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? ms : null;
}

function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.slice(1).replace(':', '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || '0'));
}

/**
 * Reads an instant: `2016-02-10T02:36:06-08:00`, `…Z`, `2024-06-25 06:57:50` (UTC), `2010-03-23T12:00` (UTC), or a bare date (00:00 UTC).
 * @returns milliseconds since 1970-01-01T00:00Z, or null for anything else.
 */
export function parseInstant(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  const day = DATE.exec(text);
  if (day) return utcDay(Number(day[1]), Number(day[2]), Number(day[3]));
  const match = INSTANT.exec(text);
  if (!match) return null;
  const [, year, month, date, hours, minutes, seconds = '0', fraction = '', zone] = match;
  const start = utcDay(Number(year), Number(month), Number(date));
  if (start === null || Number(hours) > 24 || Number(minutes) > 59 || Number(seconds) > 60) return null;
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const clock = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + ms;
  return start + clock - offsetMinutes(zone) * 60_000;
}

/**
 * Reads a calendar day: `2024-07-03`, or the day written at the front of an instant, as it stands, whatever its zone.
 * @returns `YYYY-MM-DD`, or null where that is no day.
 */
export function parseDay(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:$|[T ])/.exec(text);
  if (!match || utcDay(Number(match[1]), Number(match[2]), Number(match[3])) === null) return null;
  return text.slice(0, 10);
}

/** Where "now" comes from: the real clock, or a virtual one. Milliseconds since 1970-01-01T00:00Z. */
export interface Clock {
  now(): number;
  /** Milliseconds since some moment of this process, which no setting of the clock changes. */
  uptime(): number;
  /** Resolves after `ms`, or rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
