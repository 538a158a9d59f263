import type { Lane } from './transport.ts';

/** The rules by which calls are given out, as pure functions. Times are epoch milliseconds of this machine's clock. */

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;

/** The hourly limit of the smallest plan, for as long as the server has not told another (quirks §3). */
export const LIMIT_UNTIL_TOLD = 1000;
/** Classic accounts allow 400 calls a minute to all their users (quirks §3): a quarter of it to one device. */
export const PER_MINUTE_MAX = 100;
/** And no volley: thirty quick calls were seen to be refused (quirks §3). Not while a first mirror runs, which is a volley. */
export const PER_TEN_SECONDS_MAX = 30;
export const TEN_SECONDS_MS = 10 * SECOND_MS;
/** What background work leaves of this device's share to the agenda. */
const LEFT_TO_TODAY = 1 / 4;
/** What a first mirror may take of the account's hourly limit. */
const BURST_PART = 1 / 2;

/** How many calls of `background` an hour's share of `share` allows; `ease` is the part of them that the account bears. Never none. */
export function backgroundMax(share: number, ease: number): number {
  return Math.max(1, Math.floor(share * (1 - LEFT_TO_TODAY) * ease));
}

/** How many calls of a first mirror an account's `limit` allows to one device in an hour. */
export function burstMax(limit: number): number {
  return Math.floor(limit * BURST_PART);
}

/**
 * How little may be left of the account's limit before a lane stops: `part` of it, at least `least` calls, never more than `most` of it.
 *
 * A device learns what is left from its own answers alone, so below a floor each device of the account may make one more call before it knows. The lowest
 * floor is therefore a number of devices: sixty of them can act at the same moment and none is refused.
 */
const FLOORS: Readonly<
  Record<Lane, { readonly part: number; readonly least: number; readonly most: number }>
> = {
  edit: { part: 0.02, least: 60, most: 0.25 },
  look: { part: 0.08, least: 80, most: 0.3 },
  today: { part: 0.15, least: 100, most: 0.4 },
  background: { part: 0.25, least: 120, most: 0.5 },
};

export function floorOf(lane: Lane, limit: number): number {
  const { part, least, most } = FLOORS[lane];
  return Math.min(Math.max(part * limit, least), most * limit);
}

/** How much more than its floor a lane leaves at the start of an hour, so that the users' own calls find something all hour long. */
const PACED_PART: Readonly<Record<Lane, number>> = { edit: 0, look: 0, today: 0.25, background: 0.5 };

/**
 * When a lane may go on with so much left: its floor is raised by what is left of the hour, and falls with it.
 * @returns a time, at the latest `resetAt`; -Infinity where there is enough for the whole hour
 */
export function pacedFrom(lane: Lane, left: number, limit: number, resetAt: number): number {
  const part = PACED_PART[lane];
  const spare = (left - floorOf(lane, limit)) / limit;
  if (spare >= part) return -Infinity;
  return Math.ceil(resetAt - Math.max(0, spare / part) * HOUR_MS);
}

/**
 * How much of its share background work takes, by how the account fares. Where a server does not tell what is left (quirks §3), its refusals are all there is to go by: an hour
 * that ran out halves it, one and a half that did not give an eighth back, as hosts have always shared a line that none of them sees the whole of.
 */
export function easedAfter(ease: number, ranOut: boolean): number {
  return ranOut ? Math.max(1 / 8, ease / 2) : Math.min(1, ease + 1 / 8);
}

/** How long after the last change an account that ran out eases again; what follows sooner is of the same hour. */
export const EASE_AFTER_MS = 30 * MINUTE_MS;
export const EASE_BACK_AFTER_MS = 90 * MINUTE_MS;

/** By how much of `spread` (0 to 1, a device's own) a lane waits after a reset, so that the devices of an account do not all start at once. */
export const SPREAD_MS: Readonly<Record<Lane, number>> = {
  edit: 2 * SECOND_MS,
  look: 2 * SECOND_MS,
  today: 30 * SECOND_MS,
  background: 2 * MINUTE_MS,
};

/**
 * When one more call keeps to "at most `max` in any `length`".
 * @param times of the calls that count, ascending
 */
export function rollingFrom(times: readonly number[], max: number, length: number): number {
  const blocking = times[times.length - max];
  return blocking === undefined ? -Infinity : blocking + length;
}

/**
 * How long all lanes rest after a 429 that names no time, the `refusals`th in a row: a minute, twice as long each time, to the 20 minutes that recovery was seen to
 * take (quirks §3).
 */
export function unnamedWait(refusals: number): number {
  return Math.min(MINUTE_MS * 2 ** Math.max(0, refusals - 1), 20 * MINUTE_MS);
}

/** The least rest after a 429 that follows another one, whatever time it names: the time that the one before named was not true. */
export function repeatedWait(refusals: number): number {
  return refusals < 2 ? 0 : unnamedWait(refusals - 1);
}
