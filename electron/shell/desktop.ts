import { app, dialog, powerMonitor, type BrowserWindow } from 'electron';
import type { CommandId } from '../../shared/commands.ts';
import { deepLinkOf, LINK_SCHEME } from '../../shared/deep-link.ts';
import type { DesktopView, Reminder } from '../../shared/desktop.ts';
import type { Log } from '../../shared/log.ts';
import { USUAL_PREFERENCES, type Preferences } from '../../shared/preferences.ts';
import type { Clock } from '../../shared/time.ts';
import { keepLinks, linkOfArguments, type Links } from '../desktop/links.ts';
import { reminderTexts, type ReminderText } from '../desktop/reminder-text.ts';
import { createQuitting, type QuitAnswer } from '../desktop/quitting.ts';
import type { DesktopEvents, DesktopPort } from '../host.ts';
import { showBadge } from './badge.ts';
import { launchAtLogin } from './login-item.ts';
import { notify } from './notifications.ts';
import { setMenu } from './menu.ts';
import type { Closing } from './window.ts';
import { appTray } from './tray.ts';

export interface DesktopOptions {
  readonly packaged: boolean;
  readonly clock: Clock;
  readonly log: Log;
  window(): BrowserWindow | null;
  showWindow(): void;
}

/** The desktop around the window: menus, tray, badge, links into the app, and the question before it ends. */
export interface Desktop {
  readonly port: DesktopPort;
  /** What closing the window means now. */
  closing(): Closing;
  /** What is said when the page crashes over and over; null before the page has told. */
  crashWords(): DesktopView['crash'] | null;
  /** A link waits to be taken: the page is told. */
  linkCame(): void;
}

/** Links that the system hands over may come before the app is ready, so this is listened to first. @returns where they wait */
export function listenForLinks(argv: readonly string[], packaged: boolean, onLink: () => void): Links {
  const links = keepLinks(onLink);
  app.on('open-url', (event, url) => {
    event.preventDefault();
    links.came(url);
  });
  const link = linkOfArguments(argv);
  if (link !== null) links.came(link);
  // In a development run it would register Electron itself.
  if (packaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  return links;
}

/** Only after the app is ready. */
export function createDesktop(options: DesktopOptions, links: Links): Desktop {
  const { packaged, clock, log, window, showWindow } = options;
  let events: DesktopEvents | null = null;
  let view: DesktopView | null = null;
  let preferences: Preferences = USUAL_PREFERENCES;
  let isQuitting = false;
  let launches = false;

  function choose(id: CommandId): void {
    showWindow();
    events?.command(id);
  }

  /** One record is opened as by its link; many are on the day's screen, and so is what only this device knows. */
  function open(about: readonly Reminder[]): void {
    const [first, ...others] = about;
    const link = first && others.length === 0 ? deepLinkOf(first.ref) : null;
    showWindow();
    if (link === null) events?.command('go:today');
    else links.came(link);
  }

  const quitting = createQuitting({
    clock,
    pending: () => view?.pending ?? 0,
    ask: () => askToQuit(view, window()),
    send: () => events?.command('sync:now'),
    quit: () => app.quit(),
  });
  const tray = appTray({
    open: showWindow,
    syncNow: () => events?.command('sync:now'),
    quit: () => app.quit(),
  });

  app.on('before-quit', (event) => {
    isQuitting = quitting.mayQuit();
    if (!isQuitting) event.preventDefault();
  });
  // The system ends and will not wait for an answer; what waits to be sent is in the store.
  powerMonitor.on('shutdown', () => quitting.sessionEnds());
  setMenu(null, choose);

  return {
    port: {
      // A run from the sources is no program that a system could start.
      offers: { keepRunning: true, launchAtLogin: packaged, notifications: true },
      listen: (listener) => void (events = listener),
      show(next) {
        const before = view;
        view = next;
        if (JSON.stringify(menuPart(before)) !== JSON.stringify(menuPart(next))) setMenu(next, choose);
        if (preferences.keepRunning) tray.show(next);
        showBadge(next.pending, next.badge, window());
        quitting.pendingChanged();
      },
      follow(next) {
        preferences = next;
        if (next.keepRunning) tray.show(view);
        else tray.remove();
        // At the start only where it is wanted: an image may lie elsewhere since, and an entry that the user made is not ours to take away.
        if (packaged && launches !== next.launchAtLogin) void launchAtLogin(next.launchAtLogin, log);
        launches = next.launchAtLogin;
      },
      takeLink: () => links.take(),
      remind(reminders, isHidden) {
        if (view === null) return;
        const actions = {
          open: ({ about }: ReminderText) => open(about),
          snooze: ({ about }: ReminderText) => events?.snoozed(about),
        };
        for (const text of reminderTexts(reminders, view, isHidden))
          notify(text, view.reminders.snooze, actions);
      },
    },
    crashWords: () => view?.crash ?? null,
    linkCame: () => events?.link(),
    closing() {
      if (isQuitting) return 'close';
      if (preferences.keepRunning) return 'hide';
      // On macOS an app stays without a window.
      return process.platform === 'darwin' ? 'close' : 'quit';
    },
  };
}

/** What of a view stands in the menu bar: making it anew closes a menu that is open. */
function menuPart(view: DesktopView | null): unknown {
  return view && [view.menus, view.commands, view.system];
}

const ANSWERS: readonly QuitAnswer[] = ['send', 'quit', 'cancel'];

async function askToQuit(view: DesktopView | null, window: BrowserWindow | null): Promise<QuitAnswer> {
  if (view === null) return 'quit';
  const { title, detail, sendNow, quitAnyway, cancel } = view.quit;
  const question = {
    type: 'question' as const,
    message: title,
    detail,
    buttons: [sendNow, quitAnyway, cancel],
    defaultId: 0,
    cancelId: ANSWERS.indexOf('cancel'),
    noLink: true,
  };
  // A dialog that belongs to a hidden window is not seen.
  const { response } = await (window?.isVisible()
    ? dialog.showMessageBox(window, question)
    : dialog.showMessageBox(question));
  return ANSWERS[response] ?? 'cancel';
}
