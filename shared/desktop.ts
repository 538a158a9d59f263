import { z } from 'zod';
import { COMMAND_IDS, MENU_PLACES } from './commands.ts';
import { recordRefSchema } from './entities/kind.ts';

/** Words for a menu, a dialog or a notification, made where the language is. */
const words = z.string().max(300);

export const commandIdSchema = z.enum(COMMAND_IDS);

/** The entries of the menu bar that the system does by itself; only their words are ours. */
export const SYSTEM_ITEMS = [
  'about',
  'hide',
  'hideOthers',
  'unhide',
  'quit',
  'undo',
  'redo',
  'cut',
  'copy',
  'paste',
  'selectAll',
  'resetZoom',
  'zoomIn',
  'zoomOut',
  'togglefullscreen',
  'minimize',
  'close',
] as const;
export type SystemItem = (typeof SYSTEM_ITEMS)[number];

/** What the reminders say; `{time}` and `{count}` stand for what is filled in. */
export const reminderWordsSchema = z.object({
  appointment: words,
  task: words,
  /** Where many come at once. */
  many: words,
  /** Where nothing of what it is about may be shown. */
  hidden: words,
  snooze: words,
});

/**
 * All that the desktop shows around the page, as the page says it: it has the language, and knows what is possible now. Told again whenever something of it changes.
 */
export const desktopViewSchema = z.object({
  /** BCP 47, for the times of reminders. */
  locale: z.string().max(40),
  menus: z.record(z.enum([...MENU_PLACES, 'edit', 'window']), words),
  commands: z.array(z.object({ id: commandIdSchema, label: words, enabled: z.boolean() })).max(100),
  system: z.record(z.enum(SYSTEM_ITEMS), words),
  /** What the sync is doing, in a few words, and how many changes wait to be sent. */
  status: words,
  pending: z.number().int().nonnegative(),
  badge: words,
  tray: z.object({ open: words, syncNow: words, quit: words }),
  quit: z.object({ title: words, detail: words, sendNow: words, quitAnyway: words, cancel: words }),
  reminders: reminderWordsSchema,
  crash: z.object({ title: words, detail: words, again: words, quit: words }),
});
export type DesktopView = z.infer<typeof desktopViewSchema>;

/** A task or an appointment of the user's that is to be spoken of. */
export const reminderSchema = z.object({
  ref: recordRefSchema,
  title: z.string(),
  /** When the task is due or the appointment begins, epoch milliseconds. */
  at: z.number(),
  /** When the appointment ends; null for a task, and where it is not said. */
  end: z.number().nullable(),
});
export type Reminder = z.infer<typeof reminderSchema>;
