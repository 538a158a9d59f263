import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { z } from 'zod';
import type { Kind, RecordKind } from '../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import type { Log } from '../../shared/log.ts';
import { storeForSync } from '../../shared/rpc/contract.ts';
import { storeStateSchema } from '../../shared/store-port.ts';
import type { ListSpec, ListValue, MirrorCursor, StoreState, WatchValue } from '../../shared/store-port.ts';
import { jsonCodec } from '../../renderer/store/disk/codec.ts';
import { databaseName } from '../../renderer/store/disk/database.ts';
import { aesSeal, type Seal } from '../../renderer/store/disk/seal.ts';
import type { Locks, Scheduler } from '../../renderer/store/ports.ts';
import { createStore, type Store } from '../../renderer/store/store.ts';

/** A scheduler whose timers fire only when `advance` is called; turns are given at once. */
export interface ManualScheduler extends Scheduler {
  /** Moves the clock on, firing what falls due on the way, and lets promises settle. */
  advance(ms: number): Promise<void>;
}

export function manualScheduler(): ManualScheduler {
  let now = 0;
  const timers = new Set<{ at: number; call: () => void }>();
  return {
    now: () => now,
    yield: () => Promise.resolve(),
    after(ms, call) {
      const timer = { at: now + ms, call };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        const due = [...timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        timers.delete(due);
        now = Math.max(now, due.at);
        due.call();
        await settled();
      }
      now = end;
      await settled();
    },
  };
}

/** Sealing and opening that goes on, in whatever store: it is done by threads of its own. */
const working = { count: 0 };

/** Resolves after everything that IndexedDB has queued (its steps are macrotasks), and what is sealed and opened meanwhile. */
export async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 20; quiet = working.count > 0 ? 0 : quiet + 1)
    await new Promise((resolve) => setImmediate(resolve));
}

function counted(seal: Seal): Seal {
  const count = async <T>(work: Promise<T>): Promise<T> => {
    working.count++;
    try {
      return await work;
    } finally {
      working.count--;
    }
  };
  return {
    seal: (bytes, place) => count(seal.seal(bytes, place)),
    open: (bytes, place) => count(seal.open(bytes, place)),
  };
}

/** Locks shared by all stores that are made with one of these. */
export function memoryLocks(): Locks & { readonly held: ReadonlySet<string> } {
  const held = new Set<string>();
  return {
    held,
    acquire(name) {
      if (held.has(name)) return Promise.resolve(null);
      held.add(name);
      return Promise.resolve(() => void held.delete(name));
    },
  };
}

/** The key of every account, as the main process gives it. */
export const TEST_KEY = btoa(String.fromCharCode(...Array(32).keys()));

