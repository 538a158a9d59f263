import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../shared/errors.ts';
import { fileNameOf } from '../../shared/file-name.ts';
import type { Log } from '../../shared/log.ts';
import type { Clock } from '../../shared/time.ts';
import { codeOf, refused } from './disk/disk-steps.ts';
import { markOfTheWeb } from './mark-of-the-web.ts';
import type { OpenedCopies } from './ports.ts';

export interface OpenedCopiesOptions {
  /** The app's folder. */
  readonly dir: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly platform: NodeJS.Platform;
  /** Takes a folder away with what is in it; there may be none. */
  readonly remove?: (path: string) => Promise<void>;
}

/**
 * Copies at `opened/<by chance>/<name>`, for their owner alone, and only to be read: what somebody wrote into one would be lost with it. What cannot be taken away, as on Windows while a program has it open, is tried
 * again at the next `sweep` or `clear`, also after a restart.
 */
export function openedCopies(options: OpenedCopiesOptions): OpenedCopies {
  const { dir, clock, log, platform, remove = removeFolder } = options;
  const opened = join(dir, 'opened');
  /** When each was made, epoch milliseconds; of what could not be taken away, long ago. */
  const made = new Map<string, number>();
  let clearings = 0;

  async function takeAway(folder: string): Promise<void> {
    try {
      await remove(folder);
      made.delete(folder);
    } catch (error) {
      made.set(folder, -Infinity);
      log.warn('files.copy-not-removed', { reason: codeOf(error) });
    }
  }

  async function write(folder: string, path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await pipeline(bytes, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    await markOfTheWeb(path, platform).catch((error: unknown) => {
      log.warn('files.copy-not-marked', { reason: codeOf(error) });
    });
    await chmod(path, 0o400);
  }

  return {
    async make(name, bytes) {
      const folder = join(opened, randomUUID());
      const path = join(folder, fileNameOf(name));
      const before = clearings;
      made.set(folder, clock.now());
      try {
        await write(folder, path, bytes);
        if (clearings > before) throw new AppError({ code: 'cancelled' });
      } catch (error) {
        await takeAway(folder);
        throw refused(error);
      }
      return path;
    },
    async clear() {
      clearings += 1;
      for (const name of await namesIn(opened)) await takeAway(join(opened, name));
    },
    async sweep(olderThanMs) {
      const until = clock.now() - olderThanMs;
      for (const [folder, at] of [...made]) if (at <= until) await takeAway(folder);
    },
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw refused(error);
  }
}

function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true });
}
