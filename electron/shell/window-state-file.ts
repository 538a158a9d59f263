import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../shared/log.ts';
import { windowStateSchema, type WindowState } from './policy/window-state.ts';

/** Where the window was. It is read before the window is shown and written while it closes, so both are done at once. */
export interface WindowStateFile {
  read(): WindowState | null;
  write(state: WindowState): void;
}

/** `window.json` under `dir`. Losing it costs nothing but a place on the screen, so no failure here stops anything. */
export function windowStateFile(dir: string, log: Log): WindowStateFile {
  const path = join(dir, 'window.json');
  return {
    read() {
      try {
        return windowStateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch {
        return null; // Absent at first, or broken: the window opens in the middle.
      }
    },
    write(state) {
      try {
        writeFileSync(path, JSON.stringify(state));
      } catch (error) {
        log.warn('window.state-not-written', {
          reason: error instanceof Error ? error.message : String(error),
        });
      }
    },
  };
}
