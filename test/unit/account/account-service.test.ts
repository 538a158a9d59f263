import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accountIdOf } from '../../../electron/account/account-id.ts';
import { createAccountService, type AccountPorts } from '../../../electron/account/account-service.ts';
import { settingsFile } from '../../../electron/account/settings.ts';
import type { SecretStore } from '../../../electron/credentials/secret-store.ts';
import type { AccountState } from '../../../shared/account.ts';
import { AppError } from '../../../shared/errors.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { settle } from '../../fakes/virtual-clock.ts';

const ORIGIN = 'https://widgetz.freshsales.io';

function secretsIn(
  map: Map<string, string>,
  refuse = { read: false, write: false, remove: false },
): SecretStore {
  const refused = () => new AppError({ code: 'keychain', reason: 'locked' });
  return {
    durable: true,
    read: (id) => (refuse.read ? Promise.reject(refused()) : Promise.resolve(map.get(id) ?? null)),
    write: (id, secret) =>
      refuse.write ? Promise.reject(refused()) : Promise.resolve(void map.set(id, secret)),
    remove: (id) => (refuse.remove ? Promise.reject(refused()) : Promise.resolve(void map.delete(id))),
  };
}

async function device(): Promise<{
  dir: string;
  keys: Map<string, string>;
  start(overrides?: Partial<AccountPorts>): ReturnType<typeof createAccountService>;
  changes: { state: AccountState; key: string | null }[];
  /** The stores that were let go of. */
  left: string[];
}> {
  const dir = await mkdtemp(join(tmpdir(), 'satchel-account-'));
  const keys = new Map<string, string>();
  const changes: { state: AccountState; key: string | null }[] = [];
  const left: string[] = [];
  return {
    dir,
    keys,
    changes,
    left,
    start: (overrides = {}) =>
      createAccountService({
        settings: settingsFile(dir, memoryLog()),
        secrets: secretsIn(keys),
        log: memoryLog(),
        find: () => Promise.resolve({ origin: ORIGIN, basePath: '/api' }),
        enter: (baseId) => Promise.resolve(baseId),
        leave: (account, keep) => {
          left.push(`${account.id} ${keep ? 'kept' : 'wiped'}`);
          return Promise.resolve();
        },
        startSample: () =>
          Promise.resolve({ origin: 'http://127.0.0.1:5', basePath: '/api', key: 'sample-key' }),
        onChanged: (state, key) => {
          changes.push({ state, key });
          return Promise.resolve();
        },
        ...overrides,
      }),
  };
}

describe('signing in', () => {
  it('keeps the address in the settings and the key in the keychain, and nowhere else', async () => {
    const d = await device();
    const state = await d.start().signIn('widgetz', ' secret-key ', null);
    expect(state).toMatchObject({
      status: 'signed-in',
      key: 'keychain',
      account: { name: 'widgetz.freshsales.io', sample: false },
    });
    expect([...d.keys.values()]).toEqual(['secret-key']);
    expect(await readFile(join(d.dir, 'settings.json'), 'utf8')).not.toContain('secret-key');
    expect(JSON.stringify(state)).not.toContain('secret-key');
  });

  it('is taken up again after a restart, without a call', async () => {
    const d = await device();
    await d.start().signIn('widgetz', 'secret-key', null);
    const again = d.start({ find: () => Promise.reject(new Error('a call was made')) });
    await again.restore();
    expect(again.state()).toMatchObject({ status: 'signed-in', key: 'reading' });
    await again.readKey();
    expect(again.state()).toMatchObject({ status: 'signed-in', key: 'keychain' });
    expect(d.changes.at(-1)?.key).toBe('secret-key');
  });

  it('is the store of whoever the key belongs to, or of nobody until that was said', async () => {
    const d = await device();
    const asked: unknown[] = [];
    const service = d.start({
      enter: (baseId, key, person) => {
        asked.push([key, person]);
        return person === null
          ? Promise.reject(new AppError({ code: 'other-key' }))
          : Promise.resolve(`${baseId}-2`);
      },
    });
    await expect(service.signIn('widgetz', ' key ', null)).rejects.toMatchObject({
      info: { code: 'other-key' },
    });
    expect(service.state()).toEqual({ status: 'signed-out' });
    expect(d.keys.size).toBe(0);
    const state = await service.signIn('widgetz', 'key', 'other');
    expect(state).toMatchObject({ account: { id: `${accountIdOf(ORIGIN)}-2` } });
    expect(asked).toEqual([
      ['key', null],
      ['key', 'other'],
    ]);
  });

  it('changes nothing when the key is refused', async () => {
    const d = await device();
    const service = d.start({ find: () => Promise.reject(new AppError({ code: 'auth' })) });
    await expect(service.signIn('widgetz', 'wrong', null)).rejects.toMatchObject({ info: { code: 'auth' } });
    expect(service.state()).toEqual({ status: 'signed-out' });
    expect(d.keys.size).toBe(0);
  });

  it('goes on with the key in memory when the keychain refuses', async () => {
    const d = await device();
    const service = d.start({ secrets: secretsIn(d.keys, { read: true, write: true, remove: true }) });
    expect(await service.signIn('widgetz', 'secret-key', null)).toMatchObject({ key: 'memory' });
    expect(d.changes.at(-1)?.key).toBe('secret-key');
    expect(await service.signOut(false)).toEqual({ status: 'signed-out' });
  });

  it('stays readable when the keychain cannot be read after a restart', async () => {
    const d = await device();
    await d.start().signIn('widgetz', 'secret-key', null);
    const again = d.start({ secrets: secretsIn(d.keys, { read: true, write: false, remove: false }) });
    await again.restore();
    await again.readKey();
    expect(again.state()).toMatchObject({ status: 'signed-in', key: 'missing' });
    expect(d.changes.at(-1)?.key).toBeNull();
  });

  it('ends at once when it is cancelled, and changes nothing', async () => {
    const d = await device();
    const service = d.start({
      find: (_address, _key, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new AppError({ code: 'cancelled' })));
        }),
    });
    const given = service.signIn('widgetz', 'secret-key', null);
    service.cancelSignIn();
    await expect(given).rejects.toMatchObject({ info: { code: 'cancelled' } });
    expect(service.state()).toEqual({ status: 'signed-out' });
    expect(d.keys.size).toBe(0);
  });

  it('gives the same account the same id, and different ones different ids', () => {
    expect(accountIdOf(ORIGIN)).toBe(accountIdOf('https://WIDGETZ.freshsales.io/'));
    expect(accountIdOf(ORIGIN)).not.toBe(accountIdOf('https://widgetz.myfreshworks.com'));
    expect(accountIdOf('http://127.0.0.1:8000')).not.toBe(accountIdOf('http://127.0.0.1:8001'));
    expect(accountIdOf(`https://${'a'.repeat(63)}.${'b'.repeat(63)}.freshsales.io`)).toMatch(
      /^[a-z0-9-]{1,80}$/,
    );
  });
});

