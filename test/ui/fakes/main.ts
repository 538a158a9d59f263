import type { Account, AccountState } from '../../../shared/account.ts';
import type { CommandId } from '../../../shared/commands.ts';
import type { Reminder } from '../../../shared/desktop.ts';
import type { DeepLink } from '../../../shared/deep-link.ts';
import { KINDS } from '../../../shared/entities/kind.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { mainForUi, type MainForUiClient, type MainForUiHandlers } from '../../../shared/rpc/contract.ts';
import { createDispatch } from '../../../shared/rpc/dispatch.ts';
import type { Erasure } from '../../../shared/erasure.ts';
import { USUAL_PREFERENCES, type Offers } from '../../../shared/preferences.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { BudgetSettings, SyncState } from '../../../shared/sync-state.ts';
import type { UpdatesState } from '../../../shared/updates.ts';
import type { VaultState } from '../../../shared/vault.ts';
import { fakeFiles, type FakeFiles } from './files.ts';

export const ACCOUNT: Account = {
  id: 'widgetz',
  name: 'widgetz.freshsales.io',
  origin: 'https://widgetz.freshsales.io',
  basePath: '/api',
  sample: false,
};

/** A browser has no desktop of its own. */
const NO_OFFERS: Offers = { keepRunning: false, launchAtLogin: false, notifications: false };
/** A store's key that is there, with nothing left to be set up. */
export const OPEN_VAULT: Extract<VaultState, { name: 'open' }> = {
  name: 'open',
  keyIn: 'keychain',
  fresh: false,
  lock: null,
  lockLost: false,
  byRecovery: false,
  recovery: 'confirmed',
  settings: { idleMinutes: 15, onSleep: true, ageDays: 0 },
};

/** One that a PIN has locked away. */
export const LOCKED_VAULT: Extract<VaultState, { name: 'locked' }> = {
  name: 'locked',
  lock: 'pin',
  recovery: true,
  trouble: null,
  waitUntil: null,
  age: null,
};

/** What opens it. */
export const UNLOCKS = { lock: '271828', recovery: '7KQ2-M0XW-93TA-H8RC-ZP5V-YN4B' } as const;

/** A main process that says what it is told to say. */
export interface FakeMain {
  readonly client: MainForUiClient;
  /** Calls with their input, in order. */
  readonly calls: { readonly name: string; readonly input: unknown }[];
  account(state: AccountState): void;
  vault(state: VaultState): void;
  /** The system asks the app to open a link. */
  link(link: DeepLink): void;
  /** Something is due. */
  remind(reminders: readonly Reminder[]): void;
  /** An entry of the menu bar is chosen. */
  command(id: CommandId): void;
  sync(state: SyncState): void;
  updates(state: UpdatesState): void;
  readonly files: FakeFiles;
  /** What becomes of every wish to erase a record. */
  onForget(outcome: Erasure | AppError): void;
  /** What the next sign-in, or opening of the sample, ends in. */
  nextSignIn(outcome: AppError | Promise<AccountState>): void;
}

export function idleSync(now: number): SyncState {
  return {
    phase: { name: 'idle' },
    kinds: KINDS.map((kind) => ({
      kind,
      state: 'done',
      fetched: 2000,
      total: 2000,
      finishedAt: now - 2 * 3_600_000,
      checkedAt: now - 2 * 3_600_000,
      provedAt: now - 26 * 3_600_000,
      drifted: 0,
    })),
    calls: { lastHour: 14, limit: 1000, remaining: 870, share: 40 },
    massDeletions: [],
    stalledSince: null,
    saving: null,
    filling: null,
    upload: null,
  };
}

