import type { Formats } from '../../lib/format.ts';
import { zoneName } from '../../lib/zoned.ts';
import { m } from '../../paraglide/messages.js';
import { lastDayOf, type CalendarItem } from './items.ts';

/** When something is, in full: "Tue 24 Nov 2026, 10:00 to 10:30", "Tue 24 Nov 2026, all day". */
export function itemWhen(item: CalendarItem, formats: Formats): string {
  const day = item.start.slice(0, 10);
  if (item.isAllDay) {
    const last = lastDayOf(item);
    return last === day
      ? m.calendar_on_day({ day: formats.dayLong(day) })
      : m.calendar_on_days({ from: formats.dayLong(day), until: formats.dayLong(last) });
  }
  if (item.kind === 'tasks') return m.calendar_due({ when: formats.instantLong(item.startsAt) });
  return m.calendar_from_until({
    from: formats.instantLong(item.startsAt),
    until: formats.time(item.endsAt),
  });
}

/** What the clock of another zone shows then: "09:00 GMT". */
export function zoneTime(ms: number, zone: string, formats: Formats): string {
  return m.calendar_zone_time({
    time: formats.timeIn(zone, ms) ?? formats.time(ms),
    zone: zoneName(ms, zone, formats.locale),
  });
}
