import { randomBytes } from 'node:crypto';
import type { Log } from '../../shared/log.ts';
import type { Clock } from '../../shared/time.ts';
import type { SecretStore } from '../credentials/secret-store.ts';
import { keyEntries } from './key-entry.ts';
import { keysFiles, type KeysFiles } from './keys-file.ts';
import { COST } from './passphrase.ts';
import { sealedSecrets } from './sealed-secrets.ts';
import { createVault, type Vault, type VaultPorts } from './vault.ts';

export interface OpenVaultOptions {
  /** The app's folder. */
  readonly dir: string;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChanged: VaultPorts['onChanged'];
}

/** The vault over the app's folder and the keychain, with nothing taken up yet, and the secrets that are sealed with its key. */
export function openVault({ dir, secrets, clock, log, onChanged }: OpenVaultOptions): {
  readonly vault: Vault;
  readonly files: KeysFiles;
  readonly apiKeys: SecretStore;
} {
  const files = keysFiles(dir, log);
  const vault = createVault({
    files,
    entries: keyEntries(secrets),
    keychainTrouble: () => (secrets.durable ? null : (secrets.trouble ?? 'missing')),
    retryKeychain: async () => secrets.retry?.(),
    clock,
    random: randomBytes,
    cost: COST,
    log,
    onChanged,
  });
  return { vault, files, apiKeys: sealedSecrets({ secrets, vault, random: randomBytes, log }) };
}
