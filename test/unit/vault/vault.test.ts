import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KeyTrouble } from '../../../shared/vault.ts';
import { device, ID, keyOf, settled, type Device } from './device.ts';

const PIN = '271828';
const ENTRY = `${ID}/data-key`;
const MINUTE = 60_000;

async function restarted(on: Device) {
  const app = on.start();
  await app.vault.open(ID);
  return app;
}

/** With the recovery code written down and a lock set. */
async function locked(on: Device, text = PIN) {
  const { vault, key, code } = await settled(on);
  expect(await vault.setLock(text, null)).toBe('done');
  return { key, code };
}

describe('a data key', () => {
  it('is made once, and found again after each start', async () => {
    const on = await device();
    const { vault, states } = on.start();
    await vault.open(ID);
    expect(states.map(({ name }) => name)).toEqual(['opening', 'open']);
    expect(vault.state()).toMatchObject({ keyIn: 'keychain', recovery: 'none', lock: null, fresh: false });
    const key = keyOf(vault);
    expect(key).toHaveLength(64);
    const again = await restarted(on);
    expect(keyOf(again.vault)).toBe(key);
  });

  it('is another for each account', async () => {
    const on = await device();
    const { vault } = await restarted(on);
    const key = keyOf(vault);
    await vault.open('other-5678');
    expect(keyOf(vault)).not.toBe(key);
    await vault.open(ID);
    expect(keyOf(vault)).toBe(key);
  });

  it('lies in the keychain and in no file, and the file is its owner’s alone', async () => {
    const on = await device();
    const { key, code } = await settled(on);
    const text = await on.fileText();
    const bytes = Buffer.from(key, 'hex');
    for (const secret of [
      key,
      bytes.toString('base64'),
      bytes.toString('latin1'),
      code,
      code.replaceAll('-', ''),
    ])
      expect(text).not.toContain(secret);
    expect(on.keychain.get(ENTRY)).toBe(`key:${bytes.toString('base64')}`);
    if (process.platform !== 'win32')
      expect((await stat(join(on.dir, 'keys', `${ID}.json`))).mode & 0o777).toBe(0o600);
  });

  it('is overwritten in memory when it is let go of', async () => {
    const on = await device();
    const { vault } = await restarted(on);
    const key = vault.key();
    await vault.close();
    expect(vault.key()).toBeNull();
    expect(key?.every((byte) => byte === 0)).toBe(true);
  });

  it('is taken up from the keychain where our file was lost', async () => {
    const on = await device();
    const { key } = await settled(on);
    await on.files.remove(ID);
    const again = await restarted(on);
    expect(keyOf(again.vault)).toBe(key);
    expect(again.vault.state()).toMatchObject({ name: 'open', recovery: 'none', fresh: false });
  });
});

