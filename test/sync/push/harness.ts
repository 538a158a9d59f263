import { createCrmClient } from '../../../electron/crm/client.ts';
import type { CrmRequest } from '../../../electron/crm/transport.ts';
import { crmForSync } from '../../../electron/crm-for-sync.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import type { Admin } from '../../../electron/sample/admin.ts';
import { createSampleApp, type SampleOptions } from '../../../electron/sample/app.ts';
import type { CrmForSync, SyncCall } from '../../../electron/sync/ports.ts';
import { binView, mirrorViews } from '../../../electron/sync/pull/views.ts';
import { isReadable } from '../../../electron/sync/push/job.ts';
import { createPusher } from '../../../electron/sync/push/pusher.ts';
import type { Pusher } from '../../../electron/sync/push/ports.ts';
import type { NewEdit } from '../../../shared/edits/edit.ts';
import type { RecordKind, RecordRef } from '../../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../../shared/entities/record.ts';
import { AppError, type ErrorInfo } from '../../../shared/errors.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { storeForSync, type StoreForSyncClient } from '../../../shared/rpc/contract.ts';
import { createDispatch } from '../../../shared/rpc/dispatch.ts';
import type { ConflictsValue, JournalEntry, OutboxEntry } from '../../../shared/store-port.ts';
import { createSampleTransport, type SampleTransport, type WireFault } from '../../fakes/sample-transport.ts';
import { virtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { openStore, type TestStore } from '../../store/harness.ts';

/** A rep's device and an account in one process: real store, real client, the sample server, a clock that is moved by hand. */
export interface World {
  readonly admin: Admin;
  readonly clock: VirtualClock;
  readonly store: TestStore;
  readonly crm: CrmForSync;
  readonly transport: SampleTransport;
  readonly sync: StoreForSyncClient;
  /** What the engine was told of. */
  readonly errors: ErrorInfo[];
  readonly learned: number[];
  pusher: Pusher;
  /** Decides what becomes of each request. */
  fault: (request: CrmRequest) => WireFault | null;
  /** Saves edits as a screen does. @throws Error when there is something wrong with them */
  edit(...edits: NewEdit[]): Promise<RecordRef[]>;
  /** Reads a record from the account into the store. */
  mirror(kind: RecordKind, id: number): Promise<IdentifiedRecord>;
  /** Steps until there is nothing left to do, moving the clock where it waits for time alone. */
  drain(): Promise<void>;
  /** As if the engine had ended, wherever it was: a new one takes over. */
  restart(): Promise<void>;
  outbox(): Promise<OutboxEntry[]>;
  conflicts(): Promise<ConflictsValue['conflicts']>;
  journal(): Promise<JournalEntry[]>;
  /** Requests that are no reads. */
  writes(): CrmRequest[];
}

const STEPS_MAX = 400;
/** How long an engine waits before it goes on after an error that concerns all of it. */
const OFFLINE_MS = 5_000;

export async function openWorld(options: SampleOptions = {}): Promise<World> {
  const clock = virtualClock();
  const app = await createSampleApp({ seed: 5, records: 0, clock, chance: () => 0.5, ...options });
  const store = await openStore();
  Object.defineProperty(store.clock, 'now', { get: () => clock.now() });
  const transport = createSampleTransport({
    app,
    clock,
    fault: (request) => world.fault(request),
    serverNow: () => clock.now(),
  });
  const crm = crmForSync(
    createCrmClient({ transport, basePath: transport.basePath, now: () => clock.now() }),
  );
  const dispatch = createDispatch(storeForSync, store.sync, (name, error) => {
    throw new Error(`${name} failed`, { cause: error });
  });
  const sync = createClient(storeForSync, { invoke: dispatch, subscribe: () => () => undefined });
  const call: SyncCall = { lane: 'background', signal: new AbortController().signal };
  const learned: number[] = [];
  const newPusher = (): Pusher =>
    createPusher({
      crm,
      store: sync,
      clock,
      chance: () => 0.5,
      calls: {
        lastHour: () => 0,
        limit: () => null,
        remaining: () => null,
        share: () => 40,
        allowedAt: () => clock.now(),
        heldBy: () => 'hour',
        serverNow: () => clock.now(),
      },
      log: memoryLog(),
      viewIds: async (kind) => mirrorViews(kind, await crm.filters(kind, call)),
      binId: async (kind) => binView(await crm.filters(kind, call)),
      me: () => learned.at(-1) ?? null,
      learnMe: (id) => learned.push(id),
    });

  async function watched<T extends 'outbox' | 'conflicts'>(type: T) {
    const { watchId, value } = await store.ui['watch.open']({ type });
    await store.ui['watch.close']({ watchId });
    return value;
  }

  const world: World = {
    admin: app.admin,
    clock,
    store,
    crm,
    transport,
    sync,
    errors: [],
    learned,
    pusher: newPusher(),
    fault: () => null,
    async edit(...edits) {
      const answer = await store.ui.edit({ edits });
      if (!answer.saved) throw new Error(`not saved: ${JSON.stringify(answer.problems)}`);
      return answer.targets;
    },
    async mirror(kind, id) {
      if (!isReadable(kind)) throw new Error(`${kind} are not read one by one`);
      const { record } = await crm.get(kind, id, call);
      await sync.call('store.apply', {
        batches: [{ kind, records: [record] }],
        removed: [],
        bookmarks: [],
        details: [],
        journal: [],
      });
      return record;
    },
    async drain() {
      for (let steps = 0; steps < STEPS_MAX; steps++) {
        const step = await world.pusher.step(call.signal).catch((caught: unknown) => {
          if (!(caught instanceof AppError)) throw caught;
          world.errors.push(caught.info);
          return null;
        });
        if (step === null) await clock.advance(OFFLINE_MS);
        else if (step.did === 'nothing') {
          if (step.next === null) return;
          await clock.advance(Math.max(1, step.next - clock.now()));
        }
      }
      throw new Error('it does not come to an end');
    },
    async restart() {
      world.pusher = newPusher();
      await world.pusher.recover();
    },
    async outbox() {
      const value = await watched('outbox');
      if (value.type !== 'outbox') throw new Error('no outbox');
      return value.entries;
    },
    async conflicts() {
      const value = await watched('conflicts');
      if (value.type !== 'conflicts') throw new Error('no conflicts');
      return value.conflicts;
    },
    async journal() {
      const { watchId, value } = await store.ui['watch.open']({ type: 'journal', ref: null, limit: 100 });
      await store.ui['watch.close']({ watchId });
      if (value.type !== 'journal') throw new Error('no journal');
      return value.entries;
    },
    writes: () => transport.requests.filter((request) => request.effect === 'write'),
  };
  return world;
}

/** Gives the first write this fault, and lets everything else through. */
export function failFirstWrite(world: World, fault: WireFault): void {
  let isOver = false;
  world.fault = ({ effect }) => {
    if (effect === 'read' || isOver) return null;
    isOver = true;
    return fault;
  };
}
