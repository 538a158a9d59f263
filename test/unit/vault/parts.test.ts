import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memorySecretStore } from '../../../electron/credentials/memory-secret-store.ts';
import { troubleOf } from '../../../electron/credentials/keychain-trouble.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { atClock, NO_ATTEMPTS, oneMore, waitUntil } from '../../../electron/vault/attempts.ts';
import { openBox, sealBox } from '../../../electron/vault/box.ts';
import { createLockKeeper, type Sitter } from '../../../electron/vault/lock-keeper.ts';
import { isStrongEnough, kindOfLock } from '../../../electron/vault/passphrase.ts';
import { newRecoveryCode, readRecoveryCode } from '../../../electron/vault/recovery-code.ts';
import { sampleKey } from '../../../electron/vault/sample-key.ts';
import { sealedSecrets } from '../../../electron/vault/sealed-secrets.ts';
import { idForUser } from '../../../electron/vault/user.ts';
import { AppError } from '../../../shared/errors.ts';
import type { LockSettings, VaultState } from '../../../shared/vault.ts';
import { settle, virtualClock } from '../../fakes/virtual-clock.ts';
import { device, ID } from './device.ts';

const chance = fc.uint8Array({ minLength: 23, maxLength: 23 });
const codeOf = (bytes: Uint8Array) => newRecoveryCode(() => bytes);

describe('a box', () => {
  it('opens under its key and its context, and not when a bit of it is another', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(), (content, at) => {
        const key = randomBytes(32);
        const box = sealBox(key, content, 'here', randomBytes);
        expect(openBox(key, box, 'here')).toEqual(Buffer.from(content));
        expect(openBox(key, box, 'there')).toBeNull();
        expect(openBox(randomBytes(32), box, 'here')).toBeNull();
        const bytes = Buffer.from(box, 'base64');
        const index = at % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ (1 << (at % 8));
        expect(openBox(key, bytes.toString('base64'), 'here')).toBeNull();
      }),
    );
    expect(openBox(randomBytes(32), 'short', 'here')).toBeNull();
  });
});

describe('a recovery code', () => {
  it('is six groups of four that nobody mistakes, and is read back however it was typed', () => {
    fc.assert(
      fc.property(chance, (bytes) => {
        const code = codeOf(bytes);
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}$/);
        const secret = readRecoveryCode(code);
        expect(secret).toHaveLength(23);
        for (const typed of [
          code.toLowerCase(),
          code.replaceAll('-', ''),
          ` ${code.replaceAll('-', ' ')} `,
          code.replaceAll('0', 'o').replaceAll('1', 'l'),
        ])
          expect(readRecoveryCode(typed)).toEqual(secret);
      }),
    );
  });

  it('tells a slip from another code: every wrong character is found', () => {
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    fc.assert(
      fc.property(chance, fc.nat(23), fc.integer({ min: 1, max: 31 }), (bytes, at, by) => {
        const code = codeOf(bytes).replaceAll('-', '');
        const wrong = alphabet[(alphabet.indexOf(code[at] ?? '') + by) % 32] ?? '';
        expect(readRecoveryCode(code.slice(0, at) + wrong + code.slice(at + 1))).toBeNull();
      }),
    );
    for (const typed of ['', '7KQ2', 'UUUU-UUUU-UUUU-UUUU-UUUU-UUUU'])
      expect(readRecoveryCode(typed)).toBeNull();
  });
});

describe('waiting after wrong attempts', () => {
  it('is never longer than an hour, whatever the clock does, and grows', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.integer({ min: -1e12, max: 1e12 }), (failed, shift) => {
        let attempts = NO_ATTEMPTS;
        for (let time = 0; time < failed; time++) attempts = oneMore(attempts, 1e12);
        const now = 1e12 + shift;
        const until = waitUntil(atClock(attempts, now), now);
        if (until !== null) {
          expect(until).toBeGreaterThan(now);
          expect(until - now).toBeLessThanOrEqual(3_600_000);
        }
      }),
    );
    const waits = [4, 5, 6, 7, 8, 9, 20].map(
      (failed) => (waitUntil({ failed, at: 1000 }, 1000) ?? 1000) - 1000,
    );
    expect(waits).toEqual([0, 30_000, 60_000, 300_000, 900_000, 3_600_000, 3_600_000]);
  });
});