describe('a key that is not where it should be', () => {
  const CASES: readonly [KeyTrouble, (on: Device) => void | Promise<void>, ((on: Device) => void) | null][] =
    [
      ['missing', (on) => void (on.hasKeychain = false), null],
      ['locked', (on) => void (on.refusal = 'Prompt: the collection is locked'), null],
      ['refused', (on) => void (on.refusal = 'Prompt was dismissed'), null],
      ['hanging', (on) => void (on.refusal = 'timeout'), null],
      ['emptied', (on) => on.keychain.clear(), null],
      ['changed', (on) => void on.keychain.set(ENTRY, `key:${Buffer.alloc(32, 7).toString('base64')}`), null],
      ['changed', (on) => void on.keychain.set(ENTRY, 'nothing of ours'), null],
      [
        'changed',
        (on) => void on.keychain.set(ENTRY, `half:${Buffer.alloc(32, 7).toString('base64')}`),
        null,
      ],
    ];

  it.each(CASES)(
    '%s: says so, makes no other key, and opens by the recovery code',
    async (trouble, spoil) => {
      const on = await device();
      const { key, code } = await settled(on);
      await spoil(on);
      const before = new Map(on.keychain);
      const { vault } = await restarted(on);
      expect(vault.state()).toEqual({
        name: 'locked',
        lock: null,
        recovery: true,
        trouble,
        waitUntil: null,
        age: null,
      });
      expect(vault.key()).toBeNull();
      expect(on.keychain).toEqual(before);

      expect(await vault.unlock('recovery', code)).toBe('open');
      expect(keyOf(vault)).toBe(key);
      // Put back where it can be; the next start asks for nothing then.
      const kept = on.hasKeychain && on.refusal === null;
      expect(vault.state()).toMatchObject({ keyIn: kept ? 'keychain' : 'memory', byRecovery: true });
      on.refusal = null;
      if (!kept) return;
      const again = await restarted(on);
      expect(keyOf(again.vault)).toBe(key);
    },
  );

  it('opens by itself when the keychain is asked again and gives it', async () => {
    const on = await device();
    const { key } = await settled(on);
    on.refusal = 'timeout';
    const { vault } = await restarted(on);
    await vault.retry();
    expect(vault.state()).toMatchObject({ name: 'locked', trouble: 'hanging' });
    on.refusal = null;
    await vault.retry();
    expect(keyOf(vault)).toBe(key);
  });

  it('says when nothing opens it but the keychain', async () => {
    const on = await device();
    await restarted(on);
    on.keychain.clear();
    const { vault } = await restarted(on);
    expect(vault.state()).toMatchObject({ trouble: 'emptied', recovery: false });
    expect(await vault.unlock('recovery', '7KQ2')).toBe('mistyped');
  });

  it.each(['', '{"version":1', '{"version":9}', '[]'])(
    'leaves a file as it is that it cannot read: %j',
    async (text) => {
      const on = await device();
      await settled(on);
      on.keychain.clear();
      await on.spoil(text);
      const { vault } = await restarted(on);
      expect(vault.state()).toMatchObject({ name: 'locked', trouble: 'file-broken', recovery: false });
      expect(await on.fileText()).toBe(text);
      expect(on.keychain.size).toBe(0);
    },
  );

  it('begins anew only when that is asked for, and says that what lies here opens no more', async () => {
    const on = await device();
    const { key, code } = await settled(on);
    on.keychain.clear();
    const { vault } = await restarted(on);
    await vault.startAgain();
    expect(vault.state()).toMatchObject({ name: 'open', fresh: true, recovery: 'none' });
    expect(keyOf(vault)).not.toBe(key);
    // Until the database is gone, also after a restart.
    const again = await restarted(on);
    expect(again.vault.state()).toMatchObject({ name: 'open', fresh: true });
    await again.vault.wiped(ID);
    expect(again.vault.state()).toMatchObject({ name: 'open', fresh: false });
    await again.vault.recoveryCode(false);
    on.keychain.clear();
    const last = await restarted(on);
    expect(await last.vault.unlock('recovery', code)).toBe('wrong');
  });
});

describe('without a keychain', () => {
  it('the key lives until the app ends; then the recovery code or a passphrase opens', async () => {
    const on = await device();
    on.hasKeychain = false;
    const { vault, key, code } = await settled(on);
    expect(vault.state()).toMatchObject({ keyIn: 'memory' });
    const { vault: again } = await restarted(on);
    expect(again.state()).toMatchObject({ name: 'locked', trouble: 'forgotten', recovery: true });
    expect(await again.unlock('recovery', code)).toBe('open');
    expect(keyOf(again)).toBe(key);

    // A PIN would stand alone, and is refused.
    expect(await again.setLock(PIN, null)).toBe('weak');
    expect(await again.setLock('correct horse battery', null)).toBe('done');
    expect(on.keychain.size).toBe(0);
    const { vault: last } = await restarted(on);
    expect(last.state()).toMatchObject({ name: 'locked', trouble: null, lock: 'passphrase' });
    expect(await last.unlock('lock', 'correct horse battery')).toBe('open');
    expect(keyOf(last)).toBe(key);
  });
});