describe('a keychain that does not answer', () => {
  it('keeps nobody from reading, and does not overrule a sign-in that came meanwhile', async () => {
    const d = await device();
    await d.start().signIn('widgetz', 'old-key', null);
    let answer: (key: string) => void = () => undefined;
    const slow: SecretStore = {
      ...secretsIn(d.keys),
      read: () => new Promise((resolve) => (answer = resolve)),
    };
    const service = d.start({ secrets: slow });
    await service.restore();
    void service.readKey();
    expect(service.state()).toMatchObject({ status: 'signed-in', key: 'reading' });
    await service.signIn('widgetz', 'new-key', null);
    answer('old-key');
    await settle();
    expect(d.changes.at(-1)?.key).toBe('new-key');
  });
});

describe('signing out', () => {
  it('forgets key and account', async () => {
    const d = await device();
    const service = d.start();
    await service.signIn('widgetz', 'secret-key', null);
    expect(await service.signOut(false)).toEqual({ status: 'signed-out' });
    expect(d.keys.size).toBe(0);
    const again = d.start();
    await again.restore();
    expect(again.state()).toEqual({ status: 'signed-out' });
  });

  it('lets go of the store: kept for the next time, or wiped', async () => {
    const d = await device();
    const service = d.start();
    for (const keep of [true, false]) {
      await service.signIn('widgetz', 'secret-key', null);
      await service.signOut(keep);
      expect(d.keys.size).toBe(0);
    }
    const id = accountIdOf(ORIGIN);
    expect(d.left).toEqual([`${id} kept`, `${id} wiped`]);
  });

  it('does not pretend to have removed a key that the keychain holds on to', async () => {
    const d = await device();
    await d.start().signIn('widgetz', 'secret-key', null);
    const service = d.start({ secrets: secretsIn(d.keys, { read: false, write: false, remove: true }) });
    await service.restore();
    await service.readKey();
    await expect(service.signOut(false)).rejects.toMatchObject({ info: { code: 'keychain' } });
    expect(service.state().status).toBe('signed-in');
  });
});

describe('the sample workspace', () => {
  it('is started again with the app, and leaves the keychain alone', async () => {
    const d = await device();
    await d.start().openSample();
    let starts = 0;
    const again = d.start({
      startSample: () => {
        starts += 1;
        return Promise.resolve({ origin: 'http://127.0.0.1:6', basePath: '/api', key: 'k' });
      },
    });
    await again.restore();
    expect(starts).toBe(1);
    expect(again.state()).toMatchObject({
      account: { id: 'sample', origin: 'http://127.0.0.1:6', sample: true },
    });
    expect(d.keys.size).toBe(0);
  });
});

describe('the settings file', () => {
  it.each(['', '{"version":1,', '{"version":2,"account":null}', '[]'])(
    'puts aside what it cannot understand: %j',
    async (text) => {
      const d = await device();
      await writeFile(join(d.dir, 'settings.json'), text);
      const service = d.start();
      await service.restore();
      expect(service.state()).toEqual({ status: 'signed-out' });
      expect(await readFile(join(d.dir, 'settings.broken.json'), 'utf8')).toBe(text);
    },
  );
});
