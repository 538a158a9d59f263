import type { Edit } from '../../../shared/edits/edit.ts';
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

type Unsure = Extract<Edit['state'], { name: 'unsure' }>;

export interface Times {
  readonly clock: Clock;
  readonly chance: () => number;
}

/** When a write that got no answer is asked about first: soon, with jitter, as most answers are lost after the server acted. */
export function firstProbeAt({ clock, chance }: Times): number {
  return clock.now() + Math.round(FIRST_PROBE_MS * (1 + chance()));
}

/**
 * How long this process has waited for what may still come of each unit. Clocks on walls jump, this machine's and what is known of the server's with it, so what was sent before a
 * restart is waited for once more.
 */
export interface Waits {
  /** It is being sent now. */
  begin(editId: string): void;
  /** Milliseconds since it was sent, or since it was first asked about here. */
  of(editId: string): number;
}

export function createWaits({ uptime }: Pick<Clock, 'uptime'>): Waits {
  const since = new Map<string, number>();
  return {
    begin: (editId) => void since.set(editId, uptime()),
    of(editId) {
      const known = since.get(editId) ?? uptime();
      since.set(editId, known);
      return uptime() - known;
    },
  };
}

/** Whether "not there" counts. @param waited milliseconds */
export function isSettled(waited: number): boolean {
  return waited >= PROBE_SETTLE_MS;
}

/** When it is asked next after a probe that did not decide: soon, then when "not there" counts, then ever more rarely. */
export function nextProbeAt(probes: number, waited: number, { clock, chance }: Times): number {
  const left = PROBE_SETTLE_MS - waited;
  if (left <= 0) return clock.now() + backOff(probes, chance());
  return clock.now() + (probes === 0 ? Math.min(SECOND_PROBE_MS, left) : left);
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
