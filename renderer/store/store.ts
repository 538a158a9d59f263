import { refKey, RECORD_KINDS } from '../../shared/entities/kind.ts';
import { AppError } from '../../shared/errors.ts';
import type {
  EmitToStoreUi,
  EmitToSync,
  StoreForSyncHandlers,
  StoreForUiHandlers,
} from '../../shared/rpc/contract.ts';
import type { StoreState, WatchSpec, WatchValue } from '../../shared/store-port.ts';
import { Background } from './background.ts';
import { Changes } from './changes.ts';
import { closeConnections, deleteDatabase, type Durability } from './disk/database.ts';
import type { Seal } from './disk/seal.ts';
import { editHandlers } from './edit-handlers.ts';
import { DONE } from './handlers.ts';
import { searchAll } from './index/hits.ts';
import { ColumnFiller } from './column-filler.ts';
import { Lists, type Marks } from './index/lists.ts';
import {
  conflictsValue,
  detailsValue,
  journalValue,
  outboxValue,
  recordValue,
  viewsValue,
} from './live/answers.ts';
import { columnList } from './live/column-list.ts';
import { flightValue, pinnedRecords } from './live/flight.ts';
import { Watches } from './live/watches.ts';
import { titlesOf } from './live/titles.ts';
import { base64Of } from './base64.ts';
import { openSession, type SessionPorts } from './open-session.ts';
import type { Locks } from './ports.ts';
import { Queue } from './queue.ts';
import { isPending, outboxCounts, stateOf, type Session } from './session.ts';
import type { OutboxCopy } from './save-outbox.ts';
import { Seals } from './seals.ts';
import { syncHandlers } from './sync-handlers.ts';

/** Writes that may wait for their turn. */
const WRITES_MAX = 64;

/** How long the writing of a copy of the outbox may take. */
const SAVE_WAIT_MS = 15_000;

