import { randomBytes } from 'node:crypto';
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DebUpdater, MacUpdater, type AppUpdater } from 'electron-updater';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CheckedAppImageUpdater, CheckedNsisUpdater } from '../../../electron/updates/checked-updaters.ts';
import { electronUpdater } from '../../../electron/updates/electron-updater.ts';
import type { Updater } from '../../../electron/updates/updater.ts';
import { fakeElectron, type ElectronFake } from './electron-fake.ts';
import { releaseKey, startFeedServer, type FeedServer } from './feed-server.ts';

/**
 * electron-updater's own code, with its HTTP, its cache and its checks, against a server on this machine. Of Electron there is a fake of `app`, `net`, `session` and Squirrel
 * (`electron-fake.ts`); the installer of Windows and Squirrel themselves run where they are.
 */
const NEW = 'Satchel-1.3.0-x64.AppImage';
const key = releaseKey();
let dir: string;
let server: FeedServer;
let electron: ElectronFake;
let installed: string;
const bytes = randomBytes(200_000);

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'satchel-updates-'));
  installed = join(dir, 'bin/Satchel.AppImage');
  await mkdir(join(dir, 'bin'));
  await writeFile(installed, 'the version before');
  await writeFile(
    join(dir, 'app-update.yml'),
    'provider: generic\nurl: https://unused.example\nupdaterCacheDirName: satchel-updater\n',
  );
  vi.stubEnv('XDG_CACHE_HOME', join(dir, 'cache'));
  vi.stubEnv('LOCALAPPDATA', join(dir, 'cache'));
  vi.stubEnv('APPIMAGE', installed);
  server = await startFeedServer(key.secret);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
  await rm(dir, { recursive: true });
});

/** As the app that runs makes it; each call is a start of the app. */
function start(
  version = '1.2.0',
  make: () => AppUpdater = () => new CheckedAppImageUpdater(),
  file = 'latest-linux.yml',
): Updater {
  electron = fakeElectron(dir, version);
  const updater = make();
  return electronUpdater({
    updater,
    feed: { base: server.base, file, keys: [key.known] },
    byHand: updater instanceof DebUpdater ? 'deb' : null,
    squirrel: updater instanceof MacUpdater ? electron.squirrel : null,
  });
}

const publish = (more: Partial<Parameters<FeedServer['publish']>[0]> = {}) =>
  server.publish({ version: '1.3.0', packages: { [NEW]: bytes }, ...more });
const pending = () => readdir(join(dir, 'cache/satchel-updater/pending')).catch(() => []);
const broken = (reason: string) => ({ info: { code: 'update', reason } });
const stillThere = async () => expect(await readFile(installed, 'utf8')).toBe('the version before');

describe('looking', () => {
  it('finds a newer version', async () => {
    publish();
    expect(await start().check()).toEqual({ version: '1.3.0', page: `${server.base}${NEW}` });
  });

  it('finds nothing where the version is the same', async () => {
    publish();
    expect(await start('1.3.0').check()).toBeNull();
  });

  it('refuses a downgrade', async () => {
    publish();
    const updater = start('1.4.0');
    expect(await updater.check()).toBeNull();
    await expect(updater.download(() => undefined)).rejects.toMatchObject({ info: { code: 'internal' } });
    expect(server.asked).toEqual(['/satchel/latest-linux.yml']);
  });

  it('tells the server nothing of the device that asks', async () => {
    publish();
    await start().check();
    expect(
      Object.keys(server.headers[0] ?? {}).filter((name) => !/^(host|connection|accept)/.test(name)),
    ).toEqual(['user-agent', 'cache-control']);
  });

  it.each([
    ['a feed that is not there', 404, 'nothing here', 'no-feed'],
    ['a server that fails', 503, 'busy', 'unreachable'],
    ['the page of a hotel', 200, '<!doctype html><html><title>Welcome</title></html>', 'bad-feed'],
    ['nothing', 200, '', 'bad-feed'],
    ['a feed whose package lies elsewhere', 200, feedWith('../../../.bashrc'), 'bad-feed'],
    ['a feed without a signature', 200, feedWith(NEW), 'not-signed'],
  ])('says so of %s', async (_, status, body, reason) => {
    server.instead('/satchel/latest-linux.yml', (response) => response.writeHead(status).end(body));
    await expect(start().check()).rejects.toMatchObject(broken(reason));
    await stillThere();
  });

  it('says so where nobody answers', async () => {
    await server.close();
    const updater = start();
    server = await startFeedServer(key.secret);
    await expect(updater.check()).rejects.toMatchObject(broken('unreachable'));
  });

  it("believes no feed that is signed with somebody else's key, or is another system's", async () => {
    server.publish({ version: '1.3.0', packages: { [NEW]: bytes } }, { key: releaseKey().secret });
    await expect(start().check()).rejects.toMatchObject(broken('not-signed'));
    server.publish({ version: '1.3.0', packages: { [NEW]: bytes } }, { file: 'latest.yml' });
    const updater = start();
    const windows = await (await fetch(`${server.base}latest.yml`)).text();
    server.instead('/satchel/latest-linux.yml', (response) => response.writeHead(200).end(windows));
    await expect(updater.check()).rejects.toMatchObject(broken('not-signed'));
  });
});

