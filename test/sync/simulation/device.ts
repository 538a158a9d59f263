import { createBudget, type Budget } from '../../../electron/crm/budget.ts';
import type { BudgetState } from '../../../electron/crm/budget-state.ts';
import { budgeted } from '../../../electron/crm/budgeted-transport.ts';
import { createCrmClient } from '../../../electron/crm/client.ts';
import { crmForSync } from '../../../electron/crm-for-sync.ts';
import type { SampleApp } from '../../../electron/sample/app.ts';
import { createEngine, type Engine } from '../../../electron/sync/engine.ts';
import { jsonCodec } from '../../../renderer/store/disk/codec.ts';
import { openSeal } from '../../../renderer/store/disk/seal.ts';
import { createStore, type Store } from '../../../renderer/store/store.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Log } from '../../../shared/log.ts';
import {
  storeForSync,
  type StoreForSyncClient,
  type StoreForUiHandlers,
} from '../../../shared/rpc/contract.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { createDispatch } from '../../../shared/rpc/dispatch.ts';
import type { SyncState } from '../../../shared/sync-state.ts';
import { Chance, uuidFrom } from './chance.ts';
import type { Disk } from './disk.ts';
import type { Kernel } from './kernel.ts';
import { Life } from './life.ts';
import { lineTransport, type Line } from './transport.ts';

/** The account's id: the name of the database on the disk. */
const ACCOUNT = 'simulated';
/** Nothing is sealed here: WebCrypto works in threads of its own, for which a virtual clock cannot wait. */
const KEY = btoa('\0'.repeat(32));

export interface DevicePorts {
  readonly kernel: Kernel;
  readonly app: SampleApp;
  readonly disk: Disk;
  readonly line: Line;
  readonly chance: Chance;
  /** Told of what goes wrong inside, for the trace. */
  readonly note: (text: string) => void;
}

interface StoreProcess {
  readonly life: Life;
  readonly store: Store;
  isOpen: boolean;
}

interface EngineProcess {
  readonly life: Life;
  readonly engine: Engine;
  readonly stopped: { value: boolean };
}

/**
 * The rep's laptop: the real store on a disk, the real engine, the real client and its budget. Both processes can be killed at any moment, together or alone, and started
 * again on the same disk.
 */
export class Device {
  readonly #ports: DevicePorts;
  #store: StoreProcess | null = null;
  #engine: EngineProcess | null = null;
  #budgetState: BudgetState | null = null;
  #budget: Budget | null = null;
  /** How much the device's clock is ahead of the true one, in milliseconds. */
  skew = 0;
  state: SyncState | null = null;
  /** Errors that are mistakes of ours: there must be none. */
  readonly mistakes: string[] = [];

  constructor(ports: DevicePorts) {
    this.#ports = ports;
  }

  now(): number {
    return this.#ports.kernel.now() + this.skew;
  }

  get isRunning(): boolean {
    return this.#store?.isOpen === true;
  }

  get needsKey(): boolean {
    return this.state?.phase.name === 'needs-key';
  }

  get engine(): Engine | null {
    return this.#engine?.engine ?? null;
  }

