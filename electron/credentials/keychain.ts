import { AppError } from '../../shared/errors.ts';
import type { Keytar } from './keytar.ts';
import type { SecretStore } from './secret-store.ts';

/** How long the keychain may take. It may show a question of its own, but an app that waits forever looks broken. */
export const KEYCHAIN_TIMEOUT_MS = 10_000;

/** Waits; a test passes its own. Resolves after `ms`, or rejects when `signal` is aborted. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export interface KeychainOptions {
  readonly keytar: Keytar;
  /** Under which name the system shows our entries. */
  readonly service: string;
  readonly wait: Wait;
}

/**
 * Secrets in the operating system's keychain: macOS Keychain, Windows Credential Manager, the Secret Service on Linux.
 * Each call rejects with `keychain` where the system refuses, and with the reason `timeout` after ten seconds without an answer; what
 * the system then still does is not waited for.
 */
export function keychainSecretStore({ keytar, service, wait }: KeychainOptions): SecretStore {
  async function limited<T>(operation: () => Promise<T>): Promise<T> {
    const stop = new AbortController();
    const tooLate = wait(KEYCHAIN_TIMEOUT_MS, stop.signal).then(() => {
      throw new AppError({ code: 'keychain', reason: 'timeout' });
    });
    try {
      return await Promise.race([operation(), tooLate]);
    } catch (error) {
      throw error instanceof AppError
        ? error
        : new AppError({ code: 'keychain', reason: reasonOf(error) }, { cause: error });
    } finally {
      stop.abort();
      tooLate.catch(() => undefined); // Aborted on purpose: the race is over.
    }
  }

  return {
    durable: true,
    read: (account) => limited(() => keytar.getPassword(service, account)),
    write: (account, secret) => limited(() => keytar.setPassword(service, account, secret)),
    remove: async (account) => {
      await limited(() => keytar.deletePassword(service, account));
    },
  };
}

/** The system's words. They speak of the keychain, never of what is in it. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