describe('a lock', () => {
  it('wants a recovery code that was written down, and more than a guess', async () => {
    const on = await device();
    const { vault } = await restarted(on);
    expect(await vault.setLock(PIN, null)).toBe('no-recovery');
    await vault.recoveryCode(false);
    expect(await vault.setLock(PIN, null)).toBe('no-recovery');
    await vault.recoveryNoted();
    for (const weak of ['12345', '111111', 'ninechars', ''])
      expect(await vault.setLock(weak, null)).toBe('weak');
    expect(vault.state()).toMatchObject({ lock: null });
  });

  it('leaves half in the keychain: neither it, nor the PIN, opens alone', async () => {
    const on = await device();
    const { key } = await locked(on);
    expect(on.keychain.get(ENTRY)).toMatch(/^half:/);
    expect(on.keychain.get(ENTRY)).not.toContain(Buffer.from(key, 'hex').toString('base64'));
    const half = on.keychain.get(ENTRY) ?? '';

    const { vault } = await restarted(on);
    expect(vault.state()).toMatchObject({ name: 'locked', lock: 'pin', trouble: null });
    expect(await vault.unlock('lock', '314159')).toBe('wrong');

    on.keychain.set(ENTRY, `half:${Buffer.alloc(32, 9).toString('base64')}`);
    expect(await vault.unlock('lock', PIN)).toBe('trouble');
    expect(vault.state()).toMatchObject({ trouble: 'changed', lock: null, recovery: true });

    on.keychain.set(ENTRY, half);
    await vault.retry();
    expect(await vault.unlock('lock', PIN)).toBe('open');
    expect(keyOf(vault)).toBe(key);
  });

  it('closes on demand, and lets go of the key', async () => {
    const on = await device();
    const { key } = await locked(on);
    const { vault } = await restarted(on);
    await vault.unlock('lock', PIN);
    const bytes = vault.key();
    expect(await vault.lock()).toBe(true);
    expect(vault.key()).toBeNull();
    expect(bytes?.every((byte) => byte === 0)).toBe(true);
    expect(vault.hasKey(ID)).toBe(false);
    expect(await vault.unlock('lock', PIN)).toBe('open');
    expect(keyOf(vault)).toBe(key);
  });

  it('does not close where nothing would open it', async () => {
    const on = await device();
    const { vault } = await settled(on);
    expect(await vault.lock()).toBe(false);
    expect(vault.state().name).toBe('open');
  });

  it('is changed and taken away only by who knows it', async () => {
    const on = await device();
    const { key } = await locked(on);
    const { vault } = await restarted(on);
    await vault.unlock('lock', PIN);
    expect(await vault.setLock('314159', 'wrong')).toBe('wrong');
    expect(await vault.setLock(null, null)).toBe('wrong');
    expect(await vault.setLock('314159', PIN)).toBe('done');
    const again = await restarted(on);
    expect(await again.vault.unlock('lock', PIN)).toBe('wrong');
    expect(await again.vault.unlock('lock', '314159')).toBe('open');
    expect(await again.vault.setLock(null, '314159')).toBe('done');
    const last = await restarted(on);
    expect(keyOf(last.vault)).toBe(key);
  });

  it('is set anew without the old one after the recovery code', async () => {
    const on = await device();
    const { code } = await locked(on);
    const { vault } = await restarted(on);
    expect(await vault.unlock('recovery', code)).toBe('open');
    expect(vault.state()).toMatchObject({ lock: 'pin', lockLost: false, byRecovery: true });
    expect(await vault.setLock('314159', null)).toBe('done');
    const again = await restarted(on);
    expect(await again.vault.unlock('lock', '314159')).toBe('open');
  });

  it('cannot stay when the keychain has lost its half, and says so', async () => {
    const on = await device();
    const { key, code } = await locked(on);
    on.keychain.clear();
    const { vault } = await restarted(on);
    expect(vault.state()).toMatchObject({ name: 'locked', trouble: 'emptied', lock: null });
    expect(await vault.unlock('recovery', code)).toBe('open');
    expect(vault.state()).toMatchObject({ lock: null, lockLost: true });
    expect(keyOf((await restarted(on)).vault)).toBe(key);
  });

  it('is as if it were not there when the app ended while it was being set', async () => {
    const on = await device();
    const { key } = await settled(on);
    const whole = on.keychain.get(ENTRY) ?? '';
    const { vault } = await restarted(on);
    await vault.setLock(PIN, null);
    // The file was written, the keychain not yet.
    on.keychain.set(ENTRY, whole);
    const again = await restarted(on);
    expect(keyOf(again.vault)).toBe(key);
    expect(again.vault.state()).toMatchObject({ lock: null });
  });

  it('is taken back where the keychain refuses its half', async () => {
    const on = await device();
    const { vault, key } = await settled(on);
    on.refusal = 'locked';
    await expect(vault.setLock(PIN, null)).rejects.toMatchObject({ info: { code: 'keychain' } });
    on.refusal = null;
    const again = await restarted(on);
    expect(keyOf(again.vault)).toBe(key);
    expect(again.vault.state()).toMatchObject({ lock: null });
  });
});