  /** Starts whatever does not run. Resolves when the store is open, or did not open. */
  async start(): Promise<void> {
    if (this.#store === null) await this.#startStore();
    if (this.#engine === null && this.#store?.isOpen === true) this.#startEngine();
  }

  async #startStore(): Promise<void> {
    const { kernel, disk, chance } = this.#ports;
    const life = new Life();
    const fail = (what: string) => (event: string, facts?: Readonly<Record<string, unknown>>) => {
      this.#ports.note(`${what} ${event} ${JSON.stringify(facts ?? {})}`);
    };
    const log: Log = { info: () => undefined, warn: fail('store warns'), error: fail('store says') };
    const store = createStore({
      indexedDB: disk.openFor(life),
      IDBKeyRange: disk.keyRange,
      codec: jsonCodec(),
      makeSeal: () => Promise.resolve(openSeal),
      locks: { acquire: () => Promise.resolve(() => undefined) },
      scheduler: {
        now: () => kernel.now(),
        yield: () => life.run(() => Promise.resolve()),
        after: (ms, call) => kernel.after(ms, () => (life.isAlive ? call() : undefined)),
      },
      log,
      build: null,
      now: () => this.now(),
      newId: () => uuidFrom(chance),
      tellUi: () => undefined,
      tellSync: (name) => {
        if (life.isAlive && name === 'outbox.changed') this.#engine?.engine.edited();
      },
    });
    const process: StoreProcess = { life, store, isOpen: false };
    this.#store = process;
    try {
      await life.gate(Promise.resolve(store.sync['store.key']({ accountId: ACCOUNT, key: KEY })));
      await life.gate(Promise.resolve(store.ui['store.open']({ account: { id: ACCOUNT } })));
      process.isOpen = true;
    } catch (error) {
      this.#ports.note(`the store did not open: ${String(error)}`);
      this.killStore();
    }
  }

  #startEngine(): void {
    const { kernel, app, line, note } = this.#ports;
    const owner = this.#store;
    if (owner === null) return;
    const life = new Life();
    const chance = new Chance(this.#ports.chance.below(1_000_000_000));
    const clock = kernel.clock(() => this.skew);
    const budget = createBudget({
      now: () => this.now(),
      state: this.#budgetState,
      settings: { callsPerHour: 40 },
      chance: () => chance.next(),
      onChange: () => {
        if (life.isAlive) this.#budgetState = budget.state();
      },
    });
    this.#budget = budget;
    const transport = lineTransport(kernel, app, line, life, budget.record, () => this.now());
    const basePath = app.admin.flavour === 'suite' ? '/crm/sales/api' : '/api';
    const client = createCrmClient({
      transport: budgeted(transport, budget, 'http://sample.test'),
      basePath,
      now: () => this.now(),
    });
    const log: Log = {
      info: () => undefined,
      warn: (event, facts) => note(`engine warns ${event} ${JSON.stringify(facts ?? {})}`),
      error: (event, facts) => note(`engine says ${event} ${JSON.stringify(facts ?? {})}`),
    };
    const engine = createEngine({
      crm: crmForSync(client),
      store: this.#storeFor(life, owner),
      clock: { ...clock, sleep: (ms, signal) => life.run(() => clock.sleep(ms, signal)) },
      chance: () => chance.next(),
      calls: budget,
      log,
      onState: (state) => {
        if (life.isAlive) this.state = state;
      },
    });
    this.#engine = { life, engine, stopped: { value: false } };
    const state = owner.store.state();
    if (state !== null) engine.start(state);
  }

  /** The store as the engine's process reaches it. */
  #storeFor(life: Life, owner: StoreProcess): StoreForSyncClient {
    const dispatch = createDispatch(storeForSync, owner.store.sync, (name, error) => {
      if (!owner.life.isAlive) return;
      const words = `${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
      this.mistakes.push(words);
    });
    return createClient(storeForSync, {
      invoke: (name, input) =>
        life.run(
          () =>
            new Promise((resolve, reject) => {
              const gone = (): void => reject(new AppError({ code: 'store-unavailable', reason: 'gone' }));
              if (!owner.life.isAlive) {
                gone();
                return;
              }
              owner.life.onEnd(gone);
              owner.life.gate(dispatch(name, input)).then(resolve, reject);
            }),
        ),
      subscribe: () => () => undefined,
    });
  }

  /** What the rep asks of the store; null while it does not run. Never answered when the app dies meanwhile. */
  ui<T>(ask: (ui: StoreForUiHandlers) => Promise<T> | T): Promise<T> | null {
    const process = this.#store;
    if (process?.isOpen !== true) return null;
    return process.life.run(() => Promise.resolve().then(() => ask(process.store.ui)));
  }

  killEngine(): void {
    this.#engine?.life.end();
    this.#engine = null;
  }

  killStore(): void {
    const old = this.#engine;
    this.#store?.life.end();
    this.#store = null;
    // Its engine finds the store gone and ends; a new one is made with the next store, as the session does.
    this.#engine = null;
    void old?.engine.stop();
  }

  killAll(): void {
    this.killEngine();
    this.killStore();
  }

  /** The key was entered anew: another engine begins. */
  async enterKey(): Promise<void> {
    const old = this.#engine;
    this.#engine = null;
    if (old !== null) await old.life.gate(old.engine.stop());
    if (this.#store?.isOpen === true && this.#engine === null) this.#startEngine();
  }

  get budget(): Budget | null {
    return this.#budget;
  }
}
