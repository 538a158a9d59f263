import { floorOf, HOUR_MS, MINUTE_MS, pacedFrom, SPREAD_MS } from './budget-rules.ts';
import type { LimitWindow } from './budget-state.ts';
import type { Lane } from './transport.ts';

/** How long look and edit wait for news where a limit that is used up does not say when it begins anew. */
const ASK_AGAIN_MS = 10 * MINUTE_MS;

/** How a lane goes by a window: whether by the pace of the hour, and where in the queue after a reset this device stands (0 up to 1). */
export interface Manner {
  readonly isPaced: boolean;
  readonly spread: number;
}

/** When one of the account's limits allows one more call of a lane, epoch milliseconds; -Infinity where it does not hold it back. */
export function windowFrom(window: LimitWindow | null, lane: Lane, { isPaced, spread }: Manner): number {
  if (window === null) return -Infinity;
  const left = window.remaining - window.since;
  const stops = left < floorOf(lane, window.limit);
  if (window.resetAt === null) return stops ? unknownReset(window, lane) : -Infinity;
  if (stops) return window.resetAt + Math.ceil(spread * SPREAD_MS[lane]);
  return isPaced ? pacedFrom(lane, left, window.limit, window.resetAt) : -Infinity;
}

/** A window that does not say when it begins anew does so within an hour; what the user waits for asks sooner. */
function unknownReset({ seenAt, toldAt }: LimitWindow, lane: Lane): number {
  const latest = seenAt + HOUR_MS;
  return lane === 'edit' || lane === 'look' ? Math.min(toldAt + ASK_AGAIN_MS, latest) : latest;
}

/** Whether a window has begun anew since it was told of, and every lane may know it. */
export function isOver(window: LimitWindow | null, at: number): boolean {
  if (window === null) return false;
  return at >= (window.resetAt === null ? window.seenAt + HOUR_MS : window.resetAt + SPREAD_MS.background);
}
