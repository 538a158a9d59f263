import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../../shared/errors.ts';
import { codeOf, refused } from './disk-steps.ts';
import type { FileKeys } from './file-keys.ts';
import { readAt } from './read-at.ts';
import { HEADER_BYTES, openSegment, placeOf, segmentKey, STORED_BYTES } from './sealed-segments.ts';

/**
 * Reads a file that is whole, a segment at a time.
 * @param check throws where it must not be read any more
 * @throws AppError `storage`: `damaged` where it is not there as it was written
 */
export async function* readWhole(
  path: string,
  address: string,
  keys: FileKeys,
  check: () => void,
): AsyncGenerator<Uint8Array> {
  const file = await opened(path);
  try {
    const key = segmentKey(keys, await readAt(file, Buffer.alloc(HEADER_BYTES), 0));
    if (key === null) throw damaged();
    const room = Buffer.alloc(STORED_BYTES);
    for (let number = 0, isLast = false; !isLast; number++) {
      const stored = await readAt(file, room, placeOf(number));
      check();
      isLast = stored.length < STORED_BYTES;
      const content = openSegment(key, number, stored, isLast ? { endOf: address } : 'more');
      if (content === null) throw damaged();
      if (content.length > 0) yield content;
    }
  } catch (error) {
    throw refused(error);
  } finally {
    await file.close();
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw codeOf(error) === 'ENOENT' ? damaged() : refused(error);
  }
}

function damaged(): AppError {
  return new AppError({ code: 'storage', reason: 'damaged' });
}
