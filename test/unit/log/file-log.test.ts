import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileLog } from '../../../electron/log/file-log.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'satchel-log-'));
});
afterEach(() => rm(dir, { recursive: true }));

const now = () => new Date('2026-11-24T10:00:00Z');

describe('createFileLog', () => {
  it('writes one redacted JSON object a line, for its owner alone', async () => {
    const log = createFileLog(join(dir, 'logs'), { now });
    log.info('host.started', { keychain: false, port: 21_000, at100: '100%d %s %c' });
    log.warn('crm.refused', { reason: 'Token token=abc for jane@widgetz.example' });
    log.error('oops');
    const path = join(dir, 'logs/main.log');
    const lines = (await readFile(path, 'utf8')).trim().split(/\r?\n/);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        at: '2026-11-24T10:00:00.000Z',
        level: 'info',
        event: 'host.started',
        keychain: false,
        port: 21_000,
        at100: '100%d %s %c',
      },
      {
        at: '2026-11-24T10:00:00.000Z',
        level: 'warn',
        event: 'crm.refused',
        reason: 'Token token=[hidden] for [hidden]',
      },
      { at: '2026-11-24T10:00:00.000Z', level: 'error', event: 'oops' },
    ]);
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('puts a file aside when it has grown, and keeps no more than two', async () => {
    const log = createFileLog(dir, { maxBytes: 1000, now });
    for (let i = 0; i < 100; i++) log.info('tick', { i });
    expect((await readdir(dir)).toSorted()).toEqual(['main.log', 'main.old.log']);
    for (const name of await readdir(dir)) expect((await stat(join(dir, name))).size).toBeLessThan(1200);
    expect(await readFile(join(dir, 'main.log'), 'utf8')).toContain('"i":99');
  });
});

describe('memoryLog', () => {
  it('keeps what a file would hold', () => {
    const log = memoryLog();
    log.info('signed-in', { who: 'jane@widgetz.example', calls: 4 });
    expect(log.entries).toEqual([
      { level: 'info', event: 'signed-in', facts: { who: '[hidden]', calls: 4 } },
    ]);
  });
});
