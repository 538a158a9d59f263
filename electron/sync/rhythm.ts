/**
 * How often what is asked for, at rest, so that an hour's calls stay within this device's share.
 *
 * The arithmetic at 40 calls an hour. The agenda has 12 passes an hour with two lists at most, so 24 calls (as a rule 18: open tasks each time, appointments
 * every second time); a pass that needed more makes the next one wait longer. Everything else shares one row of calls with 16 places an hour. 24 + 16 = 40. Of
 * those 16, 9 go to changes (contacts 3, deals 3, accounts 1.5, leads 1.5; a kind that is the union of three views is asked half as often and costs three), 1.3 to
 * recycle bins, 1 to the configuration (25 pieces a day), 1 to sales activities; what is left sweeps and prefetches in turn: 10,000 records are compared in
 * two days. At 15 calls there are floor(12 * 15/40) = 4 passes and 6 places: 8 + 6 = 14.
 */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** The share for which the times below are meant. */
const SHARE = 40;
/** Passes of the agenda, and other calls, in an hour. */
const PASSES = 12;
const PLACES = 16;

export interface Rhythm {
  /** Between two passes of the agenda, and for each call that one made. */
  readonly agendaMs: number;
  readonly agendaCallMs: number;
  /** Within the agenda. */
  readonly appointmentsMs: number;
  readonly completedMs: number;
  readonly overdueMs: number;
  readonly pastMs: number;
  /** Between two calls of everything else. */
  readonly backgroundCallMs: number;
  readonly binMs: number;
  readonly activitiesMs: number;
  readonly activityWalkMs: number;
  readonly configurationMs: number;
  readonly sweepMs: number;
  readonly productsMs: number;
  /** Details that are older are worth fetching again; and how long to wait when there were none. */
  readonly detailsMs: number;
  readonly prefetchMs: number;
  /** Between two checks for changes of a kind. */
  changesMs(kind: string, views: number): number;
}

/** @param share calls an hour, at rest; more than 160 do not make it any more often */
export function rhythmOf(share: number): Rhythm {
  const scale = Math.max(0.25, SHARE / Math.max(1, share));
  const agendaMs = HOUR_MS / Math.max(1, Math.floor(PASSES / scale));
  return {
    agendaMs,
    agendaCallMs: agendaMs / 2,
    // A little less than two passes, so that every second one has them.
    appointmentsMs: 1.8 * agendaMs,
    completedMs: 3 * HOUR_MS * scale,
    overdueMs: DAY_MS,
    pastMs: DAY_MS,
    backgroundCallMs: HOUR_MS / Math.max(1, Math.floor(PLACES / scale)),
    binMs: 3 * HOUR_MS * scale,
    activitiesMs: HOUR_MS * scale,
    activityWalkMs: 7 * DAY_MS,
    configurationMs: DAY_MS * Math.max(1, scale / 2),
    sweepMs: DAY_MS,
    productsMs: 7 * DAY_MS,
    detailsMs: DAY_MS,
    prefetchMs: HOUR_MS,
    changesMs: (kind, views) =>
      (kind === 'contacts' || kind === 'deals' ? 20 : 40) * MINUTE_MS * scale * (views > 1 ? 2 : 1),
  };
}
