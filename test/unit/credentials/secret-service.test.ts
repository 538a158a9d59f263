import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { install, thisMachine } from '../../../build/chromium.ts';
import { root } from '../../../build/paths.ts';

/**
 * The keychain against a real Secret Service: gnome-keyring in a D-Bus session of its own, which knows nothing of the developer's keychain. The programs are installed where this is
 * Debian and we may; elsewhere the tests are skipped.
 */

const DAEMON = '/usr/bin/gnome-keyring-daemon';
const BUS = '/usr/bin/dbus-daemon';
const PASSWORD = 'a password of the test';
const run = promisify(execFile);
/** A bus that starts nothing by itself: what is gone stays gone. */
const busConfiguration = (address: string) => `<busconfig>
  <type>session</type>
  <listen>${address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>`;

async function why(): Promise<string | null> {
  const machine = await thisMachine();
  if (machine.platform !== 'linux') return 'no Linux';
  const isThere = async () => (await machine.isExecutable(DAEMON)) && (await machine.isExecutable(BUS));
  if (await isThere()) return null;
  if (!machine.isRoot || !/^ID(_LIKE)?=.*debian/m.test(machine.osRelease))
    return 'gnome-keyring is not installed';
  try {
    await install([
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', 'gnome-keyring', 'dbus'],
    ]);
  } catch {
    return 'gnome-keyring cannot be installed';
  }
  return (await isThere()) ? null : 'gnome-keyring cannot be installed';
}

const missing = await why();

describe.skipIf(missing !== null)(
  `the Secret Service of gnome-keyring${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    let home = '';
    let env: NodeJS.ProcessEnv = {};
    let bus: ChildProcess | null = null;
    let daemon: ChildProcess | null = null;

    async function startDaemon(): Promise<void> {
      daemon = spawn(DAEMON, ['--foreground', '--unlock', '--components=secrets'], {
        env,
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      daemon.stdin?.end(PASSWORD);
      await expect.poll(() => owned('org.freedesktop.secrets'), { timeout: 10_000, interval: 50 }).toBe(true);
    }

    /** Whether somebody serves a name on the session's bus. */
    async function owned(name: string): Promise<boolean> {
      const said = await busCall(
        'org.freedesktop.DBus',
        '/',
        'org.freedesktop.DBus.NameHasOwner',
        `string:${name}`,
      ).catch(() => '');
      return said.includes('boolean true');
    }

    async function busCall(to: string, path: string, method: string, ...args: string[]): Promise<string> {
      const { stdout } = await run(
        'dbus-send',
        ['--session', '--print-reply', `--dest=${to}`, path, method, ...args],
        { env },
      );
      return stdout;
    }

    async function end(child: ChildProcess | null): Promise<void> {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGCONT');
      child.kill('SIGKILL');
      await exited;
    }

    /** Another process each time: what it finds was kept. */
    async function ask(...args: string[]): Promise<Record<string, unknown>> {
      const { stdout } = await run(
        process.execPath,
        [join(root, 'test/unit/credentials/keychain-client.ts'), ...args],
        { env, timeout: 30_000 },
      );
      return JSON.parse(stdout) as Record<string, unknown>;
    }

    beforeEach(async () => {
      home = await mkdtemp(join(tmpdir(), 'satchel-keyring-'));
      await mkdir(join(home, 'run'), { mode: 0o700 });
      const address = `unix:path=${join(home, 'bus')}`;
      const { DISPLAY: _, WAYLAND_DISPLAY: _w, ...inherited } = process.env;
      env = {
        ...inherited,
        HOME: home,
        XDG_DATA_HOME: join(home, 'data'),
        XDG_RUNTIME_DIR: join(home, 'run'),
        DBUS_SESSION_BUS_ADDRESS: address,
      };
      await writeFile(join(home, 'bus.conf'), busConfiguration(address));
      bus = spawn(BUS, ['--nofork', `--config-file=${join(home, 'bus.conf')}`], { env, stdio: 'ignore' });
      await expect.poll(() => owned('org.freedesktop.DBus'), { timeout: 10_000, interval: 50 }).toBe(true);
      await startDaemon();
    }, 30_000);

    afterEach(async () => {
      await end(daemon);
      await end(bus);
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    });

    it(
      'keeps what it is given for other processes, and over its own restart',
      { timeout: 60_000 },
      async () => {
        expect(await ask('read', 'a')).toEqual({ secret: null });
        expect(await ask('write', 'a', 'söme secret')).toEqual({});
        expect(await ask('read', 'a')).toEqual({ secret: 'söme secret' });
        await end(daemon);
        await startDaemon();
        expect(await ask('read', 'a')).toEqual({ secret: 'söme secret' });
        await ask('remove', 'a');
        expect(await ask('read', 'a')).toEqual({ secret: null });
      },
    );

    it(
      'gives the vault its key again, and each trouble its name; none makes another key',
      { timeout: 120_000 },
      async () => {
        const folder = join(home, 'app');
        const first = await ask('vault', folder);
        expect(first).toMatchObject({ state: { name: 'open', keyIn: 'keychain' } });
        expect(first['key']).toMatch(/^[0-9a-f]{64}$/);
        expect(await ask('vault', folder)).toEqual(first);
        const locked = (trouble: string) => ({ state: { name: 'locked', trouble }, key: null });

        // Stopped, as when it hangs: given up, and found again when it goes on.
        daemon?.kill('SIGSTOP');
        expect(await ask('vault', folder)).toMatchObject(locked('hanging'));
        daemon?.kill('SIGCONT');
        expect(await ask('vault', folder)).toEqual(first);

        // Locked; nobody is there to answer the system's question.
        await busCall(
          'org.freedesktop.secrets',
          '/org/freedesktop/secrets',
          'org.freedesktop.Secret.Service.Lock',
          'array:objpath:/org/freedesktop/secrets/aliases/default',
        );
        expect(await ask('vault', folder)).toMatchObject(locked('locked'));

        // Gone, and back again.
        await end(daemon);
        expect(await ask('vault', folder)).toMatchObject(locked('missing'));
        await startDaemon();
        expect(await ask('vault', folder)).toEqual(first);

        // Another key in its place, then none.
        await ask('write', 'widgetz/data-key', `key:${Buffer.alloc(32, 7).toString('base64')}`);
        expect(await ask('vault', folder)).toMatchObject(locked('changed'));
        await ask('remove', 'widgetz/data-key');
        expect(await ask('vault', folder)).toMatchObject(locked('emptied'));

        // No bus at all.
        await end(bus);
        expect(await ask('vault', folder)).toMatchObject(locked('missing'));
        delete env['DBUS_SESSION_BUS_ADDRESS'];
        expect(await ask('vault', folder)).toMatchObject(locked('missing'));
      },
    );
  },
);
