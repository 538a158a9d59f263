import { randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFileDisk, wipeFiles } from '../../../../electron/files/disk/file-disk.ts';
import type { FileDisk, FileWriting } from '../../../../electron/files/ports.ts';
import { SEGMENT_BYTES, sealedSize } from '../../../../electron/files/disk/sealed-segments.ts';
import { memoryLog } from '../../../../electron/log/memory-log.ts';
import { describeDisk, PLAN, put, textOf } from './disk-contract.ts';

const ACCOUNT = 'widgetz.example';
const key = randomBytes(32);
let dir: string;
let log: ReturnType<typeof memoryLog>;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'satchel-files-'));
  log = memoryLog();
});
afterEach(() => rm(dir, { recursive: true }));

const open = (withKey = key): Promise<FileDisk> =>
  openFileDisk({ dir, accountId: ACCOUNT, key: withKey, log });
const path = (...names: string[]) => join(dir, 'files', ACCOUNT, ...names);
const objects = () => readdir(path('objects'));
const beginnings = () => readdir(path('begun'));
const damaged = { info: { code: 'storage', reason: 'damaged' } };

/** The one file in a folder. */
async function only(folder: 'objects' | 'begun'): Promise<string> {
  const names = await readdir(path(folder));
  expect(names).toHaveLength(1);
  return path(folder, names[0] ?? '');
}

describeDisk('a disk', open);

describe('what lies on the disk', () => {
  it('is its owner’s alone', async () => {
    const disk = await open();
    await put(disk, 'Gold');
    const writing = await disk.begin({ ...PLAN, id: 8 });
    await writing.restart('"a"');
    const modeOf = async (...names: string[]) => (await stat(path(...names))).mode & 0o777;
    for (const folder of ['', 'objects', 'begun']) expect(await modeOf(folder)).toBe(0o700);
    for (const file of [await only('objects'), await only('begun'), path('index')])
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    await disk.close();
  });

  it('says neither what a file is called nor what is in it', async () => {
    const disk = await open();
    await put(disk, 'The plan is golden. '.repeat(10_000));
    const writing = await disk.begin({
      id: 8,
      record: 'contacts:1',
      version: 'of-tuesday',
      name: 'Secret offer.pdf',
    });
    await writing.restart('"tag-of-it"');
    await writing.append(Buffer.from('Silver lining. '.repeat(10_000)));
    await writing.pause();
    const names = await readdir(dir, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile());
    expect(files).toHaveLength(3);
    const all = Buffer.concat(
      await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name)))),
    );
    for (const secret of ['Plan.pdf', 'Secret', 'golden', 'Silver', 'tag-of-it', 'of-tuesday']) {
      expect(all.includes(secret)).toBe(false);
      expect(names.some(({ name }) => name.includes(secret))).toBe(false);
    }
    await disk.close();
  });

  it('is one object for equal contents, which goes with the last of them', async () => {
    const disk = await open();
    for (const id of [1, 2, 3]) await put(disk, 'Gold', { ...PLAN, id });
    expect(await objects()).toHaveLength(1);
    await disk.remove(1);
    await put(disk, 'Silver', { ...PLAN, id: 2, version: 'v2' });
    expect(await objects()).toHaveLength(2);
    expect(await textOf(disk.read(3))).toBe('Gold');
    await disk.remove(3);
    expect(await objects()).toHaveLength(1);
    expect(await textOf(disk.read(2))).toBe('Silver');
    await disk.close();
  });

  it('is named by its content in a way that another account does not share', async () => {
    const disk = await open();
    await put(disk, 'Gold');
    const other = await openFileDisk({ dir, accountId: 'other', key: randomBytes(32), log });
    await put(other, 'Gold');
    expect(await readdir(join(dir, 'files', 'other', 'objects'))).not.toEqual(await objects());
    await Promise.all([disk.close(), other.close()]);
  });

  it('is nothing for a file that was given up', async () => {
    const disk = await open();
    const ends = [() => disk.remove(7), (writing: FileWriting) => writing.pause()];
    for (const end of ends) {
      const writing = await disk.begin(PLAN);
      await writing.restart('"a"');
      await writing.append(randomBytes(20 * SEGMENT_BYTES));
      await writing.restart(null);
      await writing.append(randomBytes(20 * SEGMENT_BYTES));
      expect(await beginnings()).toHaveLength(1);
      await end(writing);
      expect(await beginnings()).toEqual([]);
    }
    await disk.close();
  });
});

