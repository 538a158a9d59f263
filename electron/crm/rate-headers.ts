import { RATE_LIMIT_WAIT_MS } from '../../shared/limits.ts';
import type { Headers } from './transport.ts';

/** No wait is longer: the account's limit is counted by the hour (reference: Errors, 429). */
const LONGEST_WAIT_MS = 60 * 60 * 1000;

/** A header that holds a count, or null. */
function countOf(value: string | undefined): number | null {
  return value !== undefined && /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : null;
}

/** What an answer says of the account's limit (quirks §3); null where it says nothing. */
export function rateOf(headers: Headers): { remaining: number | null; limit: number | null } {
  return {
    remaining: countOf(headers['x-ratelimit-remaining']),
    limit: countOf(headers['x-ratelimit-limit']),
  };
}

/** How long until the account's limit begins anew, in milliseconds, up to an hour; null where the answer does not say. */
export function resetOf(headers: Headers, now: number): number | null {
  const wait = reset(countOf(headers['x-ratelimit-reset']), serverTimeOf(headers) ?? now);
  return wait === null ? null : Math.min(wait, LONGEST_WAIT_MS);
}

/** The server's clock when it answered, to the second, or null. */
export function serverTimeOf(headers: Headers): number | null {
  const date = Date.parse(headers['date'] ?? '');
  return Number.isNaN(date) ? null : date;
}

/** How long a 429 asks to wait, as `waitOf` reads it; null where it names no time. */
export function namedWaitOf(headers: Headers, now: number): number | null {
  const from = serverTimeOf(headers) ?? now;
  const wait = retryAfter(headers['retry-after'], from) ?? reset(countOf(headers['x-ratelimit-reset']), from);
  return wait === null ? null : Math.min(wait, LONGEST_WAIT_MS);
}

/**
 * How long to wait after a 429, in milliseconds, 0 to an hour. Sources differ on which header comes (quirks §3), so: `retry-after` as seconds or as an
 * HTTP date; else `x-ratelimit-reset`, whose unit nobody recorded and which is told by its size: above 1e12 epoch milliseconds, above 1e9
 * epoch seconds, else seconds from now; else a default. A moment is measured against the server's own `date` where it sends one, as this
 * machine's clock may be wrong.
 * @param now epoch milliseconds
 */
export function waitOf(headers: Headers, now: number): number {
  return namedWaitOf(headers, now) ?? RATE_LIMIT_WAIT_MS;
}

function retryAfter(value: string | undefined, from: number): number | null {
  if (value === undefined) return null;
  const seconds = countOf(value);
  if (seconds !== null) return seconds * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - from);
}

function reset(value: number | null, from: number): number | null {
  if (value === null) return null;
  if (value <= 1e9) return value * 1000;
  const wait = (value > 1e12 ? value : value * 1000) - from;
  // A moment that is past tells nothing: the clocks differ, or the header is of another kind than we think.
  return wait > 0 ? wait : null;
}
