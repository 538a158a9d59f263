/** Where API keys are kept. Nothing else in the app sees where that is. All methods reject with `AppError` code `keychain` where the OS refuses. */
export interface SecretStore {
  /** Whether secrets outlive the process: true for the OS keychain, false for memory. */
  readonly durable: boolean;
  read(account: string): Promise<string | null>;
  write(account: string, secret: string): Promise<void>;
  remove(account: string): Promise<void>;
}
