import type { KeyTrouble } from '../../shared/vault.ts';
import { troubleOf } from '../credentials/keychain-trouble.ts';
import type { SecretStore } from '../credentials/secret-store.ts';
import { KEY_BYTES } from './box.ts';

/** What the keychain holds for an account's data: the key, or, where a lock is set, the half that a PIN is worth nothing without. */
export interface Entry {
  readonly type: 'key' | 'half';
  readonly bytes: Buffer;
}

/** What came of asking: an entry, `none` where there is none, `junk` where it is none of ours, or why it cannot be asked. */
export type Asked = { readonly entry: Entry | 'none' | 'junk' } | { readonly trouble: KeyTrouble };

/** The keychain's entry of each account's data key. */
export interface KeyEntries {
  ask(accountId: string): Promise<Asked>;
  /** @throws AppError keychain */
  put(accountId: string, entry: Entry): Promise<void>;
  /** @throws AppError keychain */
  remove(accountId: string): Promise<void>;
}

export function keyEntries(secrets: SecretStore): KeyEntries {
  const nameOf = (accountId: string) => `${accountId}/data-key`;
  return {
    async ask(accountId) {
      try {
        const text = await secrets.read(nameOf(accountId));
        return { entry: text === null ? 'none' : read(text) };
      } catch (error) {
        return { trouble: troubleOf(error) };
      }
    },
    put: (accountId, { type, bytes }) =>
      secrets.write(nameOf(accountId), `${type}:${bytes.toString('base64')}`),
    remove: (accountId) => secrets.remove(nameOf(accountId)),
  };
}

function read(text: string): Entry | 'junk' {
  const [, type, encoded = ''] = /^(key|half):([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  if ((type !== 'key' && type !== 'half') || bytes.length !== KEY_BYTES) return 'junk';
  return { type, bytes };
}