describe('what may be a lock', () => {
  it.each([
    ['271828', true, true],
    ['271828', false, false],
    ['27182', true, false],
    ['000000', true, false],
    ['correct horse', false, true],
    ['ten chars!', true, true],
    ['nine char', true, false],
  ] as const)('%s, with a keychain %s: %s', (text, keychain, expected) => {
    expect(isStrongEnough(text, keychain)).toBe(expected);
  });

  it('is a PIN when it is digits alone, on any keyboard', () => {
    expect(kindOfLock('２７１８２８')).toBe('pin');
    expect(kindOfLock('27 18 28')).toBe('passphrase');
  });
});

describe('the words of a keychain', () => {
  it.each([
    ['timeout', 'hanging'],
    [
      'Platform failure: DBus error: Did not receive a reply. Possible causes include: the message bus security policy blocked the reply, the reply timeout expired',
      'hanging',
    ],
    ["Couldn't access platform storage: Secret Service: unlock prompt was dismissed", 'locked'],
    ['Couldn’t access platform secure storage: the collection is locked', 'locked'],
    ['The user name or passphrase you entered is not correct: auth denied', 'refused'],
    ['SS error: prompt dismissed', 'refused'],
    ['Failed to connect to socket /nonexistent/bus', 'missing'],
  ] as const)('%s: %s', (reason, trouble) => {
    expect(troubleOf(new AppError({ code: 'keychain', reason }))).toBe(trouble);
  });
});

describe('whose store it is', () => {
  it('is known by the key, and asked where it is another', async () => {
    const on = await device();
    const sign = async (token: string, person: 'same' | 'other' | null) => {
      const id = await idForUser(on.files, ID, token, person);
      const { vault } = on.start();
      await vault.open(id);
      await vault.noteUser(token);
      return id;
    };
    expect(await sign('ada-key', null)).toBe(ID);
    expect(await sign('ada-key', null)).toBe(ID);
    expect(await on.fileText()).not.toContain('ada-key');
    await expect(sign('grace-key', null)).rejects.toMatchObject({ info: { code: 'other-key' } });
    expect(await sign('grace-key', 'other')).toBe(`${ID}-2`);
    expect(await sign('grace-key', null)).toBe(`${ID}-2`);
    expect(await sign('ada-key', null)).toBe(ID);
    // A new key of whoever was here last.
    await on.clock.advance(2 * 3_600_000);
    await sign('ada-key', null);
    expect(await sign('ada-new-key', 'same')).toBe(ID);
    expect(await sign('ada-new-key', null)).toBe(ID);
    await expect(sign('ada-key', null)).rejects.toMatchObject({ info: { code: 'other-key' } });
  });
});

describe('API keys in the keychain', () => {
  it('are sealed with the data key, and those from before are when they are read', async () => {
    const secrets = memorySecretStore();
    await secrets.write('old', 'plain-api-key');
    const key = randomBytes(32);
    const vault = { secretsKey: () => Promise.resolve(key), hasKey: () => true };
    const sealed = sealedSecrets({ secrets, vault, random: randomBytes, log: memoryLog() });
    await sealed.write('widgetz', 'api-key-1');
    expect(await secrets.read('widgetz')).toMatch(/^sealed:/);
    expect(await sealed.read('widgetz')).toBe('api-key-1');
    expect(await sealed.read('old')).toBe('plain-api-key');
    expect(await secrets.read('old')).toMatch(/^sealed:/);
    // Moved to another account, or under another data key, it opens nothing.
    await secrets.write('other', (await secrets.read('widgetz')) ?? '');
    expect(await sealed.read('other')).toBeNull();
    expect(await sealed.read('nobody')).toBeNull();
    await sealed.remove('widgetz');
    expect(await secrets.read('widgetz')).toBeNull();
  });

  it('wait for the data key, and are written when it comes', async () => {
    const secrets = memorySecretStore();
    let give: (key: Buffer) => void = () => undefined;
    const key = new Promise<Buffer>((resolve) => (give = resolve));
    const vault = { secretsKey: () => key, hasKey: () => false };
    const sealed = sealedSecrets({ secrets, vault, random: randomBytes, log: memoryLog() });
    await sealed.write('widgetz', 'api-key-1');
    const reading = sealed.read('widgetz');
    expect(await secrets.read('widgetz')).toBeNull();
    give(randomBytes(32));
    expect(await reading).toBe('api-key-1');
    await settle();
    expect(await secrets.read('widgetz')).toMatch(/^sealed:/);
  });
});

