import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  randomPort,
  readRememberedPort,
  rememberPort,
} from '../../../electron/browser-host/remembered-port.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'satchel-port-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe('the remembered port', () => {
  it('is none at first, then the one that was remembered', async () => {
    expect(await readRememberedPort(dir)).toBeNull();
    await rememberPort(dir, 21_234);
    expect(await readRememberedPort(dir)).toBe(21_234);
  });

  it('is never guessed from a broken file: another port would hide what is stored', async () => {
    await writeFile(join(dir, 'browser-host.json'), '{"port": 3}');
    await expect(readRememberedPort(dir)).rejects.toThrow();
  });

  it('is picked from below what systems hand out by themselves', () => {
    for (let i = 0; i < 1000; i++) {
      const port = randomPort();
      expect(port).toBeGreaterThanOrEqual(21_000);
      expect(port).toBeLessThan(29_000);
    }
  });
});
