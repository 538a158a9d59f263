import type { Wait } from '../../../electron/credentials/keychain.ts';
import type { Keytar } from '../../../electron/credentials/keytar.ts';

/** A keychain in memory that can be told to refuse, to hang, or to lose what it is given. */
export interface FakeKeytar extends Keytar {
  readonly entries: ReadonlyMap<string, string>;
  failWith(error: Error): void;
  hang(): void;
  loseWrites(): void;
}

export function fakeKeytar(): FakeKeytar {
  const entries = new Map<string, string>();
  let before: () => Promise<void> = () => Promise.resolve();
  let loses = false;
  const name = (service: string, account: string) => `${service}/${account}`;
  return {
    entries,
    failWith: (error) => (before = () => Promise.reject(error)),
    hang: () => (before = () => new Promise(() => undefined)),
    loseWrites: () => (loses = true),
    async getPassword(service, account) {
      await before();
      return entries.get(name(service, account)) ?? null;
    },
    async setPassword(service, account, password) {
      await before();
      if (!loses) entries.set(name(service, account), password);
    },
    async deletePassword(service, account) {
      await before();
      return entries.delete(name(service, account));
    },
  };
}

/** A wait that never ends by itself. */
export const never: Wait = (_ms, signal) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
