import { addDays, addMinutes, dayOf, instantOf, wallOf, weekdayOf } from '../../lib/zoned.ts';

/** For when a task can be put off at once. */
export type SnoozeKey = 'later' | 'tomorrow' | 'week';
export interface SnoozeChoice {
  readonly key: SnoozeKey;
  /** Epoch milliseconds. */
  readonly at: number;
}

const MORNING = '09:00';
const LATEST = '20:00';

/**
 * When a task is due if it is put off: three hours from now, while that is not in the night; tomorrow; and on Monday next week, at the hour it had.
 * @param dueAt when it was due; without an hour of its own it is nine
 */
export function snoozeChoices(now: number, dueAt: number | null, zone: string): readonly SnoozeChoice[] {
  const today = dayOf(now, zone);
  const hour = dueAt === null ? MORNING : wallOf(dueAt, zone).slice(11);
  const choice = (key: SnoozeKey, wall: string): SnoozeChoice[] => {
    const at = instantOf(wall, zone);
    return at === null ? [] : [{ key, at }];
  };
  const later = halfHour(addMinutes(wallOf(now, zone), 3 * 60));
  const monday = addDays(today, 7 - ((weekdayOf(today) + 6) % 7));
  return [
    ...(later.slice(0, 10) === today && later.slice(11) <= LATEST ? choice('later', later) : []),
    ...choice('tomorrow', `${addDays(today, 1)}T${hour}`),
    ...choice('week', `${monday}T${hour}`),
  ];
}

/** The half hour that is next. */
function halfHour(wall: string): string {
  const over = Number(wall.slice(14)) % 30;
  return over === 0 ? wall : addMinutes(wall, 30 - over);
}
