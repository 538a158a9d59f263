import { parseDateTime, toZoned } from '@internationalized/date';
import { localTime } from '../../lib/field-draft.ts';

const HOUR_MS = 3_600_000;

/**
 * The instant that is meant by a time of the clock in a zone: where the clock is put forward over it the moment after, where it comes twice the first.
 * @param typed as `datetime-local` has it
 * @param zone an IANA name
 * @returns epoch milliseconds, or null for what is no time
 */
export function instantIn(typed: string, zone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(typed)) return null;
  try {
    return toZoned(parseDateTime(typed), zone).toDate().getTime();
  } catch {
    return null; // There is no such day.
  }
}

/** From the next full hour on, for some minutes, as `datetime-local` has it, in the zone of this machine. */
export function nextHour(now: number, minutes: number): { readonly from: string; readonly until: string } {
  const at = new Date(now);
  at.setMinutes(0, 0, 0);
  const from = at.getTime() + HOUR_MS;
  return { from: localTime(from), until: localTime(from + minutes * 60_000) };
}

/** The hour that ends now, for what has just happened. */
export function lastHour(now: number): { readonly from: string; readonly until: string } {
  return { from: localTime(now - HOUR_MS), until: localTime(now) };
}

/** A new end that keeps the length when the beginning moves; the end as it was where either cannot be read. Both in one zone, which does not matter here. */
export function movedEnd(before: { readonly from: string; readonly until: string }, from: string): string {
  const [was, until, next] = [before.from, before.until, from].map((typed) => instantIn(typed, 'UTC'));
  if (was == null || until == null || next == null || until < was) return before.until;
  return new Date(next + (until - was)).toISOString().slice(0, 16);
}
