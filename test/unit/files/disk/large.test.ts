import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFileDisk } from '../../../../electron/files/disk/file-disk.ts';
import { SEGMENT_BYTES } from '../../../../electron/files/disk/sealed-segments.ts';
import { memoryLog } from '../../../../electron/log/memory-log.ts';

const GIGABYTE = 1_000_000_000;
/** V8 lets some 64 MB gather outside of its heap before it looks for what nobody needs; measured: 50 to 70 MB. A tenth of the file shows that the file is not in memory. */
const MEMORY_MAX = 100_000_000;

it('a file of a gigabyte goes in and out, and memory stays small', { timeout: 300_000 }, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'satchel-large-'));
  try {
    const disk = await openFileDisk({ dir, accountId: 'a', key: randomBytes(32), log: memoryLog() });
    const piece = randomBytes(50_000);
    const inUse = () => {
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const before = inUse();
    let most = 0;
    const look = () => {
      most = Math.max(most, inUse() - before);
    };

    const writing = await disk.begin({ id: 1, record: 'contacts:1', version: 'v1', name: 'Film.mp4' });
    await writing.restart('"a"');
    for (let at = 0; at < GIGABYTE; at += piece.length) {
      await writing.append(piece);
      if (at % 2_000_000 === 0) look();
    }
    expect(await writing.finish(1)).toMatchObject({ bytes: GIGABYTE });

    let read = 0;
    let differs = false;
    for await (const bytes of disk.read(1)) {
      for (let at = 0; at < bytes.length;) {
        const from = (read + at) % piece.length;
        const length = Math.min(piece.length - from, bytes.length - at);
        differs ||= piece.compare(bytes, at, at + length, from, from + length) !== 0;
        at += length;
      }
      read += bytes.length;
      if (read % (32 * SEGMENT_BYTES) === 0) look();
    }
    expect([read, differs]).toEqual([GIGABYTE, false]);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(MEMORY_MAX);
    await disk.close();
  } finally {
    await rm(dir, { recursive: true });
  }
});
