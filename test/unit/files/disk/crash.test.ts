import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFile as replaceFile } from 'atomically';
import { describe, expect, it } from 'vitest';
import { SYSTEM_STEPS, type DiskSteps } from '../../../../electron/files/disk/disk-steps.ts';
import { openFileDisk } from '../../../../electron/files/disk/file-disk.ts';
import type { FileDisk, KeptFile } from '../../../../electron/files/ports.ts';
import { placeOf } from '../../../../electron/files/disk/sealed-segments.ts';
import { memoryLog } from '../../../../electron/log/memory-log.ts';

const ACCOUNT = 'widgetz.example';
const KEY = randomBytes(32);
const LONG = randomBytes(1_300_000);

/** What each version of each file holds. */
const CONTENTS: Readonly<Record<string, Buffer>> = {
  '1 v1': Buffer.from('Gold'),
  '1 v2': Buffer.from('Silver'),
  '2 v1': LONG,
  '3 v1': Buffer.from('Silver'),
  '4 v1': LONG.subarray(1, 1_200_000),
};
const contentOf = (id: number, version: string) => CONTENTS[`${id} ${version}`] ?? expect.fail('unknown');

async function write(disk: FileDisk, id: number, version: string, upTo = Infinity): Promise<void> {
  const content = contentOf(id, version);
  const writing = await disk.begin({ id, record: 'contacts:1', version, name: `${id}.pdf` });
  try {
    if (writing.from === 0) await writing.restart('"a"');
    for (let at = writing.from; at < Math.min(upTo, content.length); at += 200_000)
      await writing.append(content.subarray(at, Math.min(at + 200_000, upTo)));
    if (upTo > content.length) await writing.finish(1000);
  } finally {
    await writing.pause();
  }
}

/** Everything that a disk does. What has come to its end has to be there after a crash in the next one. */
const STORY: readonly ((disk: FileDisk) => Promise<unknown>)[] = [
  (disk) => write(disk, 1, 'v1'),
  (disk) => write(disk, 2, 'v1', 1_150_000),
  (disk) => write(disk, 2, 'v1'),
  (disk) => write(disk, 1, 'v2'),
  (disk) => write(disk, 3, 'v1'),
  (disk) => disk.used(2, 2000),
  (disk) => write(disk, 4, 'v1', 1_100_000),
  (disk) => disk.remove(1),
  (disk) => write(disk, 1, 'v2'),
  (disk) => disk.remove(3),
  (disk) => disk.remove(4),
  (disk) => disk.remove(2),
];

const sorted = (files: readonly KeptFile[]) => [...files].sort((a, b) => a.id - b.id);
const open = (dir: string, steps: DiskSteps) =>
  openFileDisk({ dir, accountId: ACCOUNT, key: KEY, log: memoryLog(), steps });

/** In the midst of a long file it is enough to look at some of its segments. */
const isOneOfMany = (at: number) => at > placeOf(1) && at < placeOf(16) && at !== placeOf(8);

/**
 * A disk that asks before each step; what `may` throws is what becomes of it. Of what would have been written half is there then. Nothing is forced to the disk, as no power is cut.
 */
function asking(may: () => void): DiskSteps {
  const { makeFolder, create, write, truncate, rename, remove } = SYSTEM_STEPS;
  async function step<T>(run: () => Promise<T>, half?: () => Promise<void>): Promise<T> {
    try {
      may();
    } catch (error) {
      await half?.();
      throw error;
    }
    return run();
  }
  return {
    makeFolder: (path) => step(() => makeFolder(path)),
    create: (path) => step(() => create(path)),
    write: (file, bytes, at) =>
      isOneOfMany(at)
        ? write(file, bytes, at)
        : step(
            () => write(file, bytes, at),
            () => write(file, bytes.subarray(0, bytes.length / 2), at),
          ),
    truncate: (file, length) => step(() => truncate(file, length)),
    sync: () => step(() => Promise.resolve()),
    rename: (from, to) => step(() => rename(from, to)),
    replace: (path, content) =>
      step(
        () => replaceFile(path, content, { fsync: false }),
        () => writeFile(`${path}.tmp-1`, content.subarray(0, content.length / 2)),
      ),
    remove: (path) => step(() => remove(path)),
  };
}

