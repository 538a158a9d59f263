import { setTimeout as timeout } from 'node:timers/promises';
import type { Clock } from '../shared/time.ts';

/** The machine's own clock. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    sleep: async (ms, signal) => {
      await timeout(ms, undefined, signal ? { signal } : {});
    },
  };
}
