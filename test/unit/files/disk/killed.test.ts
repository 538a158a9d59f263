import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { root } from '../../../../build/paths.ts';
import { openFileDisk } from '../../../../electron/files/disk/file-disk.ts';
import { memoryLog } from '../../../../electron/log/memory-log.ts';

const KEY = randomBytes(32);

/** Writes files for ever, each full of its own number, two at a time and some over others, and says which are whole. */
const SCRIPT = `
  import { openFileDisk } from ${JSON.stringify(pathToFileURL(join(root, 'electron/files/disk/file-disk.ts')).href)};
  const [dir, key] = process.argv.slice(-2);
  const log = { info() {}, warn() {}, error() {} };
  const disk = await openFileDisk({ dir, accountId: 'a', key: Buffer.from(key, 'hex'), log });
  async function write(id, number) {
    const writing = await disk.begin({ id, record: 'contacts:1', version: String(number), name: 'x' });
    await writing.restart('"a"');
    for (let piece = 0; piece < 1 + (number % 40); piece++) await writing.append(Buffer.alloc(50_000, number % 256));
    await writing.finish(number);
    process.stdout.write(id + ' ' + number + '\\n');
  }
  for (let number = 1; ; number += 2) await Promise.all([write(number % 7, number), write(10 + (number % 6), number + 1)]);
`;

/** Ends the process, without a warning, once it has told of so many files. @returns what it has told: ids and numbers */
function run(dir: string, files: number): Promise<Map<number, number>> {
  const child = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    SCRIPT,
    '--',
    dir,
    KEY.toString('hex'),
  ]);
  let told = '';
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      told += text.toString();
      if (told.split('\n').length > files) child.kill('SIGKILL');
    });
    child.once('error', reject);
    child.once('exit', (_code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error('it ended by itself'));
      const lines = told.split('\n').slice(0, -1);
      resolve(new Map(lines.map((line) => line.split(' ').map(Number) as [number, number])));
    });
  });
}

it('files are whole after their process was killed', { timeout: 120_000 }, async () => {
  for (const files of [1, 6, 25]) {
    const dir = await mkdtemp(join(tmpdir(), 'satchel-killed-'));
    try {
      const told = await run(dir, files);
      const disk = await openFileDisk({ dir, accountId: 'a', key: KEY, log: memoryLog() });
      const found = new Map(disk.list().map(({ id, usedAt }) => [id, usedAt]));
      // What it told of is there, or what it wrote over it since.
      for (const [id, number] of told) expect(found.get(id)).toBeGreaterThanOrEqual(number);
      for (const [id, number] of found) {
        let bytes = 0;
        for await (const piece of disk.read(id)) {
          bytes += piece.length;
          expect(piece.every((byte) => byte === number % 256)).toBe(true);
        }
        expect(bytes).toBe(50_000 * (1 + (number % 40)));
      }
      expect(await readdir(join(dir, 'files', 'a', 'objects'))).toHaveLength(found.size);
      expect(await readdir(join(dir, 'files', 'a', 'begun'))).toHaveLength(disk.begun().length);
      await disk.close();
    } finally {
      await rm(dir, { recursive: true });
    }
  }
});
