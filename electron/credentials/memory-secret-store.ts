import type { SecretStore } from './secret-store.ts';

/** Keeps secrets until the process ends. What the app falls back to where there is no keychain, and what tests use. */
export function memorySecretStore(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    durable: false,
    read: (account) => Promise.resolve(secrets.get(account) ?? null),
    write: (account, secret) => {
      secrets.set(account, secret);
      return Promise.resolve();
    },
    remove: (account) => {
      secrets.delete(account);
      return Promise.resolve();
    },
  };
}
