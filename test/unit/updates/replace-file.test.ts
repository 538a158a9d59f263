import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fsyncSync, renameSync, writeSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../../build/paths.ts';
import { replaceFile, type Steps } from '../../../electron/updates/replace-file.ts';
import { sha512 } from './feed-server.ts';

let dir: string;
let source: string;
let target: string;
const before = randomBytes(3_000_000);
const after = randomBytes(5_000_000);

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'satchel-replace-'));
  source = join(dir, 'downloaded');
  target = join(dir, 'Satchel.AppImage');
  await writeFile(source, after);
  await writeFile(target, before);
});
afterEach(() => rm(dir, { recursive: true }));

const left = async () => (await readdir(dir)).sort();

describe('replacing a file', () => {
  it('leaves the new one, which can be run', async () => {
    replaceFile(source, target, sha512(after));
    expect((await readFile(target)).equals(after)).toBe(true);
    expect((await stat(target)).mode & 0o111).not.toBe(0);
    expect(await left()).toEqual(['Satchel.AppImage', 'downloaded']);
  });

  it('leaves the old one where the checksum is another', async () => {
    expect(() => replaceFile(source, target, sha512(before))).toThrow('update');
    expect((await readFile(target)).equals(before)).toBe(true);
    expect(await left()).toEqual(['Satchel.AppImage', 'downloaded']);
  });

  it('follows no link that lies where it writes', async () => {
    const other = join(dir, 'other');
    await writeFile(other, 'not ours');
    await symlink(other, `${target}.new`);
    replaceFile(source, target, sha512(after));
    expect(await readFile(other, 'utf8')).toBe('not ours');
    expect((await readFile(target)).equals(after)).toBe(true);
  });

  it('leaves a whole file at every step at which the disk may refuse', async () => {
    for (let step = 0; ; step++) {
      await writeFile(target, before);
      let count = 0;
      const may = () => {
        if (count++ === step) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
      };
      const steps: Steps = {
        write(file, bytes) {
          may();
          writeSync(file, bytes);
        },
        sync(file) {
          may();
          fsyncSync(file);
        },
        rename(from, to) {
          may();
          renameSync(from, to);
        },
      };
      try {
        replaceFile(source, target, sha512(after), steps);
      } catch (error) {
        expect(error).toMatchObject({ code: 'ENOSPC' });
        expect((await readFile(target)).equals(before)).toBe(true);
        expect(await left()).toEqual(['Satchel.AppImage', 'downloaded']);
        continue;
      }
      expect((await readFile(target)).equals(after)).toBe(true);
      expect(step).toBeGreaterThan(5);
      return;
    }
  });

  /** A process of its own replaces the file and is killed before its n-th step; nothing is cleaned up after it. */
  it('leaves a whole file at every step at which the process may be killed, and is done at the next try', async () => {
    const module = pathToFileURL(join(root, 'electron/updates/replace-file.ts')).href;
    const script = `
      import { fsyncSync, renameSync, writeSync } from 'node:fs';
      import { replaceFile } from ${JSON.stringify(module)};
      const [source, target, sum, last] = process.argv.slice(-4);
      let count = 0;
      const step = (run) => (...values) => {
        if (count++ === Number(last)) process.kill(process.pid, 'SIGKILL');
        run(...values);
      };
      replaceFile(source, target, sum, { write: step(writeSync), sync: step(fsyncSync), rename: step(renameSync) });
    `;
    const run = (last: number) =>
      new Promise<string | number | null>((resolve) =>
        spawn(
          process.execPath,
          ['--input-type=module', '-e', script, '--', source, target, sha512(after), `${last}`],
          {
            stdio: 'ignore',
          },
        ).once('exit', (code, signal) => resolve(signal ?? code)),
      );
    for (const last of [0, 2, 5, 6]) {
      expect(await run(last)).toBe('SIGKILL');
      expect((await readFile(target)).equals(before)).toBe(true);
      expect(await left()).toEqual(['Satchel.AppImage', 'Satchel.AppImage.new', 'downloaded']);
    }
    expect(await run(100)).toBe(0);
    expect((await readFile(target)).equals(after)).toBe(true);
    expect(await left()).toEqual(['Satchel.AppImage', 'downloaded']);
  });
});
