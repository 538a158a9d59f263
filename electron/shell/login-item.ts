import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from 'electron';
import { autostartEntry, HIDDEN_ARGUMENT } from '../desktop/login-entry.ts';
import type { Log } from '../../shared/log.ts';

/** Has the system start the app, hidden, when the user logs in, or no longer. */
export async function launchAtLogin(on: boolean, log: Log): Promise<void> {
  try {
    if (process.platform === 'linux') await writeAutostart(on);
    else app.setLoginItemSettings({ openAtLogin: on, args: [HIDDEN_ARGUMENT] });
  } catch (error) {
    log.warn('login-item.refused', {
      code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown',
    });
  }
}

async function writeAutostart(on: boolean): Promise<void> {
  const folder = join(app.getPath('appData'), 'autostart');
  const file = join(folder, 'satchel.desktop');
  if (!on) return rm(file, { force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(file, autostartEntry(process.env['APPIMAGE'] ?? process.execPath));
}

/** Whether it was the system that started the app; Windows and Linux say so by an argument. */
export function wasOpenedAtLogin(): boolean {
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}
