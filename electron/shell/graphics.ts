import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { Log } from '../../shared/log.ts';
import { watchGraphics } from '../desktop/recovery.ts';

/** Left behind where the graphics crashed over and over. It holds the version of the app: another one tries again. */
const MARK = 'without-acceleration';

/**
 * Draws without the graphics processor after it crashed over and over, and watches whether it does. Must run before the app is ready, so it reads at once.
 * @param dir where the mark is
 */
export function watchAcceleration(dir: string, version: string, log: Log): void {
  const path = join(dir, MARK);
  if (markedVersion(path) === version) {
    app.disableHardwareAcceleration();
    log.info('graphics.without-acceleration');
  } else {
    rmSync(path, { force: true });
  }
  const watch = watchGraphics();
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.warn('process.gone', { type, reason, exitCode });
    if (type !== 'GPU' || !watch.crashed(Date.now())) return;
    try {
      writeFileSync(path, version);
    } catch {
      // The next start tries again as this one did.
    }
  });
}

function markedVersion(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
