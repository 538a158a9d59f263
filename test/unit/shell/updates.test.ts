import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { openUpdates } from '../../../electron/shell/updates.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import { fakeElectron } from '../updates/electron-fake.ts';
import { releaseKey } from '../updates/feed-server.ts';

vi.mock('electron', () => ({ app: { quit: () => undefined, relaunch: () => undefined }, autoUpdater: {} }));

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'satchel-shell-updates-'));
  // Also where the package's own files are.
  fakeElectron(dir, '1.2.0');
  vi.stubEnv('XDG_CACHE_HOME', join(dir, 'cache'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(dir, { recursive: true });
});

const open = (more: { packaged?: boolean; keys?: readonly string[] } = {}) =>
  openUpdates({
    userDataDir: dir,
    packaged: true,
    version: '1.2.0',
    keys: [releaseKey().known],
    clock: systemClock(),
    log: memoryLog(),
    ...more,
  });
const feed =
  'provider: generic\nurl: https://updates.example/satchel\nupdaterCacheDirName: satchel-updater\n';

describe('the updates of a package', () => {
  it('are none, and it is said why', async () => {
    vi.stubEnv('APPIMAGE', '/home/ada/Satchel.AppImage');
    expect(open({ packaged: false }).state().phase).toEqual({ name: 'none', reason: 'development' });
    expect(open({ keys: [] }).state().phase).toEqual({ name: 'none', reason: 'no-key' });
    expect(open().state().phase).toEqual({ name: 'none', reason: 'no-feed' });
    await writeFile(join(dir, 'app-update.yml'), feed.replace('https', 'http'));
    expect(open().state().phase).toEqual({ name: 'none', reason: 'no-feed' });
  });

  it.runIf(process.platform === 'linux')('are none for a folder that was unpacked', async () => {
    vi.stubEnv('APPIMAGE', undefined);
    await writeFile(join(dir, 'app-update.yml'), feed);
    expect(open().state().phase).toEqual({ name: 'none', reason: 'no-feed' });
  });

  it.runIf(process.platform === 'linux')(
    'are looked for where there is a feed and a key, and end with the app',
    async () => {
      await writeFile(join(dir, 'app-update.yml'), feed);
      for (const prepare of [
        () => vi.stubEnv('APPIMAGE', '/home/ada/Satchel.AppImage'),
        () => writeFile(join(dir, 'package-type'), 'deb'),
        () => writeFile(join(dir, 'package-type'), 'rpm'),
      ]) {
        await prepare();
        const updates = open();
        expect(updates.state()).toEqual({ phase: { name: 'idle', checkedAt: null }, news: null });
        expect(await updates.close()).toBe('ends-itself');
      }
    },
  );
});
