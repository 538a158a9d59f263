import { z } from 'zod';

export const attemptsSchema = z.object({
  /** Wrong ones since the last right one. */
  failed: z.number().int().nonnegative(),
  /** When the last wrong one was made, epoch milliseconds. */
  at: z.number(),
});
export type Attempts = z.infer<typeof attemptsSchema>;

export const NO_ATTEMPTS: Attempts = { failed: 0, at: 0 };

/** So many may be wrong before anybody has to wait: fingers slip. */
const FREE = 4;
const MINUTE_MS = 60_000;
/** How long after the fifth wrong one, the sixth, and so on; the last holds for all that follow. */
const WAITS_MS = [0.5, 1, 5, 15, 60].map((minutes) => minutes * MINUTE_MS);

/** How long must pass after the last wrong attempt. */
function waitAfter({ failed }: Attempts): number {
  return failed <= FREE ? 0 : (WAITS_MS[Math.min(failed - FREE, WAITS_MS.length) - 1] ?? 0);
}

/** Until when no attempt is taken, epoch milliseconds; null where one may be made now. */
export function waitUntil(attempts: Attempts, now: number): number | null {
  const wait = waitAfter(attempts);
  return wait > 0 && now - attempts.at < wait ? attempts.at + wait : null;
}

/** A clock that was put back makes nobody wait for longer than the wait is: it begins anew. */
export function atClock(attempts: Attempts, now: number): Attempts {
  return now < attempts.at ? { ...attempts, at: now } : attempts;
}

export function oneMore(attempts: Attempts, now: number): Attempts {
  return { failed: attempts.failed + 1, at: now };
}
