import type { KeyTrouble } from '../../shared/vault.ts';

/** Where API keys are kept, and the keys that seal what is on this device. Nothing else in the app sees where that is. All methods reject with `AppError` code `keychain` where the OS refuses. */
export interface SecretStore {
  /** Whether secrets outlive the process: true for the OS keychain, false for memory. */
  readonly durable: boolean;
  /** Why memory serves in place of the keychain, where that is known. */
  readonly trouble?: KeyTrouble | null;
  /** Tries the keychain again where memory serves. Left out where there is nothing to try. */
  retry?(): Promise<void>;
  read(account: string): Promise<string | null>;
  write(account: string, secret: string): Promise<void>;
  remove(account: string): Promise<void>;
}
