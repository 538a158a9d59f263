import { app, dialog, type BrowserWindow } from 'electron';
import type { DesktopView } from '../../shared/desktop.ts';
import type { Log } from '../../shared/log.ts';
import { createRecovery } from '../desktop/recovery.ts';

/** Said until the page has given its own words. */
const PLAIN: DesktopView['crash'] = {
  title: 'The window has stopped several times',
  detail: 'Everything you have saved is safe on this computer.',
  again: 'Open it again',
  quit: 'Quit',
};

/** How long a page may give no sign before it is opened anew, where nobody is asked. */
const UNRESPONSIVE_MS = 30_000;

/**
 * Opens the page anew when its process has gone or it gives no sign, a little later each time; after three times in a minute the user decides.
 * @param words the page's, once it has told them
 */
export function recoverPage(window: BrowserWindow, words: () => DesktopView['crash'] | null, log: Log): void {
  const recovery = createRecovery();
  const { webContents } = window;
  let silent: NodeJS.Timeout | null = null;

  function reload(): void {
    if (!window.isDestroyed()) webContents.reload();
  }

  async function ask(): Promise<void> {
    const { title, detail, again, quit } = words() ?? PLAIN;
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: title,
      detail,
      buttons: [again, quit],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    if (response === 1) {
      app.quit();
      return;
    }
    recovery.forget();
    reload();
  }

  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.error('page.gone', { reason, exitCode });
    if (silent) clearTimeout(silent);
    silent = null;
    const next = recovery.crashed(Date.now());
    if (next.do === 'reload') setTimeout(reload, next.afterMs);
    else ask().catch(reload);
  });
  webContents.on('unresponsive', () => {
    log.warn('page.unresponsive');
    // Its process is ended, and what follows is as after a crash.
    silent ??= setTimeout(() => webContents.forcefullyCrashRenderer(), UNRESPONSIVE_MS);
  });
  webContents.on('responsive', () => {
    if (silent) clearTimeout(silent);
    silent = null;
  });
  webContents.on('destroyed', () => {
    if (silent) clearTimeout(silent);
  });
}
