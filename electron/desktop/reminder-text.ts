import type { DesktopView, Reminder } from '../../shared/desktop.ts';

/** More at once are said in one. */
const MOST = 3;

/** What a notification says, and what it is about: all that it stands for, to be put off, and the one that it opens, where it is one. */
export interface ReminderText {
  readonly title: string;
  readonly body: string;
  readonly about: readonly Reminder[];
}

/**
 * The notifications for reminders that are due together.
 * @param view the page's words
 * @param isHidden whether nothing of what they are about may be told, as the app is locked
 */
export function reminderTexts(
  reminders: readonly Reminder[],
  { reminders: words, locale }: Pick<DesktopView, 'reminders' | 'locale'>,
  isHidden: boolean,
): readonly ReminderText[] {
  if (reminders.length === 0) return [];
  if (isHidden) return [{ title: 'Satchel', body: words.hidden, about: reminders }];
  if (reminders.length > MOST) {
    const count = new Intl.NumberFormat(locale).format(reminders.length);
    return [{ title: 'Satchel', body: filled(words.many, 'count', count), about: reminders }];
  }
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  return reminders.map((reminder) => ({
    title: reminder.title === '' ? 'Satchel' : reminder.title,
    body: filled(
      reminder.ref.kind === 'appointments' ? words.appointment : words.task,
      'time',
      time.format(reminder.at),
    ),
    about: [reminder],
  }));
}

function filled(words: string, name: string, value: string): string {
  return words.replaceAll(`{${name}}`, () => value);
}
