const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What the last look for an update came to. */
export type Look = 'none-yet' | 'done' | 'failed' | 'held-back';

/**
 * How long to wait before an update is looked for the next time. Every wait is stretched by up to a half, so that a company's laptops, all opened at
 * nine, do not ask in one moment.
 * @param chance a random number, 0 to 1
 */
export function waitFor(last: Look, chance: number): number {
  const least = {
    // Soon, but the mirror comes first.
    'none-yet': 20_000,
    done: 4 * HOUR_MS,
    failed: HOUR_MS,
    // The link may be free of charge again by then.
    'held-back': 30 * MINUTE_MS,
  };
  return Math.round(least[last] * (1 + chance / 2));
}
