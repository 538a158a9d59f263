import { HOUR_MS } from './dates.ts';

/** How many calls the account allows, and by which headers it tells (quirks §3: accounts were seen to send either, both or none). */
export interface RateLimit {
  readonly perHour: number;
  readonly perMinute?: number;
  readonly headers: 'x-ratelimit' | 'retry-after' | 'both' | 'none';
}

interface Window {
  readonly length: number;
  readonly max: number;
  start: number;
  used: number;
}

/** Whether a call may pass, and the headers that go with its answer. */
export interface Verdict {
  readonly allowed: boolean;
  readonly headers: Record<string, string>;
}

const MINUTE_MS = 60_000;

/** Counts calls in fixed windows of an hour and a minute that start with their first call. */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #windows: Window[];

  constructor(limit: RateLimit) {
    this.#limit = limit;
    this.#windows = [{ length: HOUR_MS, max: limit.perHour, start: -Infinity, used: 0 }];
    if (limit.perMinute !== undefined)
      this.#windows.push({ length: MINUTE_MS, max: limit.perMinute, start: -Infinity, used: 0 });
  }

  /** Counts one call at `now` (milliseconds) and says whether it may pass; a refused call does not count. */
  take(now: number): Verdict {
    for (const window of this.#windows) {
      if (now < window.start || now - window.start >= window.length)
        Object.assign(window, { start: now, used: 0 });
    }
    const full = this.#windows.filter((window) => window.used >= window.max);
    if (full.length === 0) for (const window of this.#windows) window.used += 1;
    return { allowed: full.length === 0, headers: this.#headers(now, full) };
  }

  #headers(now: number, full: readonly Window[]): Record<string, string> {
    const { headers } = this.#limit;
    // What is told is the tightest window: a full one, else the one with the least left.
    const [tightest] = [...(full.length > 0 ? full : this.#windows)].sort(
      (a, b) => a.max - a.used - (b.max - b.used),
    );
    if (tightest === undefined || headers === 'none') return {};
    const seconds = String(Math.ceil((tightest.start + tightest.length - now) / 1000));
    return {
      ...(headers === 'retry-after'
        ? {}
        : {
            'x-ratelimit-limit': String(tightest.max),
            'x-ratelimit-remaining': String(tightest.max - tightest.used),
            'x-ratelimit-reset': seconds,
          }),
      ...(headers !== 'x-ratelimit' && full.length > 0 ? { 'retry-after': seconds } : {}),
    };
  }
}