describe('a rollout in steps', () => {
  it.each([
    [0, false],
    [100, true],
  ])('of %i in a hundred', async (stagingPercentage, offered) => {
    publish({ stagingPercentage });
    expect((await start().check()) !== null).toBe(offered);
  });

  it('draws the line by an id that the device keeps', async () => {
    await mkdir(join(dir, 'userData'));
    // The last four bytes are the share: a quarter, and three quarters.
    for (const [id, offered] of [
      ['6ba7b812-9dad-11d1-80b4-00c040000000', true],
      ['6ba7b812-9dad-11d1-80b4-00c0c0000000', false],
    ] as const) {
      await writeFile(join(dir, 'userData/.updaterId'), id);
      publish({ stagingPercentage: 50 });
      expect((await start().check()) !== null).toBe(offered);
      expect(await readFile(join(dir, 'userData/.updaterId'), 'utf8')).toBe(id);
    }
  });

  it('makes that id once', async () => {
    publish({ stagingPercentage: 50 });
    const first = (await start().check()) !== null;
    const id = await readFile(join(dir, 'userData/.updaterId'), 'utf8');
    expect((await start().check()) !== null).toBe(first);
    expect(await readFile(join(dir, 'userData/.updaterId'), 'utf8')).toBe(id);
  });
});

