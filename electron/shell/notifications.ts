import { Notification } from 'electron';
import type { ReminderText } from '../desktop/reminder-text.ts';

export interface NotificationActions {
  open(text: ReminderText): void;
  snooze(text: ReminderText): void;
}

/** What is on the screen must be held on to, or its clicks would be collected with it. */
const shown = new Set<Notification>();

/** Shows a reminder by the system's own notification; it offers to be put off where the system has buttons for that. */
export function notify(text: ReminderText, snooze: string, actions: NotificationActions): void {
  const notification = new Notification({
    title: text.title,
    body: text.body,
    actions: [{ type: 'button', text: snooze }],
  });
  const done = () => shown.delete(notification);
  shown.add(notification);
  notification.on('click', () => {
    done();
    actions.open(text);
  });
  notification.on('action', () => {
    done();
    actions.snooze(text);
  });
  notification.on('close', done);
  notification.on('failed', done);
  notification.show();
}
