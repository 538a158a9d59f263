import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from '../shared/account.ts';
import { createClient } from '../shared/rpc/client.ts';
import {
  mainForUi,
  storeForSync,
  type EmitToUi,
  type MainForUiHandlers,
  type StoreForSyncClient,
} from '../shared/rpc/contract.ts';
import { createDispatch } from '../shared/rpc/dispatch.ts';
import { boundedPort, portTransport, type Port } from '../shared/rpc/port.ts';
import { AppError, errorInfoOf } from '../shared/errors.ts';
import { storedPreferencesSchema, type Offers, type Preferences } from '../shared/preferences.ts';
import { createAccountService } from './account/account-service.ts';
import { budgetFile, DEFAULT_BUDGET } from './account/budget-file.ts';
import { keepOutboxCopy } from './account/outbox-copies.ts';
import { settingsFile } from './account/settings.ts';
import { parseAddress } from './crm/address.ts';
import { createBudget, type Budget } from './crm/budget.ts';
import { budgetStateSchema } from './crm/budget-state.ts';
import { budgeted } from './crm/budgeted-transport.ts';
import { createCrmClient } from './crm/client.ts';
import { probeAccount } from './crm/probe.ts';
import { createUndiciTransport } from './crm/undici-transport.ts';
import { crmForSync } from './crm-for-sync.ts';
import { openFiles } from './files/open-files.ts';
import { filesOfCrm } from './files-of-crm.ts';
import type { HostPorts, Services } from './host.ts';
import { jsonFile } from './desktop/json-file.ts';
import { keepPreferences } from './desktop/preferences.ts';
import { createReminders, seenSchema, spanOf } from './desktop/reminders.ts';
import { watchSurroundings } from './desktop/surroundings.ts';
import { startSampleServer, type SampleServer } from './sample/server.ts';
import { createEngine } from './sync/engine.ts';
import { createSession, type Access } from './sync/session.ts';
import { systemClock } from './system-clock.ts';
import { untilQuiet } from './until-quiet.ts';
import { createLockKeeper } from './vault/lock-keeper.ts';
import { openVault } from './vault/open-vault.ts';
import { sampleKey } from './vault/sample-key.ts';
import { idForUser } from './vault/user.ts';

/** What a host can do that has no desktop of its own. */
const NO_OFFERS: Offers = { keepRunning: false, launchAtLogin: false, notifications: false };

/** The sample workspace: enough to feel like a company's CRM, made in a moment. */
const SAMPLE_RECORDS = 3_000;
/** How long the store may take to hear of a key. */
const TELL_MS = 5_000;
/** How long the CRM may take to give a sign of life. */
const REACH_MS = 30_000;

const isDone = (): { done: true } => ({ done: true });

/** How long a restart waits for edits that are on their way. */
const SENDING_MS = 30_000;

/**
 * Builds the app's services and joins them; nothing else in the app does. The account of the last session is taken up without a call.
 */
