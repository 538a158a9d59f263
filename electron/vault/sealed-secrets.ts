import { errorInfoOf } from '../../shared/errors.ts';
import type { Log } from '../../shared/log.ts';
import type { SecretStore } from '../credentials/secret-store.ts';
import { openBox, sealBox, type RandomBytes } from './box.ts';
import type { Vault } from './vault.ts';

const MARK = 'sealed:';

export interface SealedSecretsPorts {
  readonly secrets: SecretStore;
  readonly vault: Pick<Vault, 'secretsKey' | 'hasKey'>;
  readonly random: RandomBytes;
  readonly log: Log;
}

/**
 * API keys in the keychain, sealed with the data key: where a lock is set, whoever has the keychain open cannot read what the CRM would let in. What was kept before it was sealed is
 * sealed when it is read. Reading waits for the data key, however long it is locked away; what is written meanwhile goes to the keychain when it is there.
 */
export function sealedSecrets({ secrets, vault, random, log }: SealedSecretsPorts): SecretStore {
  /** What the keychain did not take; sealed here too, so that a lock holds for it. */
  const unkept = new Map<string, string>();
  /** What was written while the data key was locked away. */
  const early = new Map<string, string>();
  const contextOf = (accountId: string) => `api-key ${accountId}`;

  async function put(accountId: string, secret: string): Promise<void> {
    const key = await vault.secretsKey(accountId);
    const box = `${MARK}${sealBox(key, Buffer.from(secret), contextOf(accountId), random)}`;
    unkept.set(accountId, box);
    await secrets.write(accountId, box);
    unkept.delete(accountId);
  }

  async function putLater(accountId: string, secret: string): Promise<void> {
    try {
      await put(accountId, secret);
    } catch (error) {
      log.warn('keychain.refused', { reason: errorInfoOf(error).code });
    }
    if (early.get(accountId) === secret) early.delete(accountId);
  }

  return {
    get durable() {
      return secrets.durable;
    },
    async read(accountId) {
      const key = await vault.secretsKey(accountId);
      const written = early.get(accountId);
      if (written !== undefined) return written;
      const kept = unkept.get(accountId) ?? (await secrets.read(accountId));
      if (kept === null) return null;
      if (kept.startsWith(MARK))
        return openBox(key, kept.slice(MARK.length), contextOf(accountId))?.toString() ?? null;
      await put(accountId, kept).catch((error: unknown) =>
        log.warn('keychain.refused', { reason: errorInfoOf(error).code }),
      );
      return kept;
    },
    async write(accountId, secret) {
      if (vault.hasKey(accountId)) return put(accountId, secret);
      early.set(accountId, secret);
      void putLater(accountId, secret);
    },
    async remove(accountId) {
      early.delete(accountId);
      unkept.delete(accountId);
      await secrets.remove(accountId);
    },
  };
}
