const FIRST_MS = 2_000;
const LONGEST_MS = 5 * 60_000;

/**
 * How long to wait before trying again: exponential, with full jitter above half, so that many devices do not come back at the same moment
 * (Brooker, "Exponential Backoff and Jitter", 2015: "equal jitter").
 * @param attempt failures in a row, from 1
 * @param chance 0 to 1
 * @returns milliseconds
 */
export function backoff(attempt: number, chance: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 20));
  return Math.round(ceiling / 2 + (ceiling / 2) * chance);
}