export async function compose(host: HostPorts): Promise<Services> {
  await mkdir(host.userDataDir, { recursive: true, mode: 0o700 });
  const clock = systemClock();
  const userAgent = `Satchel/${host.version}`;
  const listeners = new Set<(name: string, event: unknown) => void>();
  const emit: EmitToUi = (name, event) => {
    for (const listener of listeners) listener(name, event);
  };

  /** The budget of the account whose engine runs. */
  let budget: Budget | null = null;

  const session = createSession(
    async ({ account, key }, store) => {
      const file = budgetFile({
        dir: host.userDataDir,
        accountId: account.id,
        schema: budgetStateSchema,
        clock,
        log: host.log,
      });
      const calls = createBudget({
        now: () => clock.now(),
        ...(await file.read()),
        onChange: () => file.changed(() => ({ settings: calls.settings(), state: calls.state() })),
      });
      budget = calls;
      const transport = createUndiciTransport({
        origin: account.origin,
        token: () => key,
        userAgent,
        onCall: (call) => {
          calls.record(call);
          if (call.status !== null && call.status < 300) noteReached();
        },
      });
      const client = createCrmClient({
        transport: budgeted(transport, calls, account.origin),
        basePath: account.basePath,
        now: () => clock.now(),
        onDrift: (drift) => host.log.warn('crm.drift', { rows: drift.length, first: drift[0]?.path ?? null }),
      });
      void crmFiles.reach(filesOfCrm(client));
      const engine = createEngine({
        crm: crmForSync(client),
        store,
        clock,
        chance: Math.random,
        calls,
        log: host.log,
        onState: (state) => emit('sync.changed', state),
      });
      return {
        engine,
        async close() {
          budget = null;
          await crmFiles.reach(null);
          await transport.close();
          await file.close();
        },
      };
    },
    (state) => emit('sync.changed', state),
  );

  const offers = host.desktop?.offers ?? NO_OFFERS;
  const shown = (preferences: Preferences) => ({ preferences, offers });
  const preferences = await keepPreferences(
    jsonFile(join(host.userDataDir, 'preferences.json'), storedPreferencesSchema, host.log),
    (chosen) => {
      surroundings.look();
      reminders.look();
      crmFiles.look();
      host.desktop?.follow(chosen);
      emit('preferences.changed', shown(chosen));
    },
  );
  host.desktop?.follow(preferences.current());
  host.desktop?.listen({
    command: (id) => emit('command.chosen', { id }),
    link: () => emit('link.waiting', {}),
    snoozed: (list) => reminders.snooze(list),
  });
  const crmFiles = openFiles({
    dir: host.userDataDir,
    clock,
    log: host.log,
    opener: host.files,
    room: () => preferences.current().filesRoom,
    readListed: async () => opened && (await opened.call('store.keptFiles', {})).records,
    onChanged: (overview) => emit('files.changed', overview),
  });
  const surroundings = watchSurroundings({
    idle: host.idle,
    power: host.power,
    choice: () => preferences.current().saving,
    onSaving(reason) {
      host.log.info('sync.saving', { reason });
      session.save(reason);
      crmFiles.spare(reason !== null);
      host.updates.spare(reason !== null);
    },
    onNetwork() {
      session.networkChanged();
      crmFiles.networkChanged();
      reminders.look();
    },
  });

  /** The account that is signed in, with its API key as long as that is known. */
  let access: Access | null = null;
  /** The store workers of all windows; one of them has the database. */
  const attached = new Set<StoreForSyncClient>();
  let wasOpen = false;

  const sampleDir = join(host.userDataDir, 'sample');
  const { vault, files, apiKeys } = openVault({
    dir: host.userDataDir,
    secrets: host.secrets,
    clock,
    log: host.log,
    async onChanged(state, key) {
      const isOpen = state.name === 'open';
      const opens = isOpen && !wasOpen;
      wasOpen = isOpen;
      if (!isOpen) {
        // The engine has ended, and nothing holds the keys any more, before anybody is told.
        access = null;
        for (const store of attached) await session.storeGone(store);
        await session.access(null);
        await crmFiles.lock();
      }
      if (!isOpen || opens) await tellStore();
      emit('vault.changed', state);
      if (opens) takeUpFiles(key);
      if (opens) void accounts.readKey();
    },
  });
  const keeper = createLockKeeper({
    clock,
    sitter: host.idle,
    state: vault.state,
    lock: vault.lock,
    checkAge: vault.checkAge,
    onFailure: (error) => host.log.warn('lock.failed', { reason: errorInfoOf(error).code }),
  });

  /** Hands the key of the account to the store, past the page, or takes it back. Says nothing while the keychain is being asked. */
  async function tellStore(): Promise<void> {
    const [accountId, key] = [vault.accountId(), vault.key()];
    if (vault.state().name === 'opening') return;
    const done = new AbortController();
    try {
      const told = [...attached].map((store) =>
        accountId !== null && key !== null
          ? store.call('store.key', { accountId, key: Buffer.from(key).toString('base64') })
          : store.call('store.lock', {}),
      );
      // A page that hangs must not keep the main process from locking.
      await Promise.race([Promise.all(told), clock.sleep(TELL_MS, done.signal).catch(() => undefined)]);
    } catch (error) {
      // A worker that has gone; the next one is told when it comes.
      host.log.warn('store.not-told', { reason: errorInfoOf(error).code });
    } finally {
      done.abort();
    }
  }

  /** Opens the files of the account. The store does not wait for it: they are of use without each other. */
  function takeUpFiles(key: Uint8Array | null): void {
    const accountId = vault.accountId();
    if (accountId === null || key === null) return;
    crmFiles.unlock(accountId, key).catch((error: unknown) => {
      host.log.error('files.not-opened', { reason: errorInfoOf(error).code });
    });
  }

  function noteReached(): void {
    vault.reached().catch((error: unknown) => {
      host.log.warn('keys.not-saved', { reason: errorInfoOf(error).code });
    });
  }

  /** The store whose database was opened last. */
  let opened: StoreForSyncClient | null = null;
  const startedAt = clock.now();
  const reminders = createReminders({
    clock,
    isOn: () => preferences.current().reminders,
    file: jsonFile(join(host.userDataDir, 'reminders.json'), seenSchema, host.log),
    async read(from, to) {
      if (accounts.state().status === 'signed-out') return [];
      if (opened === null || vault.key() === null) return null;
      // Locked, or its page is gone: what was known of before is all there is.
      const answer = await opened.call('store.reminders', { from, to }).catch(() => null);
      return answer && answer.reminders;
    },
    show(due, isHidden) {
      if (host.desktop) host.desktop.remind(due, isHidden);
      else {
        // A page that is opened shows the day by itself: only what becomes due in front of it is said.
        const fresh = due.filter((reminder) => spanOf(reminder).from >= startedAt);
        if (!isHidden && fresh.length > 0) emit('reminders.due', { reminders: fresh });
      }
    },
  });

  const find = (address: string, key: string, signal: AbortSignal) =>
    probeAccount(
      parseAddress(address),
      ({ origin }) => createUndiciTransport({ origin, token: () => key, userAgent }),
      signal,
    );

  let sample: Promise<SampleServer> | null = null;
  const accounts = createAccountService({
    settings: settingsFile(host.userDataDir, host.log),
    secrets: apiKeys,
    log: host.log,
    find,
    async enter(baseId, key, person) {
      const id = await idForUser(files, baseId, key, person);
      await vault.open(id);
      await vault.noteUser(key);
      await vault.reached();
      return id;
    },
    async leave({ id, sample: isSample }, keep) {
      if (keep || isSample) await vault.close();
      else {
        await vault.wipe(id);
        await crmFiles.wipe(id);
      }
    },
    async startSample() {
      sample ??= startSampleServer({
        stateDir: sampleDir,
        records: SAMPLE_RECORDS,
      }).catch((error: unknown) => {
        sample = null; // The next try starts anew.
        throw error;
      });
      const server = await sample;
      return { origin: server.origin, basePath: new URL(server.address).pathname, key: server.token };
    },
    async onChanged(state, key) {
      if (state.status === 'signed-in') await takeUp(state.account);
      access =
        state.status === 'signed-in' && key !== null && vault.key() !== null
          ? { account: state.account, key }
          : null;
      // The engine of the account before has ended, and its last page is stored, before anybody opens another account's store.
      await session.access(access);
      emit('account.changed', state);
    },
  });

  const handlers: MainForUiHandlers = {
    'app.info': () => ({
      version: host.version,
      host: host.host,
      platform: host.platform,
      keychain: host.secrets.durable,
    }),
    'app.printPdf': async ({ name }) =>
      host.printPdf === null ? { by: 'page' } : { by: 'host', outcome: await host.printPdf(name) },
    'app.surroundings': (page) => {
      surroundings.heard(page);
      return { done: true };
    },
    'desktop.show': (view) => {
      host.desktop?.show(view);
      return { done: true };
    },
    'link.take': () => ({ link: host.desktop?.takeLink() ?? null }),
    'preferences.get': () => shown(preferences.current()),
    'preferences.set': async (chosen) => shown(await preferences.choose(chosen)),
    'account.state': () => accounts.state(),
    'account.signIn': ({ address, key, person }) => accounts.signIn(address, key, person),
    'account.cancelSignIn': () => {
      accounts.cancelSignIn();
      return { done: true };
    },
    'account.openSample': () => accounts.openSample(),
    'account.signOut': ({ keep }) => accounts.signOut(keep),
    'vault.state': () => vault.state(),
    'vault.unlock': async ({ by, text }) => ({ outcome: await vault.unlock(by, text) }),
    'vault.retry': () => vault.retry().then(isDone),
    'vault.reach': () => reach().then(isDone),
    'vault.lock': async () => ({ locked: await vault.lock() }),
    'vault.active': () => {
      keeper.active();
      return { done: true };
    },
    'vault.startAgain': () => vault.startAgain().then(isDone),
    'vault.wiped': async ({ accountId }) => {
      await vault.wiped(accountId);
      // Also where the app ended between forgetting the key and taking the files away.
      if (vault.accountId() !== accountId) await crmFiles.wipe(accountId);
      return { done: true };
    },
    'vault.recoveryCode': async ({ anew }) => ({ code: await vault.recoveryCode(anew) }),
    'vault.recoveryNoted': () => vault.recoveryNoted().then(isDone),
    'vault.setLock': async ({ text, current }) => ({ outcome: await vault.setLock(text, current) }),
    'vault.settle': (settings) => vault.settle(settings).then(isDone),
    'sync.state': () => session.state(),
    'sync.now': () => {
      session.now();
      return { done: true };
    },
    'sync.goOn': () => {
      surroundings.goOn();
      return { done: true };
    },
    'sync.walkAgain': () => {
      session.walkAgain();
      return { done: true };
    },
    'sync.look': ({ ref }) => {
      session.look(ref);
      return { done: true };
    },
    'sync.fill': ({ refs }) => {
      session.fill(refs);
      return { done: true };
    },
    'sync.edited': () => {
      session.edited();
      return { done: true };
    },
    'sync.answerMassDeletion': ({ kind, remove }) => {
      session.answerMassDeletion(kind, remove);
      return { done: true };
    },
    'record.forget': async ({ ref }) => {
      const outcome = await session.forget(ref);
      if (outcome === 'erased') await crmFiles.forget(ref);
      return { outcome };
    },
    'budget.get': () => budget?.settings() ?? DEFAULT_BUDGET,
    'budget.set': (settings) => {
      if (budget === null) throw new AppError({ code: 'store-unavailable', reason: 'not-open' });
      budget.set(settings);
      emit('sync.changed', session.state());
      return budget.settings();
    },
    'files.overview': () => crmFiles.overview(),
    'files.states': ({ ids }) => ({ states: crmFiles.states(ids) }),
    'files.open': ({ file }) => crmFiles.open(file),
    'files.cancel': ({ file }) => {
      crmFiles.cancel(file);
      return { done: true };
    },
    'files.clear': () => crmFiles.clear(),
    'updates.state': () => host.updates.state(),
    'updates.check': async () => {
      await host.updates.check();
      return { done: true };
    },
    'updates.restart': async () => {
      // One that is cut off would be looked for at the next start; better not to need that.
      await untilQuiet(clock, () => session.state().phase.name === 'pushing', SENDING_MS);
      host.updates.restart();
      return { done: true };
    },
    'updates.seen': async () => {
      await host.updates.seen();
      return { done: true };
    },
  };

  /** Takes up the store of the account that is signed in. A real one's key may be long in coming; the sample's is here at once. */
  async function takeUp({ id, sample: isSample }: Account): Promise<void> {
    if (isSample) {
      const { key, fresh } = await sampleKey(sampleDir, randomBytes);
      await vault.openSample(id, key, fresh);
    } else if (vault.accountId() !== id) {
      // The screens show that the keychain is being asked.
      vault.open(id).catch((error: unknown) => {
        host.log.error('vault.not-opened', { reason: errorInfoOf(error).code });
      });
    }
  }

  /** Asks the CRM for a sign of life with the key that is kept, for a store that is locked until there is one. */
  async function reach(): Promise<void> {
    const state = accounts.state();
    if (state.status !== 'signed-in') return;
    const key = await apiKeys.read(state.account.id);
    if (key === null) throw new AppError({ code: 'auth' });
    await find(state.account.origin, key, AbortSignal.timeout(REACH_MS));
    await vault.reached();
  }

  function attachStore(port: Port): void {
    const transport = portTransport(boundedPort(port), () => {
      attached.delete(store);
      void session.storeGone(store);
    });
    const store = createClient(storeForSync, transport, (name, reason) =>
      host.log.warn('rpc.misfit', { name, reason }),
    );
    attached.add(store);
    if (vault.accountId() !== null) void tellStore();
    store.on('store.opened', (state) => {
      opened = store;
      void session.storeOpened(store, state);
      crmFiles.listChanged();
      reminders.look();
    });
    store.on('outbox.changed', () => {
      session.edited();
      reminders.look();
    });
    store.on('keptFiles.changed', crmFiles.listChanged);
    store.on('store.upgrading', (copy) => {
      void keepOutboxCopy(host.userDataDir, copy, { now: clock.now(), log: host.log })
        .then((outboxIsSaved) => store.call('store.upgrade', { outboxIsSaved }))
        .catch((error: unknown) => host.log.warn('outbox.copy', { code: errorInfoOf(error).code }));
    });
  }

  host.updates.onChange((state) => emit('updates.changed', state));
  await accounts.restore();

  return {
    dispatch: createDispatch(mainForUi, handlers, (name, error) => {
      host.log.error('rpc.failed', { name, reason: String(error) });
    }),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    attachStore,
    async close() {
      surroundings.close();
      keeper.close();
      await reminders.close();
      await session.close();
      await vault.close();
      await crmFiles.close();
      await (await sample)?.close();
    },
  };
}
