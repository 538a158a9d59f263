import type { Account, AccountState } from '../../shared/account.ts';
import { errorInfoOf } from '../../shared/errors.ts';
import type { Log } from '../../shared/log.ts';
import type { SecretStore } from '../credentials/secret-store.ts';
import { accountIdOf } from './account-id.ts';
import type { SettingsFile } from './settings.ts';

export interface AccountPorts {
  readonly settings: SettingsFile;
  readonly secrets: SecretStore;
  readonly log: Log;
  /** Finds the account at an address that was typed, and proves the key with a call. Rejects with `AppError`. */
  find(
    address: string,
    key: string,
    signal: AbortSignal,
  ): Promise<{ readonly origin: string; readonly basePath: string }>;
  /** The id of the account's store for the owner of this key (`baseId`, or another where several people share this device), which is taken up. Rejects with `other-key`. */
  enter(baseId: string, key: string, person: Person): Promise<string>;
  /** Lets go of the account's store; unless it is kept, the key that seals it is forgotten for good. Rejects with `keychain`. */
  leave(account: Account, keep: boolean): Promise<void>;
  /** Starts the sample workspace's server, or gives the one that runs. */
  startSample(): Promise<{ readonly origin: string; readonly basePath: string; readonly key: string }>;
  /** Told of every change; `key` is null where there is none. */
  onChanged(state: AccountState, key: string | null): Promise<void>;
}

/** What somebody says who signs in with another key than was used here before; null where nothing was asked yet. */
export type Person = 'same' | 'other' | null;

/** Who is signed in. There is one account at a time. */
export interface AccountService {
  state(): AccountState;
  /** Takes up the account of the last session, without any call. Its key is still to be read. */
  restore(): Promise<void>;
  /**
   * Proves address and key, then keeps them.
   * @throws AppError bad-address, auth, forbidden, not-found, network, timeout, not-the-crm, rate-limited, server, other-key, cancelled
   */
  signIn(address: string, key: string, person: Person): Promise<AccountState>;
  /** Ends the sign-in that is on its way; it rejects with `cancelled`. One that has come through is not undone. */
  cancelSignIn(): void;
  openSample(): Promise<AccountState>;
  /** Reads the key where the keychain gives it; what came of it is told as a change. To be called when the store has been opened: a locked one lets go of the key. */
  readKey(): Promise<void>;
  /**
   * @param keep whether what is here stays for the next time
   * @throws AppError keychain when a key lies in the keychain and cannot be removed; the account stays signed in then
   */
  signOut(keep: boolean): Promise<AccountState>;
}

type KeyPlace = Extract<AccountState, { status: 'signed-in' }>['key'];

const SAMPLE_ID = 'sample';
const SIGNED_OUT: AccountState = { status: 'signed-out' };

export function createAccountService(ports: AccountPorts): AccountService {
  const { settings, secrets, log } = ports;
  let state: AccountState = SIGNED_OUT;
  /** Ends the calls of the sign-in that is on its way. */
  let proving = new AbortController();

  async function become(next: AccountState, key: string | null): Promise<AccountState> {
    state = next;
    await ports.onChanged(next, key);
    return next;
  }

  async function signedIn(account: Account, key: string | null, kept: boolean): Promise<AccountState> {
    const where = key === null ? 'missing' : kept ? 'keychain' : 'memory';
    return become({ status: 'signed-in', account, key: where }, key);
  }

  /** Keeps the key where the OS lets us; where it refuses, the key lives until the app quits and the screens say so. */
  async function keep(accountId: string, key: string): Promise<boolean> {
    try {
      await secrets.write(accountId, key);
      return secrets.durable;
    } catch (error) {
      log.warn('keychain.refused', { reason: errorInfoOf(error).code });
      return false;
    }
  }

  async function keyOf(accountId: string): Promise<string | null> {
    try {
      return await secrets.read(accountId);
    } catch (error) {
      // A locked or broken keychain must not keep the rep from reading what is on the laptop: the key is asked for again.
      log.warn('keychain.unreadable', { reason: errorInfoOf(error).code });
      return null;
    }
  }

  async function readKey(): Promise<void> {
    if (state.status !== 'signed-in' || state.account.sample) return;
    const asked = state;
    const key = await keyOf(asked.account.id);
    // Somebody may have signed in or out meanwhile.
    if (state === asked) await signedIn(asked.account, key, asked.key !== 'memory' && secrets.durable);
  }

  /** A key that is in the keychain and cannot be removed from it must not be forgotten in silence: the rep stays signed in and is told. */
  async function forget(accountId: string, where: KeyPlace): Promise<void> {
    try {
      await secrets.remove(accountId);
    } catch (error) {
      if (where === 'keychain') throw error;
      log.warn('keychain.refused', { reason: errorInfoOf(error).code });
    }
  }

  async function openSample(): Promise<AccountState> {
    const { origin, basePath, key } = await ports.startSample();
    const account: Account = { id: SAMPLE_ID, name: 'Satchel sample', origin, basePath, sample: true };
    await settings.write({ version: 1, account });
    return signedIn(account, key, false);
  }

  return {
    state: () => state,
    async restore() {
      const { account } = await settings.read();
      if (!account) return;
      if (account.sample) {
        await openSample();
        return;
      }
      // The keychain may take its time, or ask the rep something: what is on the laptop opens without it.
      await become({ status: 'signed-in', account, key: 'reading' }, null);
    },
    readKey,
    async signIn(address, key, person) {
      proving = new AbortController();
      const { origin, basePath } = await ports.find(address, key.trim(), proving.signal);
      const account: Account = {
        id: await ports.enter(accountIdOf(origin), key.trim(), person),
        name: new URL(origin).host,
        origin,
        basePath,
        sample: false,
      };
      const kept = await keep(account.id, key.trim());
      await settings.write({ version: 1, account });
      return signedIn(account, key.trim(), kept);
    },
    cancelSignIn: () => proving.abort(),
    openSample,
    async signOut(keep) {
      if (state.status === 'signed-in') {
        const { account } = state;
        if (!account.sample) await forget(account.id, state.key);
        await ports.leave(account, keep);
      }
      await settings.write({ version: 1, account: null });
      return become(SIGNED_OUT, null);
    },
  };
}
