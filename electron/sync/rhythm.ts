/**
 * How often what is asked for, at rest, so that an hour's calls stay within this device's share.
 *
 * The arithmetic at 40 calls an hour. The agenda is asked for every 5 minutes: open tasks each time, appointments every second time, so in any hour at most
 * 12 passes with 18 calls (a pass that needed more calls makes the next one wait 2.5 minutes for each). Everything else shares one row of calls that are 3.25
 * minutes apart: at most ceil(60 / 3.25) = 19 in any hour. 18 + 19 = 37. Of the 18.5 a row gives on average, 9 go to changes (contacts 3, deals 3, accounts 1.5,
 * leads 1.5; a kind that is the union of three views is asked half as often and costs three), 1.3 to recycle bins, 1 to the configuration (25 pieces a day), 1 to sales
 * activities; the 6 that are left sweep and prefetch in turn: 10,000 records are compared in under two days.
 * At 15 calls every time is 40/15 as long: passes 13.3 minutes apart make at most 5 passes with 8 calls, the row at most ceil(60 / 8.67) = 7. 8 + 7 = 15.
 */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** The share for which the times below are meant. */
const SHARE = 40;

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
  return {
    agendaMs: 5 * MINUTE_MS * scale,
    agendaCallMs: 2.5 * MINUTE_MS * scale,
    // A little less than two passes, so that every second one has them.
    appointmentsMs: 9 * MINUTE_MS * scale,
    completedMs: 3 * HOUR_MS * scale,
    overdueMs: DAY_MS,
    pastMs: DAY_MS,
    backgroundCallMs: 3.25 * MINUTE_MS * scale,
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
