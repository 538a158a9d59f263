import type { Clock } from '../shared/time.ts';

/** How often is looked. */
const LOOK_MS = 200;

/**
 * Resolves when something has come to rest, or after a while: nobody is to wait for what does not end.
 * @param isBusy whether it goes on
 */
export async function untilQuiet(
  clock: Pick<Clock, 'uptime' | 'sleep'>,
  isBusy: () => boolean,
  atMostMs: number,
): Promise<void> {
  const until = clock.uptime() + atMostMs;
  while (isBusy() && clock.uptime() < until) await clock.sleep(LOOK_MS);
}
