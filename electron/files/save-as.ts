import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { refused } from './disk/disk-steps.ts';
import { markOfTheWeb } from './mark-of-the-web.ts';

/**
 * Writes a file where the user has said. What is there already is replaced only when all of it is written.
 * @throws AppError `storage` when the disk refuses, and as `bytes` does
 */
export async function saveAs(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  platform: NodeJS.Platform,
): Promise<void> {
  const part = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    await pipeline(bytes, createWriteStream(part, { flags: 'wx' }));
    // A disk of another kind, such as a stick, has no place for the mark.
    await markOfTheWeb(part, platform).catch(() => undefined);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined); // The first error is the one to tell.
    throw refused(error);
  }
}
