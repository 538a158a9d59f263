import { parseInstant } from '../../../../shared/time.ts';

/** Until when something holds is an instant to the API (reference: `valid_till`) and a day to people: its last moment, in the rep's zone. */

/** The day on which an instant lies in the zone of this machine, `YYYY-MM-DD`; empty where there is none. */
export function dayOfInstant(value: unknown): string {
  const ms = parseInstant(value);
  if (ms === null) return '';
  const at = new Date(ms);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The last second of a day in the zone of this machine, as the API takes it; null for no day. */
export function endOfDay(day: string): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return null;
  const at = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]), 23, 59, 59);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
