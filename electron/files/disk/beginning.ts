import type { Hmac } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import type { DiskSteps } from './disk-steps.ts';
import type { FileKeys } from './file-keys.ts';
import { readAt } from './read-at.ts';
import {
  HEADER_BYTES,
  newHeader,
  openSegment,
  placeOf,
  SEGMENT_BYTES,
  sealSegment,
  segmentKey,
  STORED_BYTES,
  type Part,
} from './sealed-segments.ts';

/** A file that is not whole: full segments on the disk, and in memory what does not fill one yet. One call at a time; each rejects as the disk does. */
export interface Beginning {
  /** How many bytes have come. */
  bytes(): number;
  append(bytes: Uint8Array): Promise<void>;
  /** That was all. It is on the disk, and closed. @returns its address */
  end(): Promise<string>;
  /** Leaves what has come on the disk, as far as there is room, and closes it. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

interface Found {
  readonly file: FileHandle;
  readonly key: Buffer;
  /** Has taken in the full segments. */
  readonly hash: Hmac;
  readonly segments: number;
  readonly rest: Buffer;
}

/** Begins a file. */
export async function newBeginning(path: string, keys: FileKeys, steps: DiskSteps): Promise<Beginning> {
  const { header, key } = newHeader(keys);
  const file = await steps.create(path);
  try {
    await steps.write(file, header, 0);
  } catch (error) {
    await file.close();
    throw error;
  }
  return beginningOf({ file, key, hash: keys.addressing(), segments: 0, rest: Buffer.alloc(0) }, steps);
}

/**
 * Goes on with one. Every segment is opened; from the first one on that does not open, as a crash has left half of it, the file is cut off.
 * @param check throws where nobody wants it any more
 * @returns null where it is of no format that is known
 */
export async function reopenBeginning(
  path: string,
  keys: FileKeys,
  steps: DiskSteps,
  check: () => void,
): Promise<Beginning | null> {
  const file = await open(path, 'r+');
  try {
    const key = segmentKey(keys, await readAt(file, Buffer.alloc(HEADER_BYTES), 0));
    if (key === null) {
      await file.close();
      return null;
    }
    const hash = keys.addressing();
    const room = Buffer.alloc(STORED_BYTES);
    for (let number = 0; ; number++) {
      check();
      const stored = await readAt(file, room, placeOf(number));
      const isFull = stored.length === STORED_BYTES;
      const content = openSegment(key, number, stored, isFull ? 'more' : 'so-far');
      if (content !== null && isFull) {
        hash.update(content);
        continue;
      }
      await steps.truncate(file, placeOf(number));
      return beginningOf({ file, key, hash, segments: number, rest: content ?? Buffer.alloc(0) }, steps);
    }
  } catch (error) {
    await file.close();
    throw error;
  }
}

function beginningOf({ file, key, hash, segments, rest }: Found, steps: DiskSteps): Beginning {
  const room = Buffer.alloc(SEGMENT_BYTES);
  const sealed = Buffer.alloc(STORED_BYTES);
  let filled = rest.copy(room);
  let written = segments;

  const gathered = () => room.subarray(0, filled);
  const write = (part: Part) =>
    steps.write(file, sealSegment(key, written, gathered(), part, sealed), placeOf(written));

  async function writeFull(): Promise<void> {
    await write('more');
    hash.update(room);
    written += 1;
    filled = 0;
  }

  return {
    bytes: () => written * SEGMENT_BYTES + filled,
    async append(bytes) {
      for (let at = 0; at < bytes.length;) {
        const taken = Math.min(bytes.length - at, SEGMENT_BYTES - filled);
        room.set(bytes.subarray(at, at + taken), filled);
        at += taken;
        filled += taken;
        if (filled === SEGMENT_BYTES) await writeFull();
      }
    },
    async end() {
      const address = hash.update(gathered()).digest('hex');
      await write({ endOf: address });
      await steps.sync(file);
      await file.close();
      return address;
    },
    async leave() {
      try {
        if (filled === SEGMENT_BYTES) await writeFull();
        else if (filled > 0) await write('so-far');
      } catch {
        filled = 0; // What there is no room for has not come.
      }
      await file.close();
    },
    close: () => file.close(),
  };
}
