import { AppError, errorInfoOf } from '../../shared/errors.ts';
import type { Log } from '../../shared/log.ts';
import type { Clock } from '../../shared/time.ts';
import type {
  KeyTrouble,
  LockSettings,
  SetLockOutcome,
  UnlockOutcome,
  VaultState,
} from '../../shared/vault.ts';
import { atClock, NO_ATTEMPTS, oneMore, waitUntil } from './attempts.ts';
import { derivedKey, KEY_BYTES, type RandomBytes } from './box.ts';
import type { Asked, Entry, KeyEntries } from './key-entry.ts';
import type { Keys, KeysFiles, LockWrap } from './keys-file.ts';
import { isStrongEnough, type Cost } from './passphrase.ts';
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts';
import { isUserOf, userOf } from './user.ts';
import { isHalfOf, isKeyOf, keyCheck, unwrapByCode, unwrapByLock, wrapByCode, wrapByLock } from './wraps.ts';

const DAY_MS = 86_400_000;
/** How often it is written down what time it is, and that the CRM has answered. */
const SEEN_EVERY_MS = 3_600_000;

export interface VaultPorts {
  readonly files: KeysFiles;
  readonly entries: KeyEntries;
  /** Why the keychain cannot be used; null where it can, and outlives the process. */
  keychainTrouble(): KeyTrouble | null;
  /** Tries the keychain again where it could not be used. */
  retryKeychain(): Promise<void>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** What scrypt costs. */
  readonly cost: Cost;
  readonly log: Log;
  /**
   * Told of every change, one after the other; the next step begins when it resolves. `key` is there exactly while the state is `open`, and is overwritten when it ends: whoever wants
   * it longer copies it.
   */
  onChanged(state: VaultState, key: Uint8Array | null): Promise<void>;
}

/**
 * Keeps the data key of the account that is signed in: makes it, finds it again, wraps it, locks it away and forgets it. There is one at a time. A key is made only where there is
 * certainly none.
 */
export interface Vault {
  state(): VaultState;
  /** The account whose key this is about; null where there is none. */
  accountId(): string | null;
  /** The key, while it is open. */
  key(): Uint8Array | null;
  /** A key for secrets of the account beside its records, as soon as there is one: also where only the CRM's answer is missing. */
  secretsKey(accountId: string): Promise<Buffer>;
  /** Whether `secretsKey` has one now. */
  hasKey(accountId: string): boolean;
  /** Takes up an account. What goes wrong is the state. Does nothing where that account's key is being kept already. */
  open(accountId: string): Promise<void>;
  /** Takes up made-up data, whose key is no secret. @param fresh whether the key is new, so that whatever database there is opens no more */
  openSample(accountId: string, key: Uint8Array, fresh: boolean): Promise<void>;
  /** Forgets the key, and leaves everything on the disk and in the keychain as it is. */
  close(): Promise<void>;
  /** Asks the keychain again. */
  retry(): Promise<void>;
  unlock(by: 'lock' | 'recovery', text: string): Promise<UnlockOutcome>;
  /** Locks where a lock is set. @returns whether it is locked now */
  lock(): Promise<boolean>;
  /** Sets a lock, another one, or none (null). @param current the one that is set; not needed after the recovery code */
  setLock(text: string | null, current: string | null): Promise<SetLockOutcome>;
  settle(settings: LockSettings): Promise<void>;
  /** The recovery code that was made last, while it is not confirmed and the app runs; else a new one, and the old one opens nothing any more. */
  recoveryCode(anew: boolean): Promise<string>;
  recoveryNoted(): Promise<void>;
  /** The CRM has answered: what was too old is not any more. */
  reached(): Promise<void>;
  /** Locks where the CRM was not reached for too long. */
  checkAge(): Promise<void>;
  /** Forgets an account's key for good: what it has sealed opens nowhere any more. @throws AppError keychain where it lies there and cannot be removed */
  wipe(accountId: string): Promise<void>;
  /** Throws away what cannot be opened, and begins with a new key. */
  startAgain(): Promise<void>;
  /** Notes whose store it is, by an API key that was taken. */
  noteUser(token: string): Promise<void>;
  /** The database of an account that was wiped has been deleted. */
  wiped(accountId: string): Promise<void>;
}