describe('downloading', () => {
  it('fetches the package, says how far it is, and checks it', async () => {
    publish();
    const shares: number[] = [];
    const updater = start();
    await updater.check();
    await updater.download((share) => shares.push(share));
    expect(await pending()).toEqual([NEW, 'update-info.json']);
    expect((await readFile(join(dir, 'cache/satchel-updater/pending', NEW))).equals(bytes)).toBe(true);
    for (const share of shares) expect(share).toBeLessThanOrEqual(1);
    await stillThere();
  });

  it('does without a block map', async () => {
    server.publish(
      { version: '1.3.0', packages: { 'Satchel-1.3.0-x64.exe': bytes } },
      { file: 'latest.yml' },
    );
    const updater = start('1.2.0', () => new CheckedNsisUpdater(), 'latest.yml');
    await updater.check();
    await updater.download(() => undefined);
    expect(server.asked).toContain('/satchel/Satchel-1.3.0-x64.exe.blockmap');
    expect(
      (await readFile(join(dir, 'cache/satchel-updater/pending/Satchel-1.3.0-x64.exe'))).equals(bytes),
    ).toBe(true);
  });

  it.each([
    ['truncated', bytes.subarray(0, 150_000)],
    ['tampered with', Buffer.from(bytes).fill(7, 1000, 1001)],
    ['empty', Buffer.alloc(0)],
  ])('refuses a file that is %s, and keeps nothing of it', async (_, other) => {
    publish();
    server.instead(`/satchel/${NEW}`, (response) =>
      response.writeHead(200, { 'content-length': other.length }).end(other),
    );
    const updater = start();
    await updater.check();
    await expect(updater.download(() => undefined)).rejects.toMatchObject(broken('damaged'));
    expect(await pending()).toEqual([]);
    expect(() => updater.install(false)).toThrow('update');
    await stillThere();
  });

  it('gives up a file that does not end', async () => {
    publish();
    let sent = 0;
    server.instead(`/satchel/${NEW}`, (response) => {
      response.writeHead(200, { 'content-length': 5_000_000_000 });
      const more = () => {
        if (response.destroyed) return;
        sent += 65_536;
        response.write(Buffer.alloc(65_536), () => setImmediate(more));
      };
      more();
    });
    const updater = start();
    await updater.check();
    await expect(updater.download(() => undefined)).rejects.toMatchObject({ info: { code: 'cancelled' } });
    expect(sent).toBeLessThan(2_000_000_000);
    expect(await pending()).toEqual([]);
  });

  it('is cut off, and begins again at the next start', async () => {
    publish();
    server.instead(`/satchel/${NEW}`, (response) => {
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 100_000), () => response.destroy());
    });
    const cut = start();
    await cut.check();
    await expect(cut.download(() => undefined)).rejects.toMatchObject(broken('unreachable'));
    await stillThere();
    server.instead(`/satchel/${NEW}`, (response) => response.writeHead(200).end(bytes));
    const again = start();
    await again.check();
    await again.download(() => undefined);
    expect(await pending()).toContain(NEW);
  });

  it('takes away what a process that was ended has left, and downloads anew', async () => {
    publish();
    const cache = join(dir, 'cache/satchel-updater/pending');
    await mkdir(cache, { recursive: true });
    await writeFile(join(cache, `temp-${NEW}`), bytes.subarray(0, 5000));
    const updater = start();
    await updater.check();
    await updater.download(() => undefined);
    expect(await pending()).toEqual([NEW, 'update-info.json']);
  });

  it('uses what the start before has downloaded, once it is checked again', async () => {
    publish();
    const first = start();
    await first.check();
    await first.download(() => undefined);
    const asked = server.asked.length;
    const second = start();
    await second.check();
    await second.download(() => undefined);
    expect(server.asked.slice(asked)).toEqual(['/satchel/latest-linux.yml']);
    // Changed on the disk meanwhile, it is fetched again.
    await writeFile(join(dir, 'cache/satchel-updater/pending', NEW), 'another');
    const third = start();
    await third.check();
    await third.download(() => undefined);
    expect(server.asked.at(-1)).toBe(`/satchel/${NEW}`);
  });
});

