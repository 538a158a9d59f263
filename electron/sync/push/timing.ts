import type { Edit } from '../../../shared/edits/edit.ts';
import type { Calls } from '../ports.ts';
import type { Clock } from '../../../shared/time.ts';

/**
 * How long after a write its effect may still come: our transport gives up after a minute, and a slow server may act a little after that. Only then does "it is not
 * there" mean that it was not done.
 */
export const PROBE_SETTLE_MS = 90_000;
/** Probes without an answer that decides, before the user is asked. */
export const PROBES_MAX = 8;
/** How far the server's clock may be behind what we know of it, and how coarse its instants are. */
export const SERVER_TOLERANCE_MS = 5_000;

const FIRST_PROBE_MS = 2_000;
const SECOND_PROBE_MS = 15_000;
const LONGEST_MS = 5 * 60_000;

/** After so many probes, each after its wait, the time has passed whatever the clocks say. */
const WAITED_PROBES = 3;

type Unsure = Extract<Edit['state'], { name: 'unsure' }>;

export interface Times {
  readonly clock: Clock;
  readonly calls: Calls;
  readonly chance: () => number;
}

/** When a write that got no answer is asked about first: soon, with jitter, as most answers are lost after the server acted. */
export function firstProbeAt({ clock, chance }: Times): number {
  return clock.now() + Math.round(FIRST_PROBE_MS * (1 + chance()));
}

/**
 * How long ago a unit was sent: by this machine's clock and by the server's, whichever is less, as either may have jumped. A moment in the future counts as now.
 */
export function elapsedOf(state: Unsure, { clock, calls }: Times): number {
  const local = clock.now() - state.sentAt;
  const server = calls.serverNow() - state.serverTime;
  // Both in the future: nothing is known but how often it was waited for.
  if (local < 0 && server < 0) return state.probes >= WAITED_PROBES ? PROBE_SETTLE_MS : 0;
  if (local < 0) return server;
  if (server < 0) return local;
  return Math.min(local, server);
}

/** Whether "not there" counts. */
export function isSettled(state: Unsure, times: Times): boolean {
  return elapsedOf(state, times) >= PROBE_SETTLE_MS;
}

/** When it is asked next after a probe that did not decide: soon, then when "not there" counts, then ever more rarely. */
export function nextProbeAt(state: Unsure, times: Times): number {
  const now = times.clock.now();
  const left = PROBE_SETTLE_MS - elapsedOf(state, times);
  if (left <= 0) return now + backOff(state.probes, times.chance());
  return now + (state.probes === 0 ? Math.min(SECOND_PROBE_MS, left) : left);
}

/** When a unit whose check failed is tried again. */
export function backOff(attempt: number, chance: number): number {
  const ceiling = Math.min(LONGEST_MS, SECOND_PROBE_MS * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * chance);
}

/** Whether an unsure unit may be asked about now. A moment further off than any we set comes from a clock that has jumped. */
export function isDue(state: Unsure, now: number): boolean {
  return state.notBefore <= now || state.notBefore > now + LONGEST_MS + PROBE_SETTLE_MS;
}