/** What the store needs of its surroundings. */
export interface StorePorts extends Omit<SessionPorts, 'seal' | 'saveOutbox'> {
  /** Makes an account's seal of its key: 32 bytes, which are wiped when it is made. */
  makeSeal(accountId: string, key: Uint8Array<ArrayBuffer>): Promise<Seal>;
  readonly locks: Locks;
  /** The wall clock, epoch milliseconds. */
  now(): number;
  /** A new uuid. */
  newId(): string;
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
  const seals = new Seals((accountId, key) => ports.makeSeal(accountId, key), scheduler);
  let open: Open | null = null;
  /** Told whether the copy of the outbox that an upgrade waits for is written. */
  let outboxSaved = (_saved: boolean): void => undefined;
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
    switch (spec.type) {
      case 'list':
        return lists.query(spec);
      case 'record':
        return recordValue(session, spec);
      case 'counts':
        return {
          type: 'counts',
          counts: session.index.counts(),
          outbox: outboxCounts(session),
          absentKinds: [...session.absentKinds],
        };
      case 'configuration':
        return {
          type: 'configuration',
          values: Object.fromEntries(
            spec.keys
              .filter((key) => session.configuration.has(key))
              .map((key) => [key, session.configuration.get(key)]),
          ),
        };
      case 'outbox':
        return outboxValue(session);
      case 'conflicts':
        return conflictsValue(session);
      case 'journal':
        return journalValue(session, spec);
      case 'details':
        return detailsValue(session, spec.ref);
      case 'policies':
        return { type: 'policies', policies: session.policies };
      case 'groups':
        return lists.groups(spec);
      case 'columns': {
        const { kind } = spec;
        const { definitions } = session.index.of(kind);
        const fields = session.configuration.get(`fields:${kind}`);
        return { type: 'columns', kind, columns: columnList(kind, definitions, fields) };
      }
      case 'views':
        return viewsValue(session, spec.kind);
      case 'pins':
        return { type: 'pins', pins: pinnedRecords(session) };
      case 'flight':
        return flightValue(session, ports.now(), spec.limit);
    }
  }

  /** Has the main process write a copy of the outbox, and waits until it has. */
  async function saveOutbox({ sealed, ...copy }: OutboxCopy): Promise<void> {
    const saved = await new Promise<boolean>((resolve) => {
      const cancel = scheduler.after(SAVE_WAIT_MS, () => resolve(false));
      outboxSaved = (saved) => {
        cancel();
        resolve(saved);
      };
      ports.tellSync('store.upgrading', { ...copy, sealed: base64Of(sealed) });
    });
    if (!saved) throw new AppError({ code: 'storage', reason: 'outbox-not-saved' });
  }

  async function openAccount(accountId: string): Promise<StoreState> {
    if (open?.session.accountId === accountId) return stateOf(open.session);
    await closeAccount();
    const seal = await seals.of(accountId);
    const release = await ports.locks.acquire(`satchel-store-${accountId}`);
    if (!release) throw new AppError({ code: 'store-unavailable', reason: 'open-elsewhere' });
    const started = scheduler.now();
    try {
      const session = await openSession(accountId, { ...ports, seal, saveOutbox });
      if (!seals.has(accountId)) {
        // It was locked meanwhile.
        closeConnections(session.database);
        throw new AppError({ code: 'store-unavailable', reason: 'locked' });
      }
      const background = new Background(session, ports.build, scheduler, (error) =>
        log.error('store.background', { error: String(error) }),
      );
      open = { session, background, lists: new Lists(session.index, marksOf(session)), release };
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
    closeConnections(session.database);
    release();
  }

  /** Runs a write on the account that is open when its turn comes. */
  function write<T>(task: (open: Open) => Promise<T>): Promise<T> {
    return writes.run(() => Promise.resolve().then(() => task(opened())));
  }

  /** Does what `work` says as one change of the open account, when its turn comes; then the screens hear of it. */
  function change<T>(durability: Durability, work: (changes: Changes) => Promise<T> | T): Promise<T> {
    return write(async ({ session, background }) => {
      const changes = new Changes(session);
      const result = await work(changes);
      const topics = await changes.commit(durability);
      watches.touched([...topics]);
      if (RECORD_KINDS.some((kind) => topics.has(kind))) background.changed();
      if (topics.has('configuration')) fillColumns();
      if (changes.movesKeptFiles()) ports.tellSync('keptFiles.changed', {});
      return result;
    });
  }

  /** Lets the columns of fields that the account was given lately follow, a few chunks at a time between the writes. */
  function fillColumns(): void {
    const filler = new ColumnFiller();
    const filled = open;
    const fill = async (): Promise<void> => {
      for (;;) {
        if (open !== filled) return;
        const kind = await write(({ session }) => filler.step(session));
        if (!kind) return;
        watches.touched([kind]);
      }
    };
    fill().catch((error: unknown) => log.error('store.columns', { error: String(error) }));
  }

  /** The same for what the rep does: it is on the disk before it is answered, and the sync engine hears of it. */
  async function changeByRep<T>(work: (changes: Changes) => Promise<T> | T): Promise<T> {
    const result = await change('strict', work);
    ports.tellSync('outbox.changed', {});
    return result;
  }

  const handlers = { change, changeByRep, opened, ports };
  const ui: StoreForUiHandlers = {
    ...editHandlers(handlers),
    'store.open': ({ account }) => lifecycle.run(() => openAccount(account.id)),
    'store.close': ({ wipe }) =>
      lifecycle.run(async () => {
        const accountId = open?.session.accountId;
        await closeAccount();
        if (wipe && accountId !== undefined) await deleteDatabase(accountId, ports);
        return DONE;
      }),
    'store.wipe': ({ account }) =>
      lifecycle.run(async () => {
        if (open?.session.accountId === account.id) await closeAccount();
        await deleteDatabase(account.id, ports);
        return DONE;
      }),
    'watch.open': async (spec) => {
      await lifecycle.idle();
      opened();
      return watches.open(spec);
    },
    'watch.move': ({ watchId, spec }) => watches.move(watchId, spec),
    'watch.close': ({ watchId }) => {
      watches.close(watchId);
      return DONE;
    },
    search: async (input) => {
      await lifecycle.idle();
      return searchAll(opened().session.index, input);
    },
    titles: ({ refs }) => ({ titles: titlesOf(opened().session, refs) }),
    'list.read': async ({ spec }) => {
      await lifecycle.idle();
      return opened().lists.query(spec);
    },
    'list.ids': async (input) => {
      await lifecycle.idle();
      return opened().lists.ids(input);
    },
  };

  const sync: StoreForSyncHandlers = {
    ...syncHandlers(handlers),
    'store.key': async ({ accountId, key }) => {
      await seals.give(accountId, key);
      return DONE;
    },
    'store.upgrade': ({ outboxIsSaved }) => {
      outboxSaved(outboxIsSaved);
      return DONE;
    },
    'store.lock': async () => {
      // At once: an opening that waits for a key is to end, and one that goes on to be undone.
      seals.forget();
      await lifecycle.run(closeAccount);
      return DONE;
    },
  };

  return { ui, sync, state: () => open && stateOf(open.session) };
}

function marksOf(session: Session): Marks {
  return {
    isPending: (ref) => isPending(session, ref),
    pendingIds: (kind) => session.outbox.idsOf(kind),
    hasConflict: (ref) => session.conflicts.size > 0 && session.conflicts.has(refKey(ref)),
  };
}