export interface Logged {
  readonly event: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A store with what its surroundings saw. */
export interface TestStore extends Store {
  readonly scheduler: ManualScheduler;
  readonly disk: IDBFactory;
  readonly pushes: { watchId: number; value: WatchValue }[];
  readonly opened: StoreState[];
  /** How often the engine was told that the outbox has changed. */
  readonly outboxChanges: () => number;
  /** And how often that other files are of pinned records. */
  readonly keptFilesChanges: () => number;
  /** The wall clock of the store. */
  readonly clock: { now: number };
  readonly logged: Logged[];
  /** Outboxes that were to be saved before an upgrade. */
  readonly copies: readonly OutboxCopy[];
}

type OutboxCopy = z.infer<(typeof storeForSync.events)['store.upgrading']>;

/** Makes a store on a disk; several on one disk and one set of locks are several windows, or one app before and after a restart. */
export function testStore(
  ports: {
    disk?: IDBFactory;
    locks?: Locks;
    seal?: Seal;
    scheduler?: ManualScheduler;
    now?: number;
    /** Which build of the app this is; without one there are no snapshots. */
    build?: string;
    newId?: () => string;
    /** The accounts whose keys are given at once. */
    keys?: readonly string[];
    /** The key of all accounts, as base64. */
    key?: string;
    /** What is answered where the outbox is to be saved before an upgrade: saved unless something else is given, nothing for null. */
    outboxIsSaved?: boolean | null;
  } = {},
): TestStore {
  const disk = ports.disk ?? new IDBFactory();
  const scheduler = ports.scheduler ?? manualScheduler();
  const pushes: TestStore['pushes'] = [];
  const opened: StoreState[] = [];
  let outboxChanges = 0;
  let keptFilesChanges = 0;
  const clock = { now: ports.now ?? Date.UTC(2026, 0, 5, 9) };
  const newId = ports.newId ?? (() => crypto.randomUUID());
  const copies: OutboxCopy[] = [];
  const logged: Logged[] = [];
  const note = (event: string, facts: Logged['facts'] = {}): void => void logged.push({ event, facts });
  const log: Log = { info: note, warn: note, error: note };
  const store = createStore({
    indexedDB: disk,
    IDBKeyRange,
    codec: jsonCodec(),
    makeSeal: async (accountId, key) => ports.seal ?? counted(await aesSeal(databaseName(accountId), key)),
    locks: ports.locks ?? memoryLocks(),
    scheduler,
    log,
    build: ports.build ?? null,
    tellUi: (_name, event) => void pushes.push(event),
    now: () => clock.now,
    newId,
    tellSync: (name, event) => {
      if (name === 'store.opened') opened.push(storeStateSchema.parse(event));
      else if (name === 'outbox.changed') outboxChanges++;
      else if (name === 'keptFiles.changed') keptFilesChanges++;
      else {
        copies.push(storeForSync.events['store.upgrading'].parse(event));
        const { outboxIsSaved = true } = ports;
        if (outboxIsSaved !== null) void store.sync['store.upgrade']({ outboxIsSaved });
      }
    },
  });
  for (const accountId of ports.keys ?? ['demo', 'other'])
    void store.sync['store.key']({ accountId, key: ports.key ?? TEST_KEY });
  const told = {
    copies,
    outboxChanges: () => outboxChanges,
    keptFilesChanges: () => keptFilesChanges,
    clock,
  };
  return { ...store, ...told, scheduler, disk, pushes, opened, logged };
}

/** A store with the account `demo` open. */
export async function openStore(ports: Parameters<typeof testStore>[0] = {}): Promise<TestStore> {
  const store = testStore(ports);
  await store.ui['store.open']({ account: { id: 'demo' } });
  return store;
}

export function cursorAt(lastFetchedId: number | null, fetched = 0): MirrorCursor {
  return { viewIds: [1], view: 0, lastFetchedId, fetched, total: null, startedAt: 1, finishedAt: null };
}

/** Applies records as one page. */
export async function put(store: Store, kind: Kind, records: IdentifiedRecord[]): Promise<void> {
  await store.sync['store.applyPage']({ kind, records, cursor: cursorAt(records.at(-1)?.id ?? null) });
}

/** A list query with nothing asked for but what is given. */
export function listOf(kind: RecordKind, spec: Partial<ListSpec> = {}): ListSpec {
  return {
    type: 'list',
    kind,
    sorts: [],
    filters: [],
    text: '',
    columns: [],
    sums: [],
    offset: 0,
    limit: 50,
    ...spec,
  };
}

/** Asks a list once. */
export async function list(store: Store, kind: RecordKind, spec: Partial<ListSpec> = {}): Promise<ListValue> {
  const { watchId, value } = await store.ui['watch.open'](listOf(kind, spec));
  await store.ui['watch.close']({ watchId });
  if (value.type !== 'list') throw new Error(`a list was asked for, not ${value.type}`);
  return value;
}

/** The record as a detail page gets it, or null. */
export async function recordOf(store: Store, kind: RecordKind, id: number): Promise<IdentifiedRecord | null> {
  const { watchId, value } = await store.ui['watch.open']({ type: 'record', kind, id });
  await store.ui['watch.close']({ watchId });
  if (value.type !== 'record') throw new Error(`a record was asked for, not ${value.type}`);
  return value.record;
}
