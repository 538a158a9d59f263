import { ENTITY_KINDS } from '../../shared/entities/kinds.ts';
import { RECORD_KINDS, type Kind, type RecordKind, type RecordRef } from '../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import {
  storeForSync,
  type StoreForSyncClient,
  type StoreForSyncHandlers,
} from '../../shared/rpc/contract.ts';
import { createClient } from '../../shared/rpc/client.ts';
import { createDispatch } from '../../shared/rpc/dispatch.ts';
import type { Detail, JournalEntry, MirrorPage, StoreState } from '../../shared/store-port.ts';

export interface FakeStore {
  readonly client: StoreForSyncClient;
  readonly records: Record<RecordKind, Map<number, IdentifiedRecord>>;
  readonly details: Detail[];
  readonly journal: JournalEntry[];
  /** What `store.prefetch` answers. */
  prefetch: RecordRef[];
  state(): StoreState;
  /** Called before a page is stored; throwing is a store that died before it stored anything. */
  beforePage: (page: MirrorPage) => void;
}

/**
 * A store in memory behind the real contract: what it is asked and answers is checked by the schemas as in the app. Its outbox is always empty: what edits are about is tested with
 * the real store.
 */
export function fakeStore(accountId = 'test'): FakeStore {
  const records = Object.fromEntries(
    RECORD_KINDS.map((kind) => [kind, new Map<number, IdentifiedRecord>()]),
  ) as FakeStore['records'];
  const noCounts = { all: 0, unsure: 0, parked: 0, questions: 0, conflicts: 0 };
  let state: StoreState = {
    accountId,
    cursors: {},
    counts: {},
    bookmarks: [],
    outbox: noCounts,
    configurationAt: null,
    absentKinds: [],
  };
  const take = (kind: RecordKind, all: readonly IdentifiedRecord[]): void => {
    for (const record of all) records[kind].set(record.id, { ...records[kind].get(record.id), ...record });
  };
  const handlers: StoreForSyncHandlers = {
    'store.key': () => ({ done: true }),
    'store.lock': () => ({ done: true }),
    'store.upgrade': () => ({ done: true }),
    'store.state': () => state,
    'store.keptFiles': () => ({ records: [] }),
    'store.putConfiguration': ({ absentKinds, at }) => {
      state = { ...state, configurationAt: at, absentKinds };
      return { done: true };
    },
    'store.applyPage': (page) => {
      fake.beforePage(page);
      take(page.kind, page.records);
      state = { ...state, cursors: { ...state.cursors, [page.kind]: page.cursor } };
      return { count: records[page.kind].size };
    },
    'store.apply': ({ batches, removed, bookmarks, details, journal }) => {
      for (const batch of batches) take(batch.kind, batch.records);
      for (const { kind, id } of removed) records[kind].delete(id);
      const kept = new Map([...state.bookmarks, ...bookmarks].map((each) => [each.key, each]));
      state = { ...state, bookmarks: [...kept.values()] };
      fake.details.push(...details);
      fake.journal.push(...journal);
      return { changed: batches.flatMap((batch) => batch.records).length + removed.length };
    },
    'store.ids': ({ kind, after, upTo }) => ({
      ids: [...records[kind].keys()]
        .filter((id) => id > (after ?? -Infinity) && id <= (upTo ?? Infinity))
        .sort((a, b) => a - b),
    }),
    'store.bases': ({ refs }) => ({ bases: refs.map(({ kind, id }) => records[kind].get(id) ?? null) }),
    'store.bound': () => ({ bound: [] }),
    'store.prefetch': ({ limit }) => ({ refs: fake.prefetch.slice(0, limit) }),
    'store.reminders': () => ({ reminders: [] }),
    'file.read': () => ({ base64: null }),
    'file.claimed': () => ({ claimed: [] }),
    'journal.add': ({ entries }) => {
      fake.journal.push(...entries);
      return { done: true };
    },
    'outbox.ready': () => ({ units: [], next: null, counts: noCounts }),
    'outbox.begin': () => ({ begun: [] }),
    'outbox.settle': () => ({ done: true }),
    'outbox.recover': () => ({ unsure: 0 }),
    'outbox.unsure': () => ({ units: [] }),
  };
  const dispatch = createDispatch(storeForSync, handlers, (name, error) => {
    throw new Error(`${name} failed`, { cause: error });
  });
  const fake: FakeStore = {
    client: createClient(storeForSync, { invoke: dispatch, subscribe: () => () => undefined }),
    records,
    details: [],
    journal: [],
    prefetch: [],
    state: () => state,
    beforePage: () => undefined,
  };
  return fake;
}

/** The ids of each mirrored kind, for comparing two sides. */
export function idsOf(records: Record<Kind, Iterable<{ id: number }>>): Record<string, number[]> {
  return Object.fromEntries(
    Object.keys(ENTITY_KINDS).map((kind) => [
      kind,
      [...records[kind as Kind]].map((record) => record.id).sort((a, b) => a - b),
    ]),
  );
}
