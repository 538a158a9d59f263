import { setTimeout as timeout } from 'node:timers/promises';
import { AppError, errorInfoOf } from '../../shared/errors.ts';
import type { Log } from '../../shared/log.ts';
import { keychainSecretStore, type Wait } from './keychain.ts';
import { loadKeytar, type Keytar } from './keytar.ts';
import { memorySecretStore } from './memory-secret-store.ts';
import { troubleOf } from './keychain-trouble.ts';
import type { SecretStore } from './secret-store.ts';
import type { KeyTrouble } from '../../shared/vault.ts';

/** The entry by which we find out whether the keychain works. It holds nothing of the user. */
const PROBE_ACCOUNT = 'satchel-probe';
const PROBE_SECRET = 'works';

export interface OpenSecretStoreOptions {
  /** Under which name the system shows our entries. */
  readonly service: string;
  /** `process.platform`. */
  readonly platform: string;
  readonly log: Log;
  readonly load?: (platform: string) => Promise<Keytar>;
  readonly wait?: Wait;
}

/**
 * The keychain where it can be written, read and cleared; else memory, so that the app still works and says that the key must be typed again after
 * a restart. Nothing is ever written to a file. `retry` takes the keychain up as soon as it works.
 */
export async function openSecretStore(options: OpenSecretStoreOptions): Promise<SecretStore> {
  const { service, platform, log, load = loadKeytar, wait = realWait } = options;
  const memory = memorySecretStore();
  let store: SecretStore = memory;
  let trouble: KeyTrouble | null = null;

  async function attempt(): Promise<void> {
    try {
      const keychain = keychainSecretStore({ keytar: await load(platform), service, wait });
      await probe(keychain);
      store = keychain;
      trouble = null;
    } catch (error) {
      const info = errorInfoOf(error);
      trouble = troubleOf(error);
      log.warn('keychain.unavailable', { reason: 'reason' in info ? info.reason : info.code });
    }
  }

  await attempt();
  return {
    get durable() {
      return store.durable;
    },
    get trouble() {
      return trouble;
    },
    retry: () => (store.durable ? Promise.resolve() : attempt()),
    read: (account) => store.read(account),
    write: (account, secret) => store.write(account, secret),
    remove: (account) => store.remove(account),
  };
}

async function probe(store: SecretStore): Promise<void> {
  await store.write(PROBE_ACCOUNT, PROBE_SECRET);
  const back = await store.read(PROBE_ACCOUNT);
  await store.remove(PROBE_ACCOUNT);
  if (back !== PROBE_SECRET)
    throw new AppError({ code: 'keychain', reason: 'does not keep what it is given' });
}

async function realWait(ms: number, signal: AbortSignal): Promise<void> {
  // The process may end while the keychain is still thinking.
  await timeout(ms, undefined, { signal, ref: false });
}
