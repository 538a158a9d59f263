import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecretStore } from '../../../electron/credentials/secret-store.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { keyEntries } from '../../../electron/vault/key-entry.ts';
import { keysFiles, type KeysFiles } from '../../../electron/vault/keys-file.ts';
import { createVault, type Vault } from '../../../electron/vault/vault.ts';
import { AppError } from '../../../shared/errors.ts';
import type { KeyTrouble, VaultState } from '../../../shared/vault.ts';
import { virtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';

export const ID = 'widgetz-1234';

/** A laptop: its folder, its keychain and its clock outlive the app. */
export interface Device {
  readonly dir: string;
  readonly keychain: Map<string, string>;
  readonly clock: VirtualClock;
  readonly files: KeysFiles;
  /** The words with which the keychain refuses; null where it works. */
  refusal: string | null;
  /** Whether there is a keychain at all. */
  hasKeychain: boolean;
  /** Starts the app: a vault, and what it told. */
  start(): { vault: Vault; states: VaultState[]; keys: (string | null)[]; secrets: SecretStore };
  /** The file that tells what opens the account, as text. */
  fileText(): Promise<string>;
  spoil(text: string): Promise<void>;
}

export async function device(): Promise<Device> {
  const dir = await mkdtemp(join(tmpdir(), 'satchel-vault-'));
  const path = join(dir, 'keys', `${ID}.json`);
  const made: Device = {
    dir,
    keychain: new Map(),
    clock: virtualClock(),
    files: keysFiles(dir, memoryLog()),
    refusal: null,
    hasKeychain: true,
    fileText: () => readFile(path, 'utf8'),
    spoil: (text) => writeFile(path, text),
    start() {
      const memory = new Map<string, string>();
      const place = () => (made.hasKeychain ? made.keychain : memory);
      const asked = <T>(answer: () => T): Promise<T> =>
        made.refusal === null
          ? Promise.resolve(answer())
          : Promise.reject(new AppError({ code: 'keychain', reason: made.refusal }));
      const secrets: SecretStore = {
        get durable() {
          return made.hasKeychain;
        },
        read: (name) => asked(() => place().get(name) ?? null),
        write: (name, secret) => asked(() => void place().set(name, secret)),
        remove: (name) => asked(() => void place().delete(name)),
      };
      const states: VaultState[] = [];
      const keys: (string | null)[] = [];
      const vault = createVault({
        files: made.files,
        entries: keyEntries(secrets),
        keychainTrouble: (): KeyTrouble | null => (made.hasKeychain ? null : 'missing'),
        retryKeychain: () => Promise.resolve(),
        clock: made.clock,
        random: randomBytes,
        cost: { n: 2 ** 10, r: 8, p: 1 },
        log: memoryLog(),
        onChanged(state, key) {
          states.push(state);
          keys.push(key && Buffer.from(key).toString('hex'));
          return Promise.resolve();
        },
      });
      return { vault, states, keys, secrets };
    },
  };
  return made;
}

/** Takes up the account, and writes down the recovery code. */
export async function settled(on: Device): Promise<{ vault: Vault; key: string; code: string }> {
  const { vault } = on.start();
  await vault.open(ID);
  const code = await vault.recoveryCode(false);
  await vault.recoveryNoted();
  return { vault, key: keyOf(vault), code };
}

/** The key in hex, to be compared. */
export function keyOf(vault: Vault): string {
  const key = vault.key();
  if (key === null) throw new Error(`no key: ${JSON.stringify(vault.state())}`);
  return Buffer.from(key).toString('hex');
}
