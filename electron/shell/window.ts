import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import type { Log } from '../../shared/log.ts';
import { windowOptions } from './window-options.ts';
import { placeWindow } from './policy/window-state.ts';
import type { WindowStateFile } from './window-state-file.ts';

export interface WindowOptions {
  readonly rendererOrigin: string;
  readonly preload: string;
  readonly state: WindowStateFile;
  readonly log: Log;
}

/** The app's one window. */
export interface AppWindow {
  current(): BrowserWindow | null;
  /** Shows the window, opening it where it is not. */
  show(): void;
}

export function createAppWindow({ rendererOrigin, preload, state, log }: WindowOptions): AppWindow {
  let current: BrowserWindow | null = null;

  function open(): BrowserWindow {
    const saved = state.read();
    const place = placeWindow(
      saved,
      screen.getAllDisplays().map((display) => display.workArea),
    );
    const window = new BrowserWindow(
      windowOptions({ preload, dark: nativeTheme.shouldUseDarkColors, packaged: app.isPackaged, place }),
    );
    if (saved?.maximized) window.maximize();
    window.once('ready-to-show', () => window.show());
    window.on('close', () =>
      state.write({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }),
    );
    window.on('closed', () => (current = null));
    window.loadURL(`${rendererOrigin}/`).catch((error: unknown) => {
      log.error('window.not-loaded', { reason: error instanceof Error ? error.message : String(error) });
    });
    return window;
  }

  return {
    current: () => current,
    show() {
      if (current === null) {
        current = open();
        return;
      }
      if (current.isMinimized()) current.restore();
      current.show();
      current.focus();
    },
  };
}