describe('installing', () => {
  async function downloaded(updater: Updater): Promise<Updater> {
    await updater.check();
    await updater.download(() => undefined);
    return updater;
  }

  it('puts an AppImage in the place of the one that runs, and starts it only where that is asked for', async () => {
    publish();
    const started: string[] = [];
    const make = () =>
      Object.assign(new CheckedAppImageUpdater(), { onRestart: (path: string) => void started.push(path) });
    expect((await downloaded(start('1.2.0', make))).install(false)).toBe('ends-itself');
    expect((await readFile(installed)).equals(bytes)).toBe(true);
    expect(started).toEqual([]);
    (await downloaded(start('1.2.0', make))).install(true);
    expect(started).toEqual([installed]);
  });

  it('does not put in place what was changed since it was checked', async () => {
    publish();
    const updater = await downloaded(start());
    await writeFile(join(dir, 'cache/satchel-updater/pending', NEW), 'another');
    expect(() => updater.install(false)).toThrow(expect.objectContaining(broken('damaged')));
    await stillThere();
    expect(await readdir(join(dir, 'bin'))).toEqual(['Satchel.AppImage']);
  });

  it('does nothing by itself when the app quits', async () => {
    publish();
    await downloaded(start());
    electron.quit(0);
    await stillThere();
  });

  it('of Windows refuses an installer of another publisher, and does not keep it', async () => {
    await writeFile(
      join(dir, 'app-update.yml'),
      'provider: generic\nurl: https://unused.example\nupdaterCacheDirName: satchel-updater\npublisherName:\n  - The Satchel authors\n',
    );
    const exe = 'Satchel-1.3.0-x64.exe';
    server.publish({ version: '1.3.0', packages: { [exe]: bytes } }, { file: 'latest.yml' });
    const asked: unknown[] = [];
    const nsis = (said: string | null) => () => {
      const updater = new CheckedNsisUpdater();
      updater.verifyUpdateCodeSignature = (publishers) => {
        asked.push(publishers);
        return Promise.resolve(said);
      };
      return updater;
    };
    const refused = start('1.2.0', nsis('CN=Mallory'), 'latest.yml');
    await refused.check();
    await expect(refused.download(() => undefined)).rejects.toMatchObject(broken('publisher'));
    expect(await pending()).toEqual([]);
    const accepted = start('1.2.0', nsis(null), 'latest.yml');
    await downloaded(accepted);
    expect(await pending()).toContain(exe);
    expect(asked).toEqual([['The Satchel authors'], ['The Satchel authors']]);
    // Changed since: it is not run.
    await writeFile(join(dir, 'cache/satchel-updater/pending', exe), 'another');
    expect(() => accepted.install(false)).toThrow(expect.objectContaining(broken('damaged')));
  });

  /** Squirrel's part of the talk: it asks where the file is, fetches it, and says what it thinks of it. */
  function squirrelSays(refusal: Error | null): { fetched: Buffer | null } {
    const { squirrel } = electron;
    const seen: { fetched: Buffer | null } = { fetched: null };
    squirrel.checkForUpdates = () => {
      squirrel.calls.push('checkForUpdates');
      void (async () => {
        const { url, headers } = squirrel.feed ?? { url: '', headers: {} };
        const { url: file } = (await (await fetch(url, { headers })).json()) as { url: string };
        seen.fetched = Buffer.from(await (await fetch(file)).arrayBuffer());
        if (refusal === null) squirrel.emit('update-downloaded');
        else squirrel.emit('error', refusal);
      })();
    };
    return seen;
  }

  it('of macOS hands the file that was checked to Squirrel, which checks who signed it', async () => {
    const zip = 'Satchel-1.3.0-mac-x64.zip';
    server.publish({ version: '1.3.0', packages: { [zip]: bytes } }, { file: 'latest-mac.yml' });
    const updater = start('1.2.0', () => new MacUpdater(), 'latest-mac.yml');
    const seen = squirrelSays(null);
    await downloaded(updater);
    expect(seen.fetched?.equals(bytes)).toBe(true);
    // It is put in place by Squirrel when the app has ended; started anew only where that is asked for.
    expect(updater.install(false)).toBe('ends-itself');
    expect(updater.install(true)).toBe('is-ended');
    expect(electron.squirrel.calls).toEqual(['checkForUpdates', 'quitAndInstall']);
  });

  it.each([
    ['Code signature at URL file:///x did not pass validation: code failed to satisfy', 'publisher'],
    ['Could not unpack the update', 'not-installed'],
  ])('of macOS does without what Squirrel refuses: %s', async (words, reason) => {
    const zip = 'Satchel-1.3.0-mac-x64.zip';
    server.publish({ version: '1.3.0', packages: { [zip]: bytes } }, { file: 'latest-mac.yml' });
    const updater = start('1.2.0', () => new MacUpdater(), 'latest-mac.yml');
    squirrelSays(new Error(words));
    await updater.check();
    await expect(updater.download(() => undefined)).rejects.toMatchObject(broken(reason));
    expect(electron.squirrel.listenerCount('update-downloaded')).toBe(1);
  });

  it('of deb and rpm is left to the package manager: it is told where the package is', async () => {
    server.publish({
      version: '1.3.0',
      packages: { [NEW]: bytes, 'satchel_1.3.0_amd64.deb': bytes },
    });
    const updater = start('1.2.0', () => new DebUpdater());
    expect(updater.installs).toBe('by-hand');
    expect(await updater.check()).toEqual({
      version: '1.3.0',
      page: `${server.base}satchel_1.3.0_amd64.deb`,
    });
    await expect(access(join(dir, 'cache'))).rejects.toThrow('ENOENT');
  });
});

function feedWith(url: string): string {
  return `version: 1.3.0\nfiles:\n  - url: ${url}\n    sha512: ${'A'.repeat(86)}==\n    size: 10\n`;
}
