import type { Account, AccountState } from '../../../shared/account.ts';
import { AppError, errorInfoOf, type ErrorInfo } from '../../../shared/errors.ts';
import type { VaultState } from '../../../shared/vault.ts';
import type { Services } from './services.ts';

/** Where the key of an account is (shared/account.ts). */
export type KeyPlace = Extract<AccountState, { status: 'signed-in' }>['key'];

/** What is known of the key of the account's store while it is open, and while it is locked away. */
export type OpenVault = Extract<VaultState, { name: 'open' }>;
export type LockedVault = Extract<VaultState, { name: 'locked' }>;

/** Who signs in with another key than was used here before. */
export type Person = 'same' | 'other' | null;

/** How far the app has come in opening an account. */
export type Stage =
  | { readonly name: 'starting' }
  | { readonly name: 'signed-out' }
  | { readonly name: 'opening'; readonly account: Account }
  | { readonly name: 'locked'; readonly account: Account; readonly vault: LockedVault }
  | { readonly name: 'open'; readonly account: Account; readonly key: KeyPlace }
  | { readonly name: 'failed'; readonly error: ErrorInfo };

/** A sign-in; `done` never rejects. */
interface Attempt {
  givenUp: boolean;
  done: Promise<void>;
}

/**
 * Who is signed in, and whether that account's database is open. The main process says who; the store is opened and closed to follow,
 * one step after the other.
 */
export class Session {
  #services: Pick<Services, 'main' | 'store' | 'onConnected'>;
  #stage: Stage = $state.raw({ name: 'starting' });
  /** What the main process said last. */
  #account: AccountState = { status: 'signed-out' };
  #vault: VaultState = $state.raw({ name: 'closed' });
  #keychain = $state(true);
  #version = $state('');
  /** The account whose database is open, by id. */
  #opened: string | null = null;
  #onOpened: (accountId: string) => Promise<void>;
  #steps: Promise<void> = Promise.resolve();
  /** The last sign-in that was asked for, and the one that is on its way. */
  #attempt: Attempt | null = null;
  #running: Attempt | null = null;