/** The account that is taken up. */
interface Held {
  readonly id: string;
  readonly sample: boolean;
  /** Of the sample, which has no file of its own. */
  fresh: boolean;
  /** Null until the file was read, or where it is broken. */
  keys: Keys | null;
  /** Null while it is not known. */
  key: Buffer | null;
  byRecovery: boolean;
  lockLost: boolean;
}

const SETTINGS: LockSettings = { idleMinutes: 15, onSleep: true, ageDays: 0 };

export function createVault(ports: VaultPorts): Vault {
  const { files, entries, clock, random, log } = ports;
  let state: VaultState = { name: 'closed' };
  let held: Held | null = null;
  /** The recovery code that was shown and is not confirmed yet. */
  let shown: { readonly id: string; readonly code: string } | null = null;
  /** When no attempt is taken, by a clock that nobody can put forward. */
  let waitEnd = 0;
  let waiting: { readonly id: string; resolve(key: Buffer): void; reject(error: AppError): void }[] = [];
  let steps: Promise<unknown> = Promise.resolve();

  /** Runs one step after the ones before it. */
  function step<T>(run: () => Promise<T>): Promise<T> {
    const result = steps.then(run);
    steps = result.catch(() => undefined);
    return result;
  }

  async function become(next: VaultState): Promise<void> {
    state = next;
    await ports.onChanged(next, next.name === 'open' ? (held?.key ?? null) : null);
  }

  function letGo(): void {
    held?.key?.fill(0);
    if (held) held.key = null;
  }

  async function save(current: Held, changes: Partial<Keys>): Promise<void> {
    if (current.keys === null) return;
    const keys = { ...current.keys, ...changes };
    await files.write(current.id, keys);
    current.keys = keys;
  }

  // ---- states ------------------------------------------------------------------------------------------------------------

  async function locked(current: Held, trouble: KeyTrouble | null): Promise<void> {
    const { keys } = current;
    await become({
      name: 'locked',
      lock: trouble === null || keys?.lock?.half === null ? (keys?.lock?.kind ?? null) : null,
      recovery: keys?.recovery != null,
      trouble,
      waitUntil: keys && waitOf(keys),
      age: null,
    });
  }

  /** By the clock on the wall, which may have been put forward, and by the process's own, which cannot. */
  function waitOf(keys: Keys): number | null {
    const left = waitEnd - clock.uptime();
    const until = waitUntil(keys.attempts, clock.now());
    if (left <= 0) return until;
    return Math.max(until ?? 0, clock.now() + left);
  }

  async function opened(current: Held): Promise<void> {
    const { keys, key } = current;
    if (key === null) return;
    if (keys !== null && daysWithout(keys) !== null) {
      await become({
        name: 'locked',
        lock: null,
        recovery: false,
        trouble: null,
        waitUntil: null,
        age: daysWithout(keys),
      });
    } else {
      await become({
        name: 'open',
        keyIn: current.sample || keys === null ? 'sample' : keys.keyIn,
        fresh: keys?.fresh ?? current.fresh,
        lock: keys?.lock?.kind ?? null,
        lockLost: current.lockLost,
        byRecovery: current.byRecovery,
        recovery:
          current.sample || keys?.recovery?.confirmed === true
            ? 'confirmed'
            : keys?.recovery
              ? 'unconfirmed'
              : 'none',
        settings: keys?.settings ?? SETTINGS,
      });
    }
    const forIt = waiting.filter(({ id }) => id === current.id);
    waiting = waiting.filter(({ id }) => id !== current.id);
    for (const { resolve } of forIt) resolve(secretsKeyOf(key));
  }

  /** The days without the CRM, where they are too many. A clock that was put back makes nothing younger. */
  function daysWithout({ settings, reachedAt, seenAt }: Keys): number | null {
    if (settings.ageDays === 0) return null;
    const days = Math.floor((Math.max(clock.now(), seenAt) - reachedAt) / DAY_MS);
    return days >= settings.ageDays ? days : null;
  }

  // ---- taking up an account ------------------------------------------------------------------------------------------------

  async function load(current: Held): Promise<void> {
    await become({ name: 'opening' });
    try {
      await take(current);
    } catch (error) {
      // A disk that refuses. What is in the keychain already is found there when this is tried again.
      log.warn('keys.not-taken', { reason: errorInfoOf(error).code });
      letGo();
      await locked(current, 'file-broken');
    }
  }

  async function take(current: Held): Promise<void> {
    const found = await files.read(current.id);
    const asked = await entries.ask(current.id);
    current.keys = found.status === 'keys' ? found.keys : null;
    if (found.status === 'keys') await find(current, found.keys, asked);
    else if ('trouble' in asked) await locked(current, asked.trouble);
    else if (isEntry(asked.entry) && asked.entry.type === 'key') {
      // The file was lost, and the key was not.
      await begin(current, asked.entry.bytes, false);
    } else if (found.status === 'broken') await locked(current, 'file-broken');
    else if (asked.entry !== 'none') await locked(current, 'changed');
    else await begin(current, Buffer.from(random(KEY_BYTES)), found.status === 'wiped');
  }

  /** Finds the key of a store that was made before. */
  async function find(current: Held, keys: Keys, asked: Asked): Promise<void> {
    const entry = 'entry' in asked && isEntry(asked.entry) ? asked.entry : null;
    if (entry?.type === 'key' && isKeyOf(keys, entry.bytes, current.id)) {
      current.key = entry.bytes;
      // Ended between the two steps of setting a lock, or of taking it away: it is as if there were none.
      if (keys.lock) await save(current, { lock: null });
      await noteTime(current);
      await opened(current);
    } else if ('trouble' in asked) {
      await locked(current, keys.lock && keys.lock.half === null ? null : asked.trouble);
    } else if (keys.lock) {
      const right = keys.lock.half === null || halfIn(asked, keys.lock, current.id) !== null;
      await locked(current, right ? null : troubleIn(asked));
    } else if (asked.entry === 'none' && keys.keyIn === 'memory') await locked(current, 'forgotten');
    else await locked(current, troubleIn(asked));
  }

  /** What is the matter where the keychain has not what it should have. */
  function troubleIn(asked: Asked): KeyTrouble {
    if ('trouble' in asked) return asked.trouble;
    return asked.entry === 'none' ? (ports.keychainTrouble() ?? 'emptied') : 'changed';
  }

  /** Begins a store, or takes one up whose file was lost. */
  async function begin(current: Held, key: Buffer, fresh: boolean): Promise<void> {
    const now = clock.now();
    current.key = key;
    // In the keychain first: a key that is there and in no file is taken up, one that is in a file and nowhere else is lost.
    const keyIn = await keep(current.id, { type: 'key', bytes: key });
    const keys: Keys = {
      version: 1,
      keyIn,
      check: keyCheck(key, current.id),
      recovery: null,
      lock: null,
      attempts: NO_ATTEMPTS,
      settings: SETTINGS,
      reachedAt: now,
      seenAt: now,
      user: null,
      fresh,
    };
    await files.write(current.id, keys);
    current.keys = keys;
    await opened(current);
  }

  async function keep(accountId: string, entry: Entry): Promise<Keys['keyIn']> {
    try {
      await entries.put(accountId, entry);
      return ports.keychainTrouble() === null ? 'keychain' : 'memory';
    } catch (error) {
      log.warn('keychain.refused', { reason: errorInfoOf(error).code });
      return 'memory';
    }
  }

  async function noteTime(current: Held): Promise<void> {
    const { keys } = current;
    const now = clock.now();
    if (keys && now - keys.seenAt > SEEN_EVERY_MS) await save(current, { seenAt: now });
  }

  // ---- opening -----------------------------------------------------------------------------------------------------------

  async function byLock(current: Held, text: string): Promise<UnlockOutcome> {
    const { keys } = current;
    if (!keys?.lock) return 'wrong';
    const tried = await tryLock(current, keys, keys.lock, text);
    if (typeof tried === 'string') return tried;
    current.key = tried;
    current.byRecovery = false;
    await noteTime(current);
    await opened(current);
    return state.name === 'open' ? 'open' : 'age';
  }

  /** One attempt at the lock. It is counted before it is made, so that ending the app in the middle of it gains nothing. */
  async function tryLock(
    current: Held,
    keys: Keys,
    lock: LockWrap,
    text: string,
  ): Promise<Buffer | 'wrong' | 'wait' | 'trouble'> {
    const attempts = atClock(keys.attempts, clock.now());
    if (attempts !== keys.attempts) await count(current, attempts);
    if (waitOf({ ...keys, attempts }) !== null) return 'wait';
    let half: Buffer | null = null;
    if (lock.half !== null) {
      const asked = await entries.ask(current.id);
      half = halfIn(asked, lock, current.id);
      if (half === null) {
        if (state.name === 'locked') await locked(current, troubleIn(asked));
        return 'trouble';
      }
    }
    const counted = oneMore(attempts, clock.now());
    await count(current, counted);
    const key = await unwrapByLock(lock, text, half, current.id);
    if (key && isKeyOf(keys, key, current.id)) {
      waitEnd = 0;
      await count(current, NO_ATTEMPTS);
      return key;
    }
    const until = waitUntil(counted, clock.now());
    if (until !== null) waitEnd = clock.uptime() + (until - clock.now());
    if (state.name === 'locked') await locked(current, state.trouble);
    return 'wrong';
  }

  /** A full disk must not keep the rep from what is on it: then attempts are counted until the app ends. */
  async function count(current: Held, attempts: Keys['attempts']): Promise<void> {
    try {
      await save(current, { attempts });
    } catch (error) {
      log.warn('keys.not-saved', { reason: errorInfoOf(error).code });
      if (current.keys) current.keys = { ...current.keys, attempts };
    }
  }

  async function byCode(current: Held, text: string): Promise<UnlockOutcome> {
    const { keys } = current;
    const secret = readRecoveryCode(text);
    if (secret === null) return 'mistyped';
    const key = keys?.recovery ? unwrapByCode(keys.recovery, secret, current.id) : null;
    if (!keys || !key || !isKeyOf(keys, key, current.id)) return 'wrong';
    current.key = key;
    current.byRecovery = true;
    await mendKeychain(current, keys, key);
    await count(current, NO_ATTEMPTS);
    waitEnd = 0;
    await noteTime(current);
    await opened(current);
    return state.name === 'open' ? 'open' : 'age';
  }

  /** Puts back into the keychain what it has lost. A lock whose half is gone cannot stay: the key is put there in its place, and the rep is told. */
  async function mendKeychain(current: Held, keys: Keys, key: Buffer): Promise<void> {
    if (keys.lock) {
      if (keys.lock.half === null) return;
      if (halfIn(await entries.ask(current.id), keys.lock, current.id)) return;
      current.lockLost = true;
    }
    const keyIn = await keep(current.id, { type: 'key', bytes: key });
    await save(current, { lock: null, keyIn });
  }

  // ---- setting a lock ------------------------------------------------------------------------------------------------------

  async function changeLock(
    current: Held,
    text: string | null,
    typed: string | null,
  ): Promise<SetLockOutcome> {
    const { keys, key } = current;
    if (!keys || !key || state.name !== 'open') throw notOpen();
    if (keys.lock && !current.byRecovery) {
      const tried = await tryLock(current, keys, keys.lock, typed ?? '');
      if (typeof tried === 'string') return tried;
      tried.fill(0);
    }
    if (text === null) {
      // The keychain first: a file without a lock, beside a keychain that has only half, would open nothing.
      await entries.put(current.id, { type: 'key', bytes: key });
      await save(current, { lock: null });
    } else {
      const keychain = ports.keychainTrouble() === null && keys.keyIn === 'keychain';
      if (keys.recovery?.confirmed !== true) return 'no-recovery';
      if (!isStrongEnough(text, keychain)) return 'weak';
      await putLock(current, key, text, keys.lock, keychain);
    }
    current.byRecovery = false;
    current.lockLost = false;
    await opened(current);
    return 'done';
  }

  /** The file first: if this ends in between, the keychain still has the whole key, and it is as if there were no lock (`find`). The half of a lock before is kept. */
  async function putLock(
    current: Held,
    key: Buffer,
    text: string,
    before: LockWrap | null,
    keychain: boolean,
  ): Promise<void> {
    const kept = before && keychain ? halfIn(await entries.ask(current.id), before, current.id) : null;
    const half = keychain ? (kept ?? Buffer.from(random(KEY_BYTES))) : null;
    await save(current, { lock: await wrapByLock(key, text, half, current.id, ports.cost, random) });
    if (kept) return;
    try {
      if (half) await entries.put(current.id, { type: 'half', bytes: half });
      else await entries.remove(current.id);
    } catch (error) {
      await save(current, { lock: before });
      throw error;
    }
  }

  // ---- what the app asks ---------------------------------------------------------------------------------------------------

  function current(): Held {
    if (!held || held.sample) throw notOpen();
    return held;
  }

  function whileOpen(): { readonly at: Held; readonly keys: Keys; readonly key: Buffer } {
    const at = current();
    if (state.name !== 'open' || !at.keys || !at.key) throw notOpen();
    return { at, keys: at.keys, key: at.key };
  }

  async function leave(): Promise<void> {
    letGo();
    held = null;
    shown = null;
    waitEnd = 0;
    const left = waiting;
    waiting = [];
    for (const { reject } of left) reject(new AppError({ code: 'cancelled' }));
    if (state.name !== 'closed') await become({ name: 'closed' });
  }

  async function takeUp(id: string, sample: boolean): Promise<Held> {
    if (held) await leave();
    held = { id, sample, fresh: false, keys: null, key: null, byRecovery: false, lockLost: false };
    return held;
  }

  /** Removes what opens an account. @param must whether a keychain that does not let go of the key is an error */
  async function forget(accountId: string, must: boolean): Promise<void> {
    try {
      await entries.remove(accountId);
    } catch (error) {
      if (must) throw error;
      log.warn('keychain.refused', { reason: errorInfoOf(error).code });
    }
    await files.write(accountId, 'wiped');
  }

  return {
    state: () => state,
    accountId: () => held?.id ?? null,
    key: () => (state.name === 'open' ? (held?.key ?? null) : null),
    secretsKey(accountId) {
      if (held?.id === accountId && held.key) return Promise.resolve(secretsKeyOf(held.key));
      return new Promise((resolve, reject) => waiting.push({ id: accountId, resolve, reject }));
    },
    hasKey: (accountId) => held?.id === accountId && held.key !== null,
    open: (accountId) =>
      step(async () => {
        if (held?.id === accountId && state.name !== 'closed') return;
        await load(await takeUp(accountId, false));
      }),
    openSample: (accountId, key, fresh) =>
      step(async () => {
        if (held?.id === accountId && state.name === 'open') return;
        const sample = await takeUp(accountId, true);
        sample.key = Buffer.from(key);
        sample.fresh = fresh;
        await opened(sample);
      }),
    close: () => step(leave),
    retry: () =>
      step(async () => {
        if (state.name !== 'locked' || state.trouble === null) return;
        await ports.retryKeychain();
        await load(current());
      }),
    unlock: (by, text) =>
      step(async () => {
        const at = current();
        if (state.name === 'open') return 'open';
        if (state.name !== 'locked') return 'trouble';
        // The key is here: what is missing is an answer of the CRM's.
        if (at.key) return 'age';
        return by === 'lock' ? byLock(at, text) : byCode(at, text);
      }),
    lock: () =>
      step(async () => {
        if (state.name !== 'open' || !held?.keys?.lock) return state.name === 'locked';
        letGo();
        held.byRecovery = false;
        held.lockLost = false;
        await locked(held, null);
        return true;
      }),
    setLock: (text, typed) => step(() => changeLock(current(), text, typed)),
    settle: (settings) =>
      step(async () => {
        const { at } = whileOpen();
        const now = clock.now();
        // Counted from now on, or the choice would lock at once.
        await save(at, { settings, reachedAt: now, seenAt: now });
        await opened(at);
      }),
    recoveryCode: (anew) =>
      step(async () => {
        const { at, key } = whileOpen();
        if (!anew && shown?.id === at.id) return shown.code;
        const code = newRecoveryCode(random);
        const secret = readRecoveryCode(code);
        if (secret === null) throw new AppError({ code: 'internal', reason: 'recovery code' });
        await save(at, { recovery: { ...wrapByCode(key, secret, at.id, random), confirmed: false } });
        shown = { id: at.id, code };
        await opened(at);
        return code;
      }),
    recoveryNoted: () =>
      step(async () => {
        const { at, keys } = whileOpen();
        if (!keys.recovery) throw notOpen();
        await save(at, { recovery: { ...keys.recovery, confirmed: true } });
        shown = null;
        await opened(at);
      }),
    reached: () =>
      step(async () => {
        if (!held?.keys || held.keys.settings.ageDays === 0) return;
        const now = clock.now();
        const waits = state.name === 'locked' && state.age !== null;
        if (!waits && now - held.keys.reachedAt < SEEN_EVERY_MS) return;
        await save(held, { reachedAt: now, seenAt: now });
        if (waits) await opened(held);
      }),
    checkAge: () =>
      step(async () => {
        if (state.name !== 'open' || !held?.keys) return;
        await noteTime(held);
        if (daysWithout(held.keys) === null) return;
        if (held.keys.lock) {
          letGo();
          await locked(held, null);
        } else await opened(held);
      }),
    wipe: (accountId) =>
      step(async () => {
        const found = await files.read(accountId);
        const inKeychain = found.status !== 'keys' || found.keys.keyIn === 'keychain';
        await forget(accountId, inKeychain && ports.keychainTrouble() === null);
        if (held?.id === accountId) await leave();
      }),
    startAgain: () =>
      step(async () => {
        const at = current();
        if (state.name !== 'locked') throw notOpen();
        await forget(at.id, false);
        letGo();
        at.keys = null;
        await begin(at, Buffer.from(random(KEY_BYTES)), true);
      }),
    noteUser: (token) =>
      step(async () => {
        if (held?.keys && !isUserOf(held.keys, token)) await save(held, { user: userOf(token, random) });
      }),
    wiped: (accountId) =>
      step(async () => {
        if (held?.id === accountId) {
          held.fresh = false;
          if (held.keys?.fresh) await save(held, { fresh: false });
          if (state.name === 'open') await opened(held);
        } else if ((await files.read(accountId)).status === 'wiped') await files.remove(accountId);
      }),
  };
}

/** The keychain's half, where it is the one that a lock was made with. */
function halfIn(asked: Asked, lock: LockWrap, accountId: string): Buffer | null {
  const entry = 'entry' in asked ? asked.entry : null;
  return isEntry(entry) && entry.type === 'half' && isHalfOf(lock, entry.bytes, accountId)
    ? entry.bytes
    : null;
}

function isEntry(entry: Entry | 'none' | 'junk' | null): entry is Entry {
  return entry !== null && typeof entry === 'object';
}

/** Secrets beside the records are sealed with a key of their own. */
function secretsKeyOf(key: Uint8Array): Buffer {
  return derivedKey(key, new Uint8Array(0), 'satchel secrets');
}

function notOpen(): AppError {
  return new AppError({ code: 'store-unavailable', reason: 'locked' });
}