describe('a disk that is opened again', () => {
  const CONTENT = randomBytes(20 * SEGMENT_BYTES + 500);
  async function begin(disk: FileDisk, bytes: number): Promise<FileWriting> {
    const writing = await disk.begin(PLAN);
    await writing.restart('"a"');
    await writing.append(CONTENT.subarray(0, bytes));
    return writing;
  }
  /** What comes of it when the rest is written. */
  async function completed(disk: FileDisk): Promise<number> {
    const writing = await disk.begin(PLAN);
    expect(writing.validator).toBe(writing.from === 0 ? null : '"a"');
    await writing.append(CONTENT.subarray(writing.from));
    await writing.finish(1);
    const read = [];
    for await (const piece of disk.read(7)) read.push(piece);
    expect(Buffer.concat(read).equals(CONTENT)).toBe(true);
    return writing.from;
  }

  it('has what was there', async () => {
    const disk = await open();
    await put(disk, 'Gold', { id: 8, record: 'contacts:1', version: 'v2', name: 'Offer.pdf' }, 5);
    await (await begin(disk, 300_000)).pause();
    await disk.close();
    const again = await open();
    expect(again.list()).toEqual([
      { id: 8, record: 'contacts:1', version: 'v2', name: 'Offer.pdf', bytes: 4, usedAt: 5 },
    ]);
    expect(await textOf(again.read(8))).toBe('Gold');
    expect(again.begun()).toEqual([{ id: 7, record: 'contacts:1', version: 'v1', bytes: 300_000 }]);
    expect(await completed(again)).toBe(300_000);
    await again.close();
    expect(log.entries).toEqual([]);
  });

  it('has what was there, whatever was going on when it was closed', async () => {
    const disk = await open();
    for (const id of [1, 2, 3]) await put(disk, `Gold ${id}`, { ...PLAN, id });
    await (await begin(disk, 18 * SEGMENT_BYTES)).pause();
    const going = [disk.begin(PLAN), disk.remove(1), disk.used(2, 9), textOf(disk.read(3)), disk.close()];
    await Promise.allSettled(going);
    const again = await open();
    expect(
      again
        .list()
        .map(({ id }) => id)
        .filter((id) => id !== 1)
        .sort(),
    ).toEqual([2, 3]);
    expect(await textOf(again.read(2))).toBe('Gold 2');
    await completed(again);
    await again.close();
    expect(log.entries).toEqual([]);
  });

  it('goes on behind the last whole segment where the process was ended', async () => {
    // Nothing is closed here; what was in memory is lost.
    await begin(await open(), 18 * SEGMENT_BYTES + 1000);
    await appendFile(await only('begun'), randomBytes(1000));
    const again = await open();
    expect(await completed(again)).toBe(18 * SEGMENT_BYTES);
    await again.close();
  });

  it('goes on before what was damaged', async () => {
    const disk = await open();
    await (await begin(disk, 18 * SEGMENT_BYTES)).pause();
    await disk.close();
    await flip(await only('begun'), 3 * SEGMENT_BYTES);
    const again = await open();
    expect(await completed(again)).toBe(2 * SEGMENT_BYTES);
    await again.close();
  });

  it.each([
    ['its header', (file: string) => flip(file, 0)],
    ['all of it', (file: string) => truncate(file, 0)],
  ])('begins anew where of a beginning %s is broken', async (_, harm) => {
    const disk = await open();
    await (await begin(disk, 18 * SEGMENT_BYTES)).pause();
    await harm(await only('begun'));
    expect(await completed(disk)).toBe(0);
    expect(await beginnings()).toEqual([]);
    await disk.close();
  });

  it('begins anew where a beginning has gone', async () => {
    const disk = await open();
    await (await begin(disk, 18 * SEGMENT_BYTES)).pause();
    await rm(await only('begun'));
    expect(await completed(disk)).toBe(0);
    expect(log.entries).toMatchObject([{ event: 'files.beginning-lost', facts: { reason: 'ENOENT' } }]);
    await disk.close();
  });

  it('forgets what is missing or has another size, and takes away what nobody knows', async () => {
    const disk = await open();
    await put(disk, 'Gold', { ...PLAN, id: 1 });
    const gold = await only('objects');
    await put(disk, 'Silver', { ...PLAN, id: 2 });
    await put(disk, 'Bronze', { ...PLAN, id: 3 });
    await disk.close();
    await rm(gold);
    const [shorter = ''] = await objects();
    await truncate(path('objects', shorter), 50);
    for (const name of ['index.tmp-1', 'objects/0123', 'begun/4567']) await writeFile(path(name), 'left');
    const again = await open();
    expect(again.list()).toHaveLength(1);
    expect(await objects()).toHaveLength(1);
    expect(await beginnings()).toEqual([]);
    expect(await readdir(path())).toEqual(['begun', 'index', 'objects']);
    expect(log.entries).toMatchObject([{ event: 'files.missing', facts: { files: 2 } }]);
    await again.close();
  });

  it.each([
    ['is damaged', () => flip(path('index'), 60)],
    ['is another’s', async () => writeFile(path('index'), await readFile(await only('objects')))],
  ])('takes everything away where its index %s', async (_, harm) => {
    const disk = await open();
    await put(disk, 'Gold');
    await disk.close();
    await harm();
    const again = await open();
    expect([again.list(), await objects()]).toEqual([[], []]);
    expect(log.entries).toMatchObject([{ event: 'files.index-unreadable' }]);
    await put(again, 'Silver');
    expect(await textOf(again.read(7))).toBe('Silver');
    await again.close();
  });

  it('opens nothing with another key', async () => {
    const disk = await open();
    await put(disk, 'Gold');
    await disk.close();
    const other = await open(randomBytes(32));
    expect(other.list()).toEqual([]);
    await other.close();
  });

  it('says so where the disk lets nobody in', async () => {
    await writeFile(join(dir, 'files'), 'in the way');
    await expect(open()).rejects.toMatchObject({ info: { code: 'storage', reason: 'ENOTDIR' } });
  });
});

