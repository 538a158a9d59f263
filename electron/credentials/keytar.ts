/** The part of keytar's interface that we use. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/**
 * Loads the OS keychain. On Linux the library would fall back to the kernel's keyring without a word, which forgets everything at the next start;
 * so there every entry is pinned to the Secret Service, and is an error where there is none.
 * @param platform `process.platform`
 * @throws where the native module cannot be loaded
 */
export async function loadKeytar(platform: string): Promise<Keytar> {
  if (platform !== 'linux') return import('@napi-rs/keyring/keytar.js');
  const { AsyncEntry } = await import('@napi-rs/keyring');
  const entry = (service: string, account: string) =>
    new AsyncEntry(service, account, { linux: { store: 'secret-service' } });
  return {
    getPassword: async (service, account) => entry(service, account).getPassword(),
    setPassword: async (service, account, password) => entry(service, account).setPassword(password),
    deletePassword: async (service, account) => entry(service, account).deletePassword(),
  };
}
