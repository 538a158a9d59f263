import Activity from '@lucide/svelte/icons/activity';
import CalendarClock from '@lucide/svelte/icons/calendar-clock';
import CircleDot from '@lucide/svelte/icons/circle-dot';
import ListTodo from '@lucide/svelte/icons/list-todo';
import Mail from '@lucide/svelte/icons/mail';
import MoveRight from '@lucide/svelte/icons/move-right';
import Phone from '@lucide/svelte/icons/phone';
import StickyNote from '@lucide/svelte/icons/sticky-note';
import { m } from '../../../paraglide/messages.js';
import type { EntryType } from './entries.ts';
import type { Happening, HappeningType } from './feed.ts';

export const HAPPENING_ICONS: Readonly<Record<HappeningType, typeof Mail>> = {
  note: StickyNote,
  task: ListTodo,
  appointment: CalendarClock,
  call: Phone,
  activity: Activity,
  mail: Mail,
  stage: MoveRight,
  other: CircleDot,
};

/** The names the screens have words for; the CRM changes names and makes new ones (quirks §6). */
const WORDS: Readonly<Record<string, () => string>> = {
  NOTE_CREATED: m.compose_note,
  TASK_CREATED: m.compose_task,
  APPOINTMENT_CREATED: m.compose_appointment,
  SALES_ACTIVITY_CREATED: m.compose_activity,
  PHONE_CALL: m.timeline_call,
  EMAIL_SENT: m.timeline_mail_sent,
  EMAIL_RECEIVED: m.timeline_mail_received,
  EMAIL_REPLIED: m.timeline_mail_replied,
  EMAIL_OPENED: m.timeline_mail_opened,
  EMAIL_CLICKED: m.timeline_mail_clicked,
  PAGE_VIEWS: m.timeline_page_views,
  APP_EVENTS: m.timeline_app_event,
  LEAD_CONVERTED: m.timeline_converted,
};

/** What happened, in a few words. */
export function happeningWords({ name, type, stage, target }: Happening): string {
  if (type === 'stage' && stage !== null) {
    const title = target?.title ?? null;
    return title === null ? m.timeline_stage({ stage }) : m.timeline_stage_of({ title, stage });
  }
  return WORDS[name.toUpperCase()]?.() ?? readable(name);
}

/** `EMAIL_LINK_CLICKED` as "Email link clicked". */
function readable(name: string): string {
  const words = name.replaceAll('_', ' ').trim().toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The words of a type, to narrow a timeline by. */
export function typeWords(type: EntryType): string {
  switch (type) {
    case 'note':
      return m.kind_notes();
    case 'task':
      return m.kind_tasks();
    case 'appointment':
      return m.kind_appointments();
    case 'call':
      return m.kind_phone_calls();
    case 'activity':
      return m.kind_activities();
    case 'mail':
      return m.timeline_mails();
    case 'other':
      return m.timeline_others();
  }
}
