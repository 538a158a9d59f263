import Activity from '@lucide/svelte/icons/activity';
import CalendarClock from '@lucide/svelte/icons/calendar-clock';
import ListTodo from '@lucide/svelte/icons/list-todo';
import PhoneIncoming from '@lucide/svelte/icons/phone-incoming';
import PhoneOutgoing from '@lucide/svelte/icons/phone-outgoing';
import StickyNote from '@lucide/svelte/icons/sticky-note';
import type { Formats } from '../../lib/format.ts';
import { m } from '../../paraglide/messages.js';
import type { Written } from './recent.ts';

/** The picture that stands before a thing that was written down. */
export function writtenIcon({ kind, isIncoming }: Written): typeof StickyNote {
  switch (kind) {
    case 'notes':
      return StickyNote;
    case 'tasks':
      return ListTodo;
    case 'appointments':
      return CalendarClock;
    case 'sales_activities':
      return Activity;
    case 'phone_calls':
      return isIncoming ? PhoneIncoming : PhoneOutgoing;
  }
}

/** What it is, in a word or two. */
export function writtenWhat({ kind, isIncoming }: Written): string {
  switch (kind) {
    case 'notes':
      return m.compose_note();
    case 'tasks':
      return m.compose_task();
    case 'appointments':
      return m.compose_appointment();
    case 'sales_activities':
      return m.compose_activity();
    case 'phone_calls':
      return isIncoming ? m.compose_call_in() : m.compose_call_out();
  }
}

/**
 * When it was or is due, in words; null where that is not known.
 * @param isOfDay whether the day is told elsewhere, and the time is enough
 */
export function writtenWhen(line: Written, isOfDay: boolean, formats: Formats, now: number): string | null {
  const { kind, at, isDone, isAllDay } = line;
  if (at === null) return null;
  if (kind === 'tasks' && !isDone) {
    const shown = formats.instantShort(at, now);
    return at < now ? m.compose_overdue({ when: shown }) : m.compose_due({ when: shown });
  }
  // An all-day one is of a day wherever one is (reference: Appointments).
  if (isAllDay)
    return isOfDay ? m.compose_all_day() : formats.day(new Date(at).toISOString().slice(0, 10), now);
  if (isOfDay) return formats.time(at);
  const isPlanned = kind === 'appointments' && at > now;
  return isPlanned
    ? m.compose_day_time({ day: formats.day(formats.dayOf(at), now), time: formats.time(at) })
    : formats.instantShort(at, now);
}
