import { commandsOf } from '../app/commands.ts';
import { KINDS, type Kind } from '../../../shared/entities/kind.ts';
import type { DesktopView } from '../../../shared/desktop.ts';
import type { App } from '../lib/app-context.ts';
import { m } from '../paraglide/messages.js';

/** What the desktop has to know of the page. */
export interface DesktopSituation {
  /** Whether an account is open: without one no command is of use. */
  readonly isOpen: boolean;
  /** The kinds that the account has. */
  readonly kinds: readonly Kind[];
  /** How many changes wait to be sent. */
  readonly pending: number;
  /** What the sync is doing. */
  readonly status: string;
}

/** What menus, tray, badge and dialogs of the desktop say now, in the page's language. */
export function desktopView(app: App, { isOpen, kinds, pending, status }: DesktopSituation): DesktopView {
  const { formats } = app;
  const shown = formats.number(pending);
  const waiting = m.quit_title({ count: pending, shown });
  return {
    locale: formats.locale,
    menus: {
      file: m.menu_file(),
      edit: m.menu_edit(),
      go: m.menu_go(),
      sync: m.menu_sync(),
      view: m.menu_view(),
      window: m.menu_window(),
      help: m.menu_help(),
    },
    commands: commandsOf(app, isOpen ? kinds : KINDS).map(({ id, short }) => ({
      id,
      label: short,
      enabled: isOpen,
    })),
    system: {
      about: m.menu_about(),
      hide: m.menu_hide(),
      hideOthers: m.menu_hide_others(),
      unhide: m.menu_unhide(),
      quit: m.menu_quit(),
      undo: m.menu_undo(),
      redo: m.menu_redo(),
      cut: m.menu_cut(),
      copy: m.menu_copy(),
      paste: m.menu_paste(),
      selectAll: m.menu_select_all(),
      resetZoom: m.menu_reset_zoom(),
      zoomIn: m.menu_zoom_in(),
      zoomOut: m.menu_zoom_out(),
      togglefullscreen: m.menu_full_screen(),
      minimize: m.menu_minimize(),
      close: m.menu_close(),
    },
    status: isOpen ? status : m.tray_locked(),
    pending,
    badge: pending === 0 ? m.badge_none() : waiting,
    tray: { open: m.tray_open(), syncNow: m.command_sync_now(), quit: m.menu_quit() },
    quit: {
      title: waiting,
      detail: m.quit_detail(),
      sendNow: m.quit_send_now(),
      quitAnyway: m.quit_anyway(),
      cancel: m.cancel(),
    },
    // What is filled in is known only when it is said.
    reminders: {
      appointment: m.reminder_appointment({ time: '{time}' }),
      task: m.reminder_task({ time: '{time}' }),
      many: m.reminder_many({ count: '{count}' }),
      hidden: m.reminder_hidden(),
      snooze: m.reminder_snooze(),
    },
    crash: {
      title: m.crash_title(),
      detail: m.crash_detail(),
      again: m.crash_again(),
      quit: m.menu_quit(),
    },
  };
}
