import type { Reminder } from '../../../shared/desktop.ts';
import type { App } from '../lib/app-context.ts';
import { m } from '../paraglide/messages.js';
import { openLink } from './links.ts';

/** More at once are said in one message. */
const MOST = 2;

/** Says in the page what is due, where there is no desktop that does. */
export function sayReminders(
  app: Pick<App, 'services' | 'router' | 'formats' | 'edits'>,
  reminders: readonly Reminder[],
): void {
  const { edits, formats, router } = app;
  if (reminders.length > MOST) {
    const count = formats.number(reminders.length);
    const run = (): void => router.go({ name: 'today' });
    edits.toasts.say(m.reminder_many({ count }), { words: m.nav_today(), run });
    return;
  }
  for (const { ref, title, at } of reminders) {
    const when = whenWords(ref.kind === 'appointments', formats.time(at));
    edits.toasts.say(title === '' ? when : m.reminder_said({ title, when }), {
      words: m.reminder_open(),
      run: () => void openLink(app, { is: 'record', ref, origin: null }, ''),
    });
  }
}

function whenWords(isAppointment: boolean, time: string): string {
  return isAppointment ? m.reminder_appointment({ time }) : m.reminder_task({ time });
}
