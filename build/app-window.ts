import { spawn } from 'node:child_process';
import { chromiumArgs, findChromium, thisMachine } from './chromium.ts';

/** An app window. */
export interface AppWindow {
  /** Resolves when it is gone: true where it was closed, false where it could not be opened or broke down. */
  readonly closed: Promise<boolean>;
  close(): void;
}

/** Whether there is a screen to open a window on. */
export function hasDisplay(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return platform === 'darwin' || platform === 'win32' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/**
 * Opens the address in a Chromium window without tabs or address bar, on a profile of its own (an absolute folder), where
 * the app's records lie. Nothing is given back where there is no display or no Chromium.
 */
export async function openAppWindow(address: string, profile: string): Promise<AppWindow | undefined> {
  if (!hasDisplay(process.platform, process.env)) return undefined;
  const machine = await thisMachine();
  const chromium = await findChromium(machine);
  if (chromium === undefined) return undefined;
  const child = spawn(
    chromium,
    [`--app=${address}`, `--user-data-dir=${profile}`, ...chromiumArgs(machine.isRoot)],
    { stdio: 'ignore' },
  );
  return {
    closed: new Promise((resolve) => {
      child.once('error', () => resolve(false));
      child.once('exit', (code, signal) => resolve(code === 0 || signal !== null));
    }),
    close: () => {
      child.kill();
    },
  };
}
