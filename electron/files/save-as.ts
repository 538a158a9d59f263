import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../shared/errors.ts';

/**
 * Writes a file where the user has said. What is there already is replaced only when all of it is written.
 * @throws AppError `storage` when the disk refuses, and as `bytes` does
 */
export async function saveAs(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const part = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    await pipeline(bytes, createWriteStream(part, { flags: 'wx' }));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined); // The first error is the one to tell.
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new AppError({ code: 'storage', reason }, { cause: error });
  }
}
