import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import type { Log } from '../../shared/log.ts';
import { windowOptions } from './window-options.ts';
import { placeWindow } from './policy/window-state.ts';
import type { WindowStateFile } from './window-state-file.ts';

/** What closing the window means: it is hidden, and the page and its worker go on; the app is asked to end, which may take an answer of the user's; or it just closes. */
export type Closing = 'hide' | 'quit' | 'close';

export interface WindowOptions {
  readonly rendererOrigin: string;
  readonly preload: string;
  readonly state: WindowStateFile;
  readonly log: Log;
  closing(): Closing;
  /** A window was made; before anything is loaded. */
  onOpen(window: BrowserWindow): void;
}

/** The app's one window. */
export interface AppWindow {
  current(): BrowserWindow | null;
  /** Shows the window, opening it where it is not. */
  show(): void;
  /** Opens it without showing it, so that the page and its worker run. */
  openHidden(): void;
}

export function createAppWindow(options: WindowOptions): AppWindow {
  const { rendererOrigin, preload, state, log } = options;
  let current: BrowserWindow | null = null;
  /** Whether it is to be seen as soon as it has something to show. */
  let isWanted = false;

  function open(): BrowserWindow {
    const saved = state.read();
    const place = placeWindow(
      saved,
      screen.getAllDisplays().map((display) => display.workArea),
    );
    const window = new BrowserWindow(
      windowOptions({ preload, dark: nativeTheme.shouldUseDarkColors, packaged: app.isPackaged, place }),
    );
    // Maximising shows it.
    const appear = () => {
      if (saved?.maximized) window.maximize();
      window.show();
    };
    window.once('ready-to-show', () => {
      if (isWanted) appear();
      else if (saved?.maximized) window.once('show', () => window.maximize());
    });
    window.on('close', (event) => {
      state.write({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
      const closing = options.closing();
      if (closing === 'close') return;
      event.preventDefault();
      if (closing === 'quit') {
        app.quit();
        return;
      }
      // A full-screen window of macOS leaves a black space behind when it is hidden.
      if (window.isFullScreen()) {
        window.once('leave-full-screen', () => window.hide());
        window.setFullScreen(false);
      } else {
        window.hide();
      }
    });
    window.on('closed', () => (current = null));
    options.onOpen(window);
    window.loadURL(`${rendererOrigin}/`).catch((error: unknown) => {
      log.error('window.not-loaded', { reason: error instanceof Error ? error.message : String(error) });
    });
    return window;
  }

  return {
    current: () => current,
    show() {
      isWanted = true;
      if (current === null) {
        current = open();
        return;
      }
      if (current.isMinimized()) current.restore();
      current.show();
      current.focus();
    },
    openHidden() {
      current ??= open();
    },
  };
}