describe('the sample’s key', () => {
  it('lies beside it, and is new where the file was lost', async () => {
    const { dir } = await device();
    const first = await sampleKey(dir, randomBytes);
    expect(first.fresh).toBe(true);
    const again = await sampleKey(dir, randomBytes);
    expect(again.fresh).toBe(false);
    expect(Buffer.from(again.key).equals(Buffer.from(first.key))).toBe(true);
  });
});

describe('the keeper of the lock', () => {
  const MINUTE = 60_000;

  function keeper(settings: Partial<LockSettings> = {}, withSitter = false) {
    const clock = virtualClock();
    let seconds = 0;
    let tell: Parameters<Sitter['onEvent']>[0] = () => undefined;
    const locks: number[] = [];
    let state: VaultState = {
      name: 'open',
      keyIn: 'keychain',
      fresh: false,
      lock: 'pin',
      lockLost: false,
      byRecovery: false,
      recovery: 'confirmed',
      settings: { idleMinutes: 5, onSleep: true, ageDays: 0, ...settings },
    };
    const start = clock.now();
    const kept = createLockKeeper({
      clock,
      sitter: withSitter
        ? {
            seconds: () => seconds,
            onEvent(listener) {
              tell = listener;
              return () => undefined;
            },
          }
        : null,
      state: () => state,
      lock: () => {
        locks.push(clock.now() - start);
        state = { name: 'locked', lock: 'pin', recovery: true, trouble: null, waitUntil: null, age: null };
        return Promise.resolve();
      },
      checkAge: () => Promise.resolve(),
      onFailure: (error) => expect(error).toBeUndefined(),
    });
    return {
      clock,
      kept,
      locks,
      idle: (of: number) => (seconds = of),
      tell: (event: Parameters<typeof tell>[0]) => tell(event),
    };
  }

  it('locks after so many minutes without a hand, and soon after', async () => {
    const { clock, kept, locks } = keeper();
    await clock.advance(4 * MINUTE);
    kept.active();
    await clock.advance(5 * MINUTE - 1);
    expect(locks).toEqual([]);
    await clock.advance(MINUTE / 2);
    expect(locks).toHaveLength(1);
    expect(locks[0]).toBeLessThanOrEqual(9 * MINUTE + 15_000);
    kept.close();
  });

  it('never locks where that is set to never', async () => {
    const { clock, kept, locks } = keeper({ idleMinutes: 0 });
    await clock.advance(600 * MINUTE);
    expect(locks).toEqual([]);
    kept.close();
  });

  it('takes a hand on anything of the machine for one, where the system tells', async () => {
    const { clock, kept, locks, idle } = keeper({}, true);
    idle(10);
    await clock.advance(60 * MINUTE);
    expect(locks).toEqual([]);
    idle(400);
    await clock.advance(MINUTE);
    expect(locks).toHaveLength(1);
    kept.close();
  });

  it('locks at once when the machine sleeps or its screen is locked, unless that is off', async () => {
    const on = keeper({ idleMinutes: 0 }, true);
    on.tell('lock-screen');
    await settle();
    expect(on.locks).toEqual([0]);
    on.kept.close();
    const off = keeper({ idleMinutes: 0, onSleep: false }, true);
    off.tell('suspend');
    await settle();
    expect(off.locks).toEqual([]);
    off.kept.close();
  });

  it('notices a sleep that nobody told of by the clock on the wall', async () => {
    const { clock, kept, locks } = keeper({ idleMinutes: 0 });
    const { now } = clock;
    await clock.advance(MINUTE);
    Object.assign(clock, { now: () => now() + 3 * 60 * MINUTE });
    await clock.advance(MINUTE);
    expect(locks).toHaveLength(1);
    kept.close();
  });
});
