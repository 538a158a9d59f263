import { AppError } from '../../shared/errors.ts';
import type {
  EmitToStoreUi,
  EmitToSync,
  StoreForSyncHandlers,
  StoreForUiHandlers,
} from '../../shared/rpc/contract.ts';
import type { StoreState, WatchSpec, WatchValue } from '../../shared/store-port.ts';
import { applyPage } from './apply-page.ts';
import { Background } from './background.ts';
import { deleteDatabase } from './disk/database.ts';
import { searchAll } from './index/hits.ts';
import { Lists } from './index/lists.ts';
import { noRecord, recordValue } from './index/records.ts';
import { Watches } from './live/watches.ts';
import { openSession, type SessionPorts } from './open-session.ts';
import type { Locks } from './ports.ts';
import { putConfiguration } from './put-configuration.ts';
import { Queue } from './queue.ts';
import { stateOf, type Session } from './session.ts';

/** Writes that may wait for their turn. */
const WRITES_MAX = 64;

/** What the store needs of its surroundings. */
export interface StorePorts extends SessionPorts {
  readonly locks: Locks;
  readonly tellUi: EmitToStoreUi;
  readonly tellSync: EmitToSync;
}

/** The store: both services over one open account. */
export interface Store {
  readonly ui: StoreForUiHandlers;
  readonly sync: StoreForSyncHandlers;
  /** The state of the open account, or null while none is open. */
  state(): StoreState | null;
}

interface Open {
  readonly session: Session;
  readonly background: Background;
  readonly lists: Lists;
  readonly release: () => void;
}

/** Makes a store, with nothing open. */
export function createStore(ports: StorePorts): Store {
  const { log, scheduler } = ports;
  const lifecycle = new Queue(WRITES_MAX);
  const writes = new Queue(WRITES_MAX);
  let open: Open | null = null;
  const watches = new Watches({
    compute,
    push: (watchId, value) => ports.tellUi('watch.changed', { watchId, value }),
    scheduler,
    log,
  });

  function opened(): Open {
    if (!open) throw new AppError({ code: 'store-unavailable', reason: 'not-open' });
    return open;
  }

  async function compute(spec: WatchSpec): Promise<WatchValue> {
    const { session, lists } = opened();
    const { index } = session;
    switch (spec.type) {
      case 'list':
        return lists.query(spec);
      case 'record': {
        const kind = index.of(spec.kind);
        const row = kind.rowOf(spec.id);
        if (row < 0) return noRecord();
        const { chunk, slot } = kind.placeOf(row);
        const record = (await session.chunks.read(chunk))[slot];
        return record ? recordValue(kind, index.names, record) : noRecord();
      }
      case 'counts':
        return { type: 'counts', counts: index.counts(), absentKinds: [...session.absentKinds] };
      case 'configuration':
        return {
          type: 'configuration',
          values: Object.fromEntries(
            spec.keys
              .filter((key) => session.configuration.has(key))
              .map((key) => [key, session.configuration.get(key)]),
          ),
        };
    }
  }

  async function openAccount(accountId: string): Promise<StoreState> {
    if (open?.session.accountId === accountId) return stateOf(open.session);
    await closeAccount();
    const release = await ports.locks.acquire(`satchel-store-${accountId}`);
    if (!release) throw new AppError({ code: 'store-unavailable', reason: 'open-elsewhere' });
    const started = scheduler.now();
    try {
      const session = await openSession(accountId, ports);
      const background = new Background(session.index, scheduler, (error) =>
        log.error('store.background', { error: String(error) }),
      );
      open = { session, background, lists: new Lists(session.index), release };
    } catch (error) {
      release();
      throw error;
    }
    const state = stateOf(open.session);
    const records = Object.values(state.counts).reduce((sum, count) => sum + count, 0);
    log.info('store.opened', { records, ms: Math.round(scheduler.now() - started) });
    open.background.opened();
    ports.tellSync('store.opened', state);
    return state;
  }

  async function closeAccount(): Promise<void> {
    if (!open) return;
    const { session, background, release } = open;
    open = null;
    watches.closeAll();
    background.stop();
    await writes.idle();
    session.database.dexie.close();
    release();
  }

  /** Runs a write on the account that is open when its turn comes. */
  function write<T>(task: (open: Open) => Promise<T>): Promise<T> {
    return writes.run(() => Promise.resolve().then(() => task(opened())));
  }

  const ui: StoreForUiHandlers = {
    'store.open': ({ account }) => lifecycle.run(() => openAccount(account.id)),
    'store.close': ({ wipe }) =>
      lifecycle.run(async () => {
        const accountId = open?.session.accountId;
        await closeAccount();
        if (wipe && accountId !== undefined) await deleteDatabase(accountId, ports);
        return { done: true as const };
      }),
    'watch.open': async (spec) => {
      await lifecycle.idle();
      opened();
      return watches.open(spec);
    },
    'watch.move': ({ watchId, spec }) => watches.move(watchId, spec),
    'watch.close': ({ watchId }) => {
      watches.close(watchId);
      return { done: true as const };
    },
    search: async (input) => {
      await lifecycle.idle();
      return searchAll(opened().session.index, input);
    },
  };

  const sync: StoreForSyncHandlers = {
    'store.state': () => stateOf(opened().session),
    'store.putConfiguration': (input) =>
      write(async ({ session }) => {
        await putConfiguration(session, input);
        watches.touched(['configuration']);
        return { done: true as const };
      }),
    'store.applyPage': (page) =>
      write(async ({ session, background }) => {
        const changed = await applyPage(session, page);
        if (changed > 0) {
          watches.touched([page.kind]);
          background.changed();
        }
        return { count: session.index.of(page.kind).count };
      }),
  };

  return { ui, sync, state: () => open && stateOf(open.session) };
}