describe('a file on the disk that somebody has changed', () => {
  it.each([
    ['flipped in it', (file: string) => flip(file, 100)],
    ['flipped in its header', (file: string) => flip(file, 2)],
    ['flipped in its salt', (file: string) => flip(file, 20)],
    ['cut off', (file: string) => truncate(file, sealedSize(3 * SEGMENT_BYTES) - 28)],
    ['cut off to nothing', (file: string) => truncate(file, 0)],
    ['prolonged', (file: string) => appendFile(file, 'x')],
    ['taken away', (file: string) => rm(file)],
  ])('is not read to its end: %s', async (_, harm) => {
    const disk = await open();
    await put(disk, 'Gold'.repeat(SEGMENT_BYTES));
    await harm(await only('objects'));
    await expect(textOf(disk.read(7))).rejects.toMatchObject(damaged);
    // Fetched again, it is whole again.
    await put(disk, 'Gold'.repeat(SEGMENT_BYTES), { ...PLAN, id: 8 });
    expect(await textOf(disk.read(7))).toBe('Gold'.repeat(SEGMENT_BYTES));
    await disk.close();
  });

  it('is not read in the place of another', async () => {
    const disk = await open();
    await put(disk, 'Gold', { ...PLAN, id: 1 });
    const gold = await only('objects');
    await put(disk, 'Zinc', { ...PLAN, id: 2 });
    const [zinc = ''] = (await objects()).filter((name) => path('objects', name) !== gold);
    await writeFile(gold, await readFile(path('objects', zinc)));
    await expect(textOf(disk.read(1))).rejects.toMatchObject(damaged);
    expect(await textOf(disk.read(2))).toBe('Zinc');
    await disk.close();
  });
});

describe('files of an account', () => {
  it('are taken away, and those of others are not', async () => {
    const disk = await open();
    await put(disk, 'Gold');
    await disk.close();
    const other = await openFileDisk({ dir, accountId: 'other', key, log });
    await put(other, 'Silver');
    await wipeFiles(dir, ACCOUNT);
    await wipeFiles(dir, 'nobody');
    expect(await readdir(join(dir, 'files'))).toEqual(['other']);
    expect(await textOf(other.read(7))).toBe('Silver');
    await other.close();
  });
});

/** Turns a bit of a file around. */
async function flip(file: string, at: number): Promise<void> {
  const bytes = await readFile(file);
  bytes[at] = (bytes[at] ?? 0) ^ 4;
  await writeFile(file, bytes);
}
