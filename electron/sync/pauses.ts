import { backoff } from '../../shared/backoff.ts';

/** However often the network is said to have changed, it is not tried more often than this. */
const AT_MOST_EVERY_MS = 3_000;
/** So many failures in a row, of whatever tasks, are taken for a failure of the whole. */
const IN_ROW_MAX = 3;

/** What failed so often will most likely fail again: it is tried about once an hour, as each try costs a call. */
const STUBBORN = 8;
const STUBBORN_FACTOR = 12;

/** When the engine as a whole, or one task, has to wait because something failed. Times are epoch milliseconds. */
export interface Pauses {
  /** Nothing is done before this. */
  readonly until: number;
  /** There is no network: waits longer each time. @returns until when */
  offline(now: number): number;
  /** The CRM has asked for a wait, which nothing ends early. */
  refused(now: number, ms: number): number;
  /** A task failed by itself; it waits, and everything does where everything fails. @returns until when the task waits */
  failed(key: string, now: number): number;
  /** Everything waits, as long as after so many failures in a row. */
  broken(now: number): number;
  /** A task got through. */
  succeeded(key: string): void;
  /** A task did what it had to, without a word to the CRM: that says nothing about the others. */
  forgive(key: string): void;
  /** There may be a network again, or there is something to send: tries at once, but not over and over. */
  hasten(now: number): void;
  notBefore(key: string): number;
  /** The earliest time ahead at which a failed task is tried again; null where there is none. A time that has passed is of a task that nobody asks for any more. */
  nextRetry(now: number): number | null;
  isOffline(): boolean;
  /** The clock was set by so much. */
  shift(ms: number): void;
}

export function createPauses(chance: () => number): Pauses {
  let until = 0;
  let isRefused = false;
  let lastTriedAt = -Infinity;
  let offlineAttempts = 0;
  let inRow = 0;
  const tasks = new Map<string, { readonly attempts: number; readonly until: number }>();

  function pause(now: number, ms: number): number {
    isRefused = false;
    lastTriedAt = now;
    until = now + ms;
    return until;
  }

  return {
    get until() {
      return until;
    },
    offline(now) {
      offlineAttempts += 1;
      return pause(now, backoff(offlineAttempts, chance()));
    },
    refused(now, ms) {
      // A little later than asked for: other devices of the account wait for the same moment.
      pause(now, ms + backoff(1, chance()));
      isRefused = true;
      return until;
    },
    failed(key, now) {
      const attempts = (tasks.get(key)?.attempts ?? 0) + 1;
      const ms = backoff(attempts, chance()) * (attempts > STUBBORN ? STUBBORN_FACTOR : 1);
      const taskUntil = now + ms;
      tasks.set(key, { attempts, until: taskUntil });
      inRow += 1;
      if (inRow > IN_ROW_MAX) pause(now, backoff(inRow - IN_ROW_MAX, chance()));
      return taskUntil;
    },
    broken(now) {
      inRow += 1;
      return pause(now, backoff(inRow, chance()));
    },
    succeeded(key) {
      tasks.delete(key);
      offlineAttempts = 0;
      inRow = 0;
    },
    forgive: (key) => void tasks.delete(key),
    hasten(now) {
      if (isRefused) return;
      until = Math.min(until, Math.max(now, lastTriedAt + AT_MOST_EVERY_MS));
    },
    notBefore: (key) => tasks.get(key)?.until ?? 0,
    nextRetry(now) {
      const ahead = [...tasks.values()].map((task) => task.until).filter((taskUntil) => taskUntil > now);
      return ahead.length === 0 ? null : Math.min(...ahead);
    },
    isOffline: () => offlineAttempts > 0,
    shift(ms) {
      until += ms;
      lastTriedAt += ms;
      for (const [key, task] of tasks) tasks.set(key, { ...task, until: task.until + ms });
    },
  };
}