describe('wrong attempts', () => {
  async function miss(vault: Awaited<ReturnType<typeof restarted>>['vault'], times: number): Promise<void> {
    for (let time = 0; time < times; time++) expect(await vault.unlock('lock', '000001')).toBe('wrong');
  }

  it('make wait longer and longer, also after a restart, and the right one too', async () => {
    const on = await device();
    await locked(on);
    const { vault } = await restarted(on);
    await miss(vault, 4);
    expect(vault.state()).toMatchObject({ waitUntil: null });
    await miss(vault, 1);
    expect(vault.state()).toMatchObject({ waitUntil: on.clock.now() + MINUTE / 2 });
    expect(await vault.unlock('lock', PIN)).toBe('wait');

    const again = await restarted(on);
    expect(again.vault.state()).toMatchObject({ waitUntil: on.clock.now() + MINUTE / 2 });
    expect(await again.vault.unlock('lock', PIN)).toBe('wait');
    await on.clock.advance(MINUTE / 2);
    await miss(again.vault, 1);
    expect(again.vault.state()).toMatchObject({ waitUntil: on.clock.now() + MINUTE });
    await on.clock.advance(MINUTE);
    expect(await again.vault.unlock('lock', PIN)).toBe('open');
    await again.vault.lock();
    await miss(again.vault, 4);
    expect(again.vault.state()).toMatchObject({ waitUntil: null });
  });

  it('do not shut out who has the recovery code', async () => {
    const on = await device();
    const { code } = await locked(on);
    const { vault } = await restarted(on);
    await miss(vault, 5);
    expect(await vault.unlock('recovery', code)).toBe('open');
  });

  it('make nobody wait longer when the clock is put back, and nobody less when it is put forward', async () => {
    const on = await device();
    await locked(on);
    const first = await restarted(on);
    await miss(first.vault, 5);
    const { now } = on.clock;
    const shift = { ms: -365 * 86_400_000 };
    Object.assign(on.clock, { now: () => now() + shift.ms });
    const { vault } = await restarted(on);
    expect(await vault.unlock('lock', PIN)).toBe('wait');
    await on.clock.advance(MINUTE / 2);
    expect(await vault.unlock('lock', '000001')).toBe('wrong');
    shift.ms = 10 * MINUTE;
    expect(await vault.unlock('lock', PIN)).toBe('wait');
    await on.clock.advance(MINUTE);
    expect(await vault.unlock('lock', PIN)).toBe('open');
  });

  it('are counted before they are made', async () => {
    const on = await device();
    await locked(on);
    const { vault } = await restarted(on);
    await miss(vault, 4);
    const trying = vault.unlock('lock', '000001');
    // As much as was on the disk while it was being tried.
    await expect
      .poll(async () => (await on.files.read(ID)) as unknown)
      .toMatchObject({ keys: { attempts: { failed: 5 } } });
    await trying;
  });
});