const willing = () => asking(() => {});

/** Every file that is listed is whole, what is begun can be gone on with, and nothing else lies there. */
async function expectWhole(dir: string): Promise<void> {
  const folder = join(dir, 'files', ACCOUNT);
  const disk = await open(dir, willing());
  const files = disk.list();
  const contents = files.map(({ id, version }) => contentOf(id, version));
  for (const [at, { id, bytes }] of files.entries()) {
    expect((await bytesOf(disk, id)).equals(contents[at] ?? Buffer.alloc(0))).toBe(true);
    expect(bytes).toBe(contents[at]?.length);
  }
  expect(await readdir(join(folder, 'objects'))).toHaveLength(new Set(contents.map(String)).size);
  expect(await readdir(join(folder, 'begun'))).toHaveLength(disk.begun().length);
  expect((await readdir(folder)).filter((name) => name !== 'index')).toEqual(['begun', 'objects']);
  for (const { id, version, bytes } of disk.begun()) {
    expect(bytes).toBeGreaterThan(0);
    await write(disk, id, version);
    expect((await bytesOf(disk, id)).equals(contentOf(id, version))).toBe(true);
  }
  await disk.close();
}

async function bytesOf(disk: FileDisk, id: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of disk.read(id)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function inFolder(run: (dir: string) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'satchel-crash-'));
  await run(dir).finally(() => rm(dir, { recursive: true }));
}

describe('files on the disk', () => {
  it(
    'are whole, each as before or as meant, wherever the process is ended',
    { timeout: 120_000 },
    async () => {
      // What is listed after each part of the story.
      const after: (readonly KeptFile[])[] = [[]];
      await inFolder(async (dir) => {
        const disk = await open(dir, willing());
        for (const part of STORY) {
          await part(disk);
          after.push(sorted(disk.list()));
        }
        await disk.close();
      });
      expect(after.map((files) => files.length)).toEqual([0, 1, 1, 2, 2, 3, 3, 3, 2, 3, 2, 2, 1]);

      for (let last = 0, ended = true; ended; last++) {
        expect(last).toBeLessThan(500);
        ended = false;
        await inFolder(async (dir) => {
          let count = 0;
          let told = 0;
          // From that step on nothing reaches the disk; of that step alone a half does.
          const steps = asking(() => {
            ended = count++ >= last;
            if (ended) throw new Error('ended');
          });
          try {
            const disk = await open(dir, steps);
            for (const part of STORY) {
              await part(disk);
              if (ended) break;
              told += 1;
            }
            await disk.close();
          } catch {
            expect(ended).toBe(true);
          }
          const again = await open(dir, willing());
          expect([after[told], after[told + 1]]).toContainEqual(sorted(again.list()));
          await again.close();
          await expectWhole(dir);
        });
      }
    },
  );

  it('are whole where the disk refuses once and then goes on', { timeout: 120_000 }, async () => {
    const full = { info: { code: 'storage', reason: 'ENOSPC' } };
    for (let refused = 0, reached = true; reached; refused++) {
      expect(refused).toBeLessThan(500);
      reached = false;
      await inFolder(async (dir) => {
        let count = 0;
        const steps = asking(() => {
          if (count++ !== refused) return;
          reached = true;
          throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
        });
        const isFull = (error: unknown) => expect(error).toMatchObject(full);
        try {
          const disk = await open(dir, steps);
          for (const part of STORY) await part(disk).catch(isFull);
          await disk.close();
        } catch (error) {
          isFull(error);
        }
        await expectWhole(dir);
      });
    }
  });
});
