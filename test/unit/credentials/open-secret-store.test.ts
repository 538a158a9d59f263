import { describe, expect, it } from 'vitest';
import { openSecretStore } from '../../../electron/credentials/open-secret-store.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { fakeKeytar, never } from './fake-keytar.ts';

function setUp() {
  return { keytar: fakeKeytar(), log: memoryLog() };
}

describe('openSecretStore', () => {
  it('takes a keychain that works, and leaves no trace of having tried it', async () => {
    const { keytar, log } = setUp();
    const store = await openSecretStore({
      service: 'S',
      platform: 'darwin',
      log,
      load: () => Promise.resolve(keytar),
      wait: never,
    });
    expect(store.durable).toBe(true);
    expect(keytar.entries.size).toBe(0);
    expect(log.entries).toEqual([]);
  });

  it.each([
    ['cannot be loaded', 'Cannot find native binding'],
    ['refuses', 'locked'],
    ['hangs', 'timeout'],
    ['loses what it is given', 'does not keep what it is given'],
  ])('falls back to memory where the keychain %s', async (how, reason) => {
    const { keytar, log } = setUp();
    if (how === 'refuses') keytar.failWith(new Error(reason));
    if (how === 'hangs') keytar.hang();
    if (how === 'loses what it is given') keytar.loseWrites();
    const load = () =>
      how === 'cannot be loaded' ? Promise.reject(new Error(reason)) : Promise.resolve(keytar);
    const wait = how === 'hangs' ? () => Promise.resolve() : never;
    const store = await openSecretStore({ service: 'S', platform: 'linux', log, load, wait });
    expect(store.durable).toBe(false);
    await store.write('a', 'b');
    expect(await store.read('a')).toBe('b');
    await store.remove('a');
    expect(await store.read('a')).toBeNull();
    expect(log.entries).toHaveLength(1);
    expect(log.entries[0]).toMatchObject({ level: 'warn', event: 'keychain.unavailable' });
    expect(String(log.entries[0]?.facts['reason'])).toContain(reason);
  });

  it.runIf(process.platform === 'linux')(
    'does without a Secret Service, whatever else the kernel offers',
    async () => {
      const bus = process.env['DBUS_SESSION_BUS_ADDRESS'];
      process.env['DBUS_SESSION_BUS_ADDRESS'] = 'unix:path=/nonexistent/bus';
      try {
        const { log } = setUp();
        const store = await openSecretStore({ service: 'Satchel test', platform: 'linux', log });
        expect(store.durable).toBe(false);
        expect(log.entries.map((entry) => entry.event)).toEqual(['keychain.unavailable']);
      } finally {
        if (bus === undefined) delete process.env['DBUS_SESSION_BUS_ADDRESS'];
        else process.env['DBUS_SESSION_BUS_ADDRESS'] = bus;
      }
    },
  );
});
