import { addDays, addMinutes } from '../../lib/zoned.ts';
import type { Period } from './period.ts';

/** A step of the keyboard through the hours. */
const STEP_MINUTES = 30;

/**
 * Where a key takes the mark in a calendar: a wall time where days have hours, a day in a month.
 * @returns null for a key that moves nothing
 */
export function movedCursor(cursor: string, key: string): string | null {
  const isDay = cursor.length === 10;
  const days = (by: number): string => (isDay ? addDays(cursor, by) : addMinutes(cursor, by * 1440));
  switch (key) {
    case 'ArrowLeft':
      return days(-1);
    case 'ArrowRight':
      return days(1);
    case 'ArrowUp':
      return isDay ? addDays(cursor, -7) : addMinutes(cursor, -STEP_MINUTES);
    case 'ArrowDown':
      return isDay ? addDays(cursor, 7) : addMinutes(cursor, STEP_MINUTES);
    default:
      return null;
  }
}

/** Where the mark begins: now, to the half hour before, where that is shown; else nine in the morning of the first day. */
export function firstCursor(period: Period, nowWall: string, hasHours: boolean): string {
  const day = nowWall.slice(0, 10);
  const isShown = day >= period.from && day < period.to;
  if (!hasHours) return isShown ? day : period.from;
  if (!isShown) return `${period.from}T09:00`;
  return `${nowWall.slice(0, 14)}${Number(nowWall.slice(14)) < 30 ? '00' : '30'}`;
}

/** The end of what the mark covers. */
export function cursorEnd(cursor: string): string {
  return cursor.length === 10 ? addDays(cursor, 1) : addMinutes(cursor, STEP_MINUTES);
}
