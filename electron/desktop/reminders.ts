import { z } from 'zod';
import type { Reminder } from '../../shared/desktop.ts';
import { refKey } from '../../shared/entities/kind.ts';
import type { Clock } from '../../shared/time.ts';
import type { JsonFile } from './json-file.ts';

const MINUTE_MS = 60_000;
/** So long before it begins an appointment is spoken of; a task when it is due. */
const LEAD_MS = 15 * MINUTE_MS;
/** A task that was due longer ago is no news: the lists show it. */
const LATE_MS = 8 * 60 * MINUTE_MS;
/** An appointment that does not say when it ends. */
const USUAL_LENGTH_MS = 60 * MINUTE_MS;
const SNOOZE_MS = 10 * MINUTE_MS;
/** What came from the CRM meanwhile is seen after so long. */
const LOOK_EVERY_MS = 2 * MINUTE_MS;
/** What was spoken of is forgotten after so long: nothing looks further back. */
const KEPT_MS = 48 * 60 * MINUTE_MS;

/** Which reminders were shown, and when those that were put off are to be shown again; by `keyOf`. Nothing out of a record but ids and times. */
export const seenSchema = z.object({
  shown: z.record(z.string(), z.number()),
  snoozed: z.record(z.string(), z.number()),
});
type Seen = z.infer<typeof seenSchema>;

export interface ReminderPorts {
  readonly clock: Clock;
  /** What the store has for a span of time; null where there is none, or it is locked. */
  read(from: number, to: number): Promise<readonly Reminder[] | null>;
  isOn(): boolean;
  readonly file: JsonFile<Seen>;
  /** Shows reminders that are due. `isHidden`: nothing of what they are about may be told. */
  show(reminders: readonly Reminder[], isHidden: boolean): void;
}

/** Speaks of tasks and appointments in their time, each once, also while no window is seen. */
export interface Reminders {
  /** Something may be different: looks at once. */
  look(): void;
  /** Shows these again in ten minutes. */
  snooze(reminders: readonly Pick<Reminder, 'ref' | 'at'>[]): void;
  close(): Promise<void>;
}

/** One text for a reminder. What is put off to another time is another one. */
export function keyOf({ ref, at }: Pick<Reminder, 'ref' | 'at'>): string {
  return `${refKey(ref)}@${at}`;
}

/** When a reminder is to be shown, and until when it is worth anything. */
export function spanOf({ ref, at, end }: Reminder): { readonly from: number; readonly to: number } {
  return ref.kind === 'appointments'
    ? { from: at - LEAD_MS, to: Math.max(at, end ?? at + USUAL_LENGTH_MS) }
    : { from: at, to: at + LATE_MS };
}

export function createReminders({ clock, read, isOn, file, show }: ReminderPorts): Reminders {
  let seen: Seen = { shown: {}, snoozed: {} };
  /** What lies ahead, without its words: for when the store is locked by then. */
  let ahead: readonly Reminder[] = [];
  let isStopped = false;
  let isWoken = false;
  let waking = new AbortController();

  function isDue(reminder: Reminder, now: number): boolean {
    const { from, to } = spanOf(reminder);
    const key = keyOf(reminder);
    const snoozed = seen.snoozed[key];
    if (now > to) return false;
    return snoozed === undefined ? from <= now && seen.shown[key] === undefined : snoozed <= now;
  }

  async function step(): Promise<number> {
    const now = clock.now();
    const next = now + LOOK_EVERY_MS;
    if (!isOn()) return next;
    const read_ = await read(now - LATE_MS, now + LEAD_MS + LOOK_EVERY_MS);
    const known = read_ ?? ahead;
    ahead = known.map((reminder) => ({ ...reminder, title: '' }));
    const due = known.filter((reminder) => isDue(reminder, now));
    if (due.length > 0) {
      const keys = due.map(keyOf);
      seen = {
        shown: { ...recent(seen.shown, now), ...Object.fromEntries(keys.map((key) => [key, now])) },
        snoozed: Object.fromEntries(Object.entries(seen.snoozed).filter(([key]) => !keys.includes(key))),
      };
      // Written down first: one that is shown twice is worse than one that is missed with the power.
      await file.write(seen);
      show(due, read_ === null);
    }
    const times = known.map((reminder) => seen.snoozed[keyOf(reminder)] ?? spanOf(reminder).from);
    return Math.min(next, ...times.filter((at) => at > now));
  }

  async function run(): Promise<void> {
    seen = (await file.read()) ?? seen;
    while (!isStopped) {
      isWoken = false;
      const until = await step();
      if (isWoken || isStopped) continue;
      waking = new AbortController();
      await clock.sleep(Math.max(1, until - clock.now()), waking.signal).catch(() => undefined);
    }
  }

  function look(): void {
    isWoken = true;
    waking.abort();
  }

  const running = run();

  return {
    look,
    snooze(reminders) {
      const until = clock.now() + SNOOZE_MS;
      const more = Object.fromEntries(reminders.map((reminder) => [keyOf(reminder), until]));
      seen = { ...seen, snoozed: { ...seen.snoozed, ...more } };
      void file.write(seen);
      look();
    },
    async close() {
      isStopped = true;
      waking.abort();
      await running;
    },
  };
}

function recent(shown: Seen['shown'], now: number): Seen['shown'] {
  return Object.fromEntries(Object.entries(shown).filter(([, at]) => at > now - KEPT_MS));
}
