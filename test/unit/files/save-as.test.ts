import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveAs } from '../../../electron/files/save-as.ts';
import { AppError } from '../../../shared/errors.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'satchel-save-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function* pieces(count: number, failure?: Error): AsyncIterable<Uint8Array> {
  for (let at = 0; at < count; at++) yield Buffer.from(`${at};`);
  if (failure) throw failure;
}

describe('a file that is saved', () => {
  it('is written where the user said, in place of what is there', async () => {
    const path = join(dir, 'Offer.exe');
    await writeFile(path, 'before');
    await saveAs(path, pieces(3), 'linux');
    expect(await readFile(path, 'utf8')).toBe('0;1;2;');
    expect(await readdir(dir)).toEqual(['Offer.exe']);
  });

  it('leaves what is there, and nothing half written, where it does not come to its end', async () => {
    const path = join(dir, 'Offer.exe');
    await writeFile(path, 'before');
    const cancelled = new AppError({ code: 'cancelled' });
    await expect(saveAs(path, pieces(3, cancelled), 'linux')).rejects.toBe(cancelled);
    expect(await readFile(path, 'utf8')).toBe('before');
    expect(await readdir(dir)).toEqual(['Offer.exe']);
  });

  it('is marked as from elsewhere, on Windows', async () => {
    const path = join(dir, 'Offer.exe');
    await saveAs(path, pieces(3), 'win32');
    const [mark = ''] = (await readdir(dir)).filter((name) => name !== 'Offer.exe');
    expect(mark).toMatch(/[.]part:Zone[.]Identifier$/);
    expect(await readFile(join(dir, mark), 'utf8')).toContain('ZoneId=3');
  });

  it('says what the disk says', async () => {
    await expect(saveAs(join(dir, 'nowhere', 'a.exe'), pieces(1), 'linux')).rejects.toMatchObject({
      info: { code: 'storage', reason: 'ENOENT' },
    });
  });
});
