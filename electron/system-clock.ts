import { setTimeout as timeout } from 'node:timers/promises';
import type { Clock } from '../shared/time.ts';

/** Timers stand still while a laptop sleeps; the clock on the wall does not. A long sleep is made of pieces, so that it ends soon after the lid is opened. */
const PIECE_MS = 30_000;

/** The machine's own clock. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    uptime: () => performance.now(),
    sleep: async (ms, signal) => {
      const end = Date.now() + ms;
      for (let left = ms; left > 0; left = Math.min(left - PIECE_MS, end - Date.now())) {
        await timeout(Math.min(left, PIECE_MS), undefined, signal ? { signal } : {});
      }
    },
  };
}