export function fakeMain(
  start: {
    account?: AccountState;
    sync?: SyncState;
    keychain?: boolean;
    offers?: Offers;
    updates?: UpdatesState;
    vault?: VaultState;
  } = {},
): FakeMain {
  let account: AccountState = start.account ?? { status: 'signed-out' };
  let vault: VaultState = start.vault ?? OPEN_VAULT;
  let sync: SyncState = start.sync ?? idleSync(0);
  let budget: BudgetSettings = { callsPerHour: 40 };
  let link: DeepLink | null = null;
  let preferences = USUAL_PREFERENCES;
  const shownPreferences = () => ({ preferences, offers: start.offers ?? NO_OFFERS });
  let updates: UpdatesState = start.updates ?? {
    phase: { name: 'none', reason: 'browser' },
    news: null,
  };
  let forget: Erasure | AppError = 'erased';
  let signIn: AppError | Promise<AccountState> | null = null;
  const listeners = new Set<(name: string, event: unknown) => void>();
  const calls: { name: string; input: unknown }[] = [];
  const emit = (name: string, event: unknown) => {
    for (const listener of listeners) listener(name, event);
  };
  const becomeVault = (state: VaultState): void => {
    vault = state;
    emit('vault.changed', state);
  };
  const become = (state: AccountState): AccountState => {
    account = state;
    emit('account.changed', state);
    return state;
  };

  const becomeUpdates = (state: UpdatesState): void => {
    updates = state;
    emit('updates.changed', state);
  };

  const files = fakeFiles(emit);

  async function enter(): Promise<AccountState> {
    const outcome = signIn;
    signIn = null;
    if (outcome instanceof Error) throw outcome;
    return become(outcome ? await outcome : { status: 'signed-in', account: ACCOUNT, key: 'keychain' });
  }

  const handlers: MainForUiHandlers = {
    'app.info': () => ({
      version: '0.1.0',
      host: 'browser',
      platform: 'linux',
      keychain: start.keychain ?? true,
    }),
    'app.printPdf': () => ({ by: 'page' }),
    'app.surroundings': () => ({ done: true }),
    'desktop.show': () => ({ done: true }),
    'link.take': () => {
      const taken = link;
      link = null;
      return { link: taken };
    },
    'preferences.get': shownPreferences,
    'preferences.set': (chosen) => {
      preferences = chosen;
      emit('preferences.changed', shownPreferences());
      return shownPreferences();
    },
    'account.state': () => account,
    'account.signIn': enter,
    // As when the answer had come already: the sign-in goes through.
    'account.cancelSignIn': () => ({ done: true }),
    'account.openSample': enter,
    'account.signOut': () => become({ status: 'signed-out' }),
    'vault.state': () => vault,
    'vault.unlock': ({ by, text }) => {
      const outcome = text === UNLOCKS[by] ? 'open' : 'wrong';
      if (outcome === 'open') becomeVault(OPEN_VAULT);
      return { outcome };
    },
    'vault.retry': () => ({ done: true }),
    'vault.reach': () => ({ done: true }),
    'vault.lock': () => {
      if (vault.name === 'open' && vault.lock) becomeVault({ ...LOCKED_VAULT, lock: vault.lock });
      return { locked: vault.name === 'locked' };
    },
    'vault.active': () => ({ done: true }),
    'vault.startAgain': () => {
      becomeVault({ ...OPEN_VAULT, fresh: true });
      return { done: true };
    },
    'vault.wiped': () => ({ done: true }),
    'vault.recoveryCode': () => {
      if (vault.name === 'open') becomeVault({ ...vault, recovery: 'unconfirmed' });
      return { code: UNLOCKS.recovery };
    },
    'vault.recoveryNoted': () => {
      if (vault.name === 'open') becomeVault({ ...vault, recovery: 'confirmed' });
      return { done: true };
    },
    'vault.setLock': ({ text, current }) => {
      if (vault.name !== 'open') return { outcome: 'trouble' };
      if (vault.lock && current !== UNLOCKS.lock) return { outcome: 'wrong' };
      becomeVault({ ...vault, lock: text === null ? null : /^\d+$/.test(text) ? 'pin' : 'passphrase' });
      return { outcome: 'done' };
    },
    'vault.settle': (settings) => {
      if (vault.name === 'open') becomeVault({ ...vault, settings });
      return { done: true };
    },
    'sync.state': () => sync,
    'sync.now': () => ({ done: true }),
    'sync.goOn': () => ({ done: true }),
    'sync.walkAgain': () => ({ done: true }),
    'sync.look': () => ({ done: true }),
    'sync.fill': () => ({ done: true }),
    'sync.edited': () => ({ done: true }),
    'sync.answerMassDeletion': () => ({ done: true }),
    'record.forget': () => {
      if (forget instanceof Error) throw forget;
      return { outcome: forget };
    },
    'budget.get': () => budget,
    'budget.set': (settings) => (budget = settings),
    ...files.handlers,
    'updates.state': () => updates,
    'updates.check': () => ({ done: true }),
    'updates.restart': () => ({ done: true }),
    'updates.seen': () => {
      becomeUpdates({ ...updates, news: null });
      return { done: true };
    },
  };
  const dispatch = createDispatch(mainForUi, handlers, (name, error) => {
    throw new Error(name, { cause: error });
  });
  return {
    client: createClient(mainForUi, {
      invoke(name, input) {
        calls.push({ name, input });
        return dispatch(name, input);
      },
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    }),
    calls,
    account: (state) => void become(state),
    vault: becomeVault,
    link(next) {
      link = next;
      emit('link.waiting', {});
    },
    remind: (reminders) => emit('reminders.due', { reminders }),
    command: (id) => emit('command.chosen', { id }),
    sync(state) {
      sync = state;
      emit('sync.changed', state);
    },
    updates: becomeUpdates,
    files,
    onForget(outcome) {
      forget = outcome;
    },
    nextSignIn(outcome) {
      signIn = outcome;
    },
  };
}