describe('the recovery code', () => {
  it('is shown again until it is noted, and made anew only when asked', async () => {
    const on = await device();
    const { vault } = await restarted(on);
    const code = await vault.recoveryCode(false);
    expect(vault.state()).toMatchObject({ recovery: 'unconfirmed' });
    expect(await vault.recoveryCode(false)).toBe(code);
    await vault.recoveryNoted();
    expect(vault.state()).toMatchObject({ recovery: 'confirmed' });
    const other = await vault.recoveryCode(true);
    expect(other).not.toBe(code);
    on.keychain.clear();
    const again = await restarted(on);
    expect(await again.vault.unlock('recovery', code)).toBe('wrong');
    expect(await again.vault.unlock('recovery', other.toLowerCase().replaceAll('-', ' '))).toBe('open');
  });
});

describe('an age', () => {
  const DAY = 86_400_000;
  const settings = { idleMinutes: 0, onSleep: false, ageDays: 7 } as const;

  it('locks when the CRM was not reached for so long, and only the CRM opens', async () => {
    const on = await device();
    const { vault, key, code } = await settled(on);
    await vault.settle(settings);
    await on.clock.advance(6 * DAY);
    await vault.checkAge();
    expect(vault.state().name).toBe('open');
    await vault.reached();
    await on.clock.advance(7 * DAY);
    await vault.checkAge();
    expect(vault.state()).toMatchObject({ name: 'locked', age: 7, recovery: false });
    expect(vault.key()).toBeNull();
    expect(await vault.unlock('recovery', code)).toBe('age');
    const { vault: again } = await restarted(on);
    expect(again.state()).toMatchObject({ name: 'locked', age: 7 });
    await again.reached();
    expect(keyOf(again)).toBe(key);
  });

  it('comes after the PIN, and no clock that is put back makes it younger', async () => {
    const on = await device();
    await locked(on);
    const first = await restarted(on);
    await first.vault.unlock('lock', PIN);
    await first.vault.settle(settings);
    await on.clock.advance(8 * DAY);
    await first.vault.checkAge();
    expect(first.vault.state()).toMatchObject({ name: 'locked', lock: 'pin', age: null });
    expect(await first.vault.unlock('lock', PIN)).toBe('age');
    const { now } = on.clock;
    Object.assign(on.clock, { now: () => now() - 30 * DAY });
    const { vault } = await restarted(on);
    expect(await vault.unlock('lock', PIN)).toBe('age');
    await vault.reached();
    expect(vault.state().name).toBe('open');
  });
});

describe('signing out', () => {
  it('keeps everything for the next time, or forgets the key for good', async () => {
    const on = await device();
    const { vault, key, code } = await settled(on);
    await vault.close();
    expect(vault.state()).toEqual({ name: 'closed' });
    await vault.open(ID);
    expect(keyOf(vault)).toBe(key);

    await vault.wipe(ID);
    expect(vault.state()).toEqual({ name: 'closed' });
    expect(on.keychain.size).toBe(0);
    expect(await on.fileText()).not.toContain(code);
    expect(await on.files.read(ID)).toEqual({ status: 'wiped' });

    // Ended before the database was deleted: the next key says that what lies there opens no more.
    const again = await restarted(on);
    expect(again.vault.state()).toMatchObject({ name: 'open', fresh: true });
    await again.vault.wipe(ID);
    await again.vault.wiped(ID);
    expect(await on.files.read(ID)).toEqual({ status: 'none' });
    const last = await restarted(on);
    expect(last.vault.state()).toMatchObject({ name: 'open', fresh: false });
  });

  it('is refused, with nothing changed, where the keychain keeps the key', async () => {
    const on = await device();
    const { vault, key } = await settled(on);
    on.refusal = 'locked';
    await expect(vault.wipe(ID)).rejects.toMatchObject({ info: { code: 'keychain' } });
    on.refusal = null;
    expect(keyOf((await restarted(on)).vault)).toBe(key);
  });
});
