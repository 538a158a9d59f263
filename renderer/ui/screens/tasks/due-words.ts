import type { Formats } from '../../lib/format.ts';
import { dayOf } from '../../lib/zoned.ts';
import { m } from '../../paraglide/messages.js';
import type { TaskGroup } from './sections.ts';

/** When a task is due, short: "Today 14:00", "21 Nov 09:00". */
export function dueWords(dueAt: number | null, now: number, formats: Formats): string {
  if (dueAt === null) return m.tasks_no_day();
  const day = formats.day(dayOf(dueAt, formats.zone), now);
  return m.tasks_due_at({ day, time: formats.time(dueAt) });
}

/** The head above open tasks. */
export function groupWords(group: TaskGroup): string {
  switch (group) {
    case 'overdue':
      return m.tasks_overdue();
    case 'today':
      return m.tasks_today();
    case 'tomorrow':
      return m.tasks_tomorrow();
    case 'week':
      return m.tasks_this_week();
    case 'later':
      return m.tasks_later();
    case 'none':
      return m.tasks_no_day();
  }
}
