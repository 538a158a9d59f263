/** A calendar day in the reader's zone, with its first and last millisecond. */
export interface DaySpan {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Epoch milliseconds. */
  readonly start: number;
  readonly end: number;
}

/** No day is longer than this, whatever its zone does to its clocks. */
const LONGEST_MS = 26 * 3_600_000;

/**
 * The day that `now` is in.
 * @param now epoch milliseconds
 * @param dayOf the day of an instant in the reader's zone, `YYYY-MM-DD`
 */
export function spanOfDay(now: number, dayOf: (ms: number) => string): DaySpan {
  const day = dayOf(now);
  return {
    day,
    start: edge(now - LONGEST_MS, now, (ms) => dayOf(ms) === day),
    end: edge(now, now + LONGEST_MS, (ms) => dayOf(ms) !== day) - 1,
  };
}

/** The first millisecond after `low` and up to `high` from which on something holds; it does not hold at `low` and does at `high`. */
function edge(low: number, high: number, holds: (ms: number) => boolean): number {
  let [before, from] = [Math.floor(low), Math.floor(high)];
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (holds(middle)) from = middle;
    else before = middle;
  }
  return from;
}

/** The day so many days after another, `YYYY-MM-DD`; a calendar day has no zone. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
