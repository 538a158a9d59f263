import { app, dialog } from 'electron';
import { join, resolve } from 'node:path';
import { dropSwitches } from './policy/switches.ts';

/** The parts of Electron's `app` that the start-up phases need, and no more. */

/** What is settled before the app is ready. */
export interface PreparedApp {
  readonly userDataDir: string;
  readonly packaged: boolean;
  /** Switches of the command line that a package does not listen to. */
  readonly dropped: readonly string[];
}

/** Settles what must be settled before the app is ready: no door for a debugger, no unsandboxed renderer, and where the data is. */
export function prepareApp(): PreparedApp {
  const dropped = dropSwitches(app.commandLine, app.isPackaged);
  app.enableSandbox();
  // Windows shows notifications only of a program whose shortcut has the same id (electron-builder.yml).
  if (process.platform === 'win32') app.setAppUserModelId('io.satchel.app');
  const asked = process.env['SATCHEL_USER_DATA'];
  const userDataDir = asked ? resolve(asked) : join(app.getPath('appData'), 'Satchel');
  app.setPath('userData', userDataDir);
  return { userDataDir, packaged: app.isPackaged, dropped };
}

/** Resolves when windows may be opened. */
export function whenReady(): Promise<void> {
  return app.whenReady();
}

export interface LifecycleOptions {
  /** The user asks for the window: the dock was clicked. */
  onActivate(): void;
  /** Lets what is being written finish; the app ends after it, or is ended by the system's updater. */
  onQuit(): Promise<'ends-itself' | 'is-ended'>;
}

/** Ends the app with its window (on macOS with the command), after `onQuit`. */
export function followLifecycle({ onActivate, onQuit }: LifecycleOptions): void {
  let quitting = false;
  let isEnded = false;
  app.on('activate', onActivate);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    if (isEnded) return;
    event.preventDefault();
    if (quitting) return;
    quitting = true;
    onQuit().then(
      (by) => {
        // Squirrel ends the app itself, to start the new one after it.
        if (by === 'is-ended') isEnded = true;
        else app.exit(0);
      },
      () => app.exit(1),
    );
  });
}

export function quit(): void {
  app.quit();
}

/** Tells why the app cannot start, and ends it. */
export function failStart(error: unknown): void {
  dialog.showErrorBox('Satchel', error instanceof Error ? error.message : String(error));
  app.exit(1);
}
