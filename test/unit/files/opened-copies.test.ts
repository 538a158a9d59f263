import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openedCopies, type OpenedCopiesOptions } from '../../../electron/files/opened-copies.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { AppError } from '../../../shared/errors.ts';

let dir: string;
let now: number;
let log: ReturnType<typeof memoryLog>;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'satchel-copies-'));
  now = 1000;
  log = memoryLog();
});
afterEach(() => rm(dir, { recursive: true }));

const copies = (options: Partial<OpenedCopiesOptions> = {}) =>
  openedCopies({ dir, clock: { now: () => now }, log, platform: 'linux', ...options });
const left = () => readdir(join(dir, 'opened'));

async function* bytes(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

describe('a copy in the clear', () => {
  it('is its owner’s alone, only to be read, and called as the file is', async () => {
    const path = await copies().make('Gold plan.pdf', bytes('Gold', ' plan'));
    expect(await readFile(path, 'utf8')).toBe('Gold plan');
    expect(path.endsWith(join('/', 'Gold plan.pdf'))).toBe(true);
    expect(dirname(dirname(path))).toBe(join(dir, 'opened'));
    const modeOf = async (of: string) => (await stat(of)).mode & 0o777;
    expect([await modeOf(path), await modeOf(dirname(path)), await modeOf(join(dir, 'opened'))]).toEqual([
      0o400, 0o700, 0o700,
    ]);
    expect(await readdir(dirname(path))).toEqual(['Gold plan.pdf']);
  });

  it('lies nowhere else, whatever it is called', async () => {
    const path = await copies().make('../../evil', bytes(''));
    expect(dirname(dirname(path))).toBe(join(dir, 'opened'));
  });

  it('is marked as from elsewhere, on Windows', async () => {
    const path = await copies({ platform: 'win32' }).make('Plan.pdf', bytes('Gold'));
    expect(await readFile(`${path}:Zone.Identifier`, 'utf8')).toBe('[ZoneTransfer]\r\nZoneId=3\r\n');
    expect(await readFile(path, 'utf8')).toBe('Gold');
  });

  it.each([
    [new AppError({ code: 'storage', reason: 'damaged' }), { code: 'storage', reason: 'damaged' }],
    [Object.assign(new Error(), { code: 'ENOSPC' }), { code: 'storage', reason: 'ENOSPC' }],
  ])('is gone where it did not become whole: %s', async (error, info) => {
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield* bytes('Gold');
      throw error;
    }
    await expect(copies().make('Plan.pdf', breaking())).rejects.toMatchObject({ info });
    expect(await left()).toEqual([]);
  });
});

describe('copies in the clear', () => {
  it('go all at once, also those of an earlier run', async () => {
    await copies().clear();
    await copies().make('Plan.pdf', bytes('Gold'));
    const later = copies();
    await later.make('Plan.pdf', bytes('Silver'));
    await writeFile(join(dir, 'opened', 'left'), '');
    await later.clear();
    expect(await left()).toEqual([]);
    expect(log.entries).toEqual([]);
  });

  it('go one by one when they are old', async () => {
    const kept = copies();
    await kept.make('1.pdf', bytes('Gold'));
    now += 500;
    const path = await kept.make('2.pdf', bytes('Silver'));
    now += 500;
    await kept.sweep(1001);
    expect(await left()).toHaveLength(2);
    await kept.sweep(1000);
    expect(await left()).toHaveLength(1);
    expect(await readFile(path, 'utf8')).toBe('Silver');
  });

  it('that are being made when all go do not stay behind', async () => {
    const kept = copies();
    async function* whileCleared(): AsyncGenerator<Uint8Array> {
      yield* bytes('Gold');
      await kept.clear();
      yield* bytes(' plan');
    }
    await expect(kept.make('Plan.pdf', whileCleared())).rejects.toBeInstanceOf(AppError);
    expect(await left()).toEqual([]);
  });

  it('that a program has open go later', async () => {
    let busy = true;
    const kept = copies({
      async remove(path) {
        if (busy) throw Object.assign(new Error(), { code: 'EBUSY' });
        await rm(path, { recursive: true, force: true });
      },
    });
    await kept.make('1.pdf', bytes('Gold'));
    await kept.clear();
    expect(log.entries).toMatchObject([{ event: 'files.copy-not-removed', facts: { reason: 'EBUSY' } }]);
    await kept.make('2.pdf', bytes('Silver'));
    busy = false;
    await kept.sweep(1_000_000);
    expect(await left()).toHaveLength(1);
    await kept.clear();
    expect(await left()).toEqual([]);
  });
});