  /** @param onOpened what has to be there before the screens of an account are drawn */
  constructor(
    services: Pick<Services, 'main' | 'store' | 'onConnected'>,
    onOpened: (accountId: string) => Promise<void> = () => Promise.resolve(),
  ) {
    this.#services = services;
    this.#onOpened = onOpened;
    services.main.on('account.changed', (state) => void this.#follow(state));
    services.main.on('vault.changed', (state) => void this.#followVault(state));
    services.onConnected((connected) => {
      if (connected) void this.start();
    });
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** Whether the system's keychain can be used; if not, a key lives until the app quits. */
  get keychain(): boolean {
    return this.#keychain;
  }

  /** The key of the account's store, and what is set about it; null unless it is open. */
  get vault(): OpenVault | null {
    return this.#vault.name === 'open' ? this.#vault : null;
  }

  get version(): string {
    return this.#version;
  }

  /** Asks who is signed in and opens that account. What goes wrong becomes the stage. */
  async start(): Promise<void> {
    try {
      const { main } = this.#services;
      const [info, state, vault] = await Promise.all([
        main.call('app.info', {}),
        main.call('account.state', {}),
        main.call('vault.state', {}),
      ]);
      this.#keychain = info.keychain;
      this.#version = info.version;
      this.#vault = vault;
      await this.#follow(state);
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * Rejects with `AppError` where address or key is refused; with `other-key` where it must be said who `person` is; with `cancelled` after `cancel`.
   */
  signIn(address: string, key: string, person: Person = null): Promise<void> {
    return this.#try(() => this.#services.main.call('account.signIn', { address, key, person }));
  }

  openSample(): Promise<void> {
    return this.#try(() => this.#services.main.call('account.openSample', {}));
  }

  /** Gives up the sign-in that is on its way. Should it succeed nevertheless, it is undone. */
  cancel(): void {
    if (!this.#attempt) return;
    this.#attempt.givenUp = true;
    // Where this fails the sign-in itself does, and tells of it.
    this.#services.main.call('account.cancelSignIn', {}).catch(() => undefined);
  }

  /**
   * Forgets the API key. Unless what is here is kept for the next time, the key that seals it goes too, and then the data. Rejects, still signed in, where the keychain refuses.
   */
  async signOut(keep: boolean): Promise<void> {
    const done = this.#steps.then(async () => {
      const account = this.#account.status === 'signed-in' ? this.#account.account : null;
      await this.#services.main.call('account.signOut', { keep });
      if (keep) await this.#services.store.call('store.close', { wipe: false });
      else if (account) await this.#wipe(account);
      this.#opened = null;
      this.#stage = { name: 'signed-out' };
    });
    // What the main process says of it meanwhile waits until the data is gone.
    this.#steps = done.catch(() => undefined);
    await done;
  }

  /** Locks what is here, where a lock is set. @returns whether it is locked now */
  async lock(): Promise<boolean> {
    return (await this.#services.main.call('vault.lock', {})).locked;
  }

  async #try(call: () => Promise<AccountState>): Promise<void> {
    const before = this.#attempt?.done;
    const attempt: Attempt = { givenUp: false, done: Promise.resolve() };
    this.#attempt = attempt;
    const run = this.#run(attempt, before, call);
    attempt.done = run.catch(() => undefined);
    await run;
  }

  async #run(
    attempt: Attempt,
    before: Promise<void> | undefined,
    call: () => Promise<AccountState>,
  ): Promise<void> {
    // One that was given up must have come to its end before another begins, or its end would undo the other.
    await before;
    this.#running = attempt;
    try {
      const state = attempt.givenUp ? null : await call();
      if (attempt.givenUp) {
        // What lay here of this account before stays.
        if (state) await this.#services.main.call('account.signOut', { keep: true });
        throw new AppError({ code: 'cancelled' });
      }
      if (state) await this.#follow(state);
    } finally {
      this.#running = null;
    }
  }

  #follow(state: AccountState): Promise<void> {
    if (this.#running?.givenUp && state.status === 'signed-in') return Promise.resolve();
    this.#account = state;
    return this.#step(() => this.#settle());
  }

  #followVault(state: VaultState): Promise<void> {
    this.#vault = state;
    return this.#step(() => this.#settle());
  }

  /** Brings the store, and the stage, to where the account and its key are. */
  async #settle(): Promise<void> {
    const { store } = this.#services;
    const [state, vault] = [this.#account, this.#vault];
    if (state.status === 'signed-out') {
      if (this.#opened !== null) await store.call('store.close', { wipe: false });
      this.#opened = null;
      this.#stage = { name: 'signed-out' };
      return;
    }
    const { account, key } = state;
    if (vault.name !== 'open') {
      // The main process has had the store closed.
      this.#opened = null;
      this.#stage =
        vault.name === 'locked' ? { name: 'locked', account, vault } : { name: 'opening', account };
      return;
    }
    if (this.#opened !== account.id) {
      this.#stage = { name: 'opening', account };
      if (vault.fresh) await this.#wipe(account);
      await store.call('store.open', { account: { id: account.id } });
      await this.#onOpened(account.id);
      this.#opened = account.id;
    }
    this.#stage = { name: 'open', account, key };
  }

  /** Deletes a database whose key is gone. */
  async #wipe({ id }: Account): Promise<void> {
    await this.#services.store.call('store.wipe', { account: { id } });
    await this.#services.main.call('vault.wiped', { accountId: id });
  }

  /** Runs one step after the ones before it; its failure becomes the stage. */
  #step(run: () => Promise<void>): Promise<void> {
    this.#steps = this.#steps.then(run).catch((error: unknown) => this.#fail(error));
    return this.#steps;
  }

  #fail(error: unknown): void {
    this.#opened = null;
    this.#stage = { name: 'failed', error: errorInfoOf(error) };
  }
}
