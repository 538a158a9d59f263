import { ENTITY_KINDS } from '../../shared/entities/kinds.ts';
import type { Kind } from '../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import {
  storeForSync,
  type StoreForSyncClient,
  type StoreForSyncHandlers,
} from '../../shared/rpc/contract.ts';
import { createClient } from '../../shared/rpc/client.ts';
import { createDispatch } from '../../shared/rpc/dispatch.ts';
import type { MirrorPage, StoreState } from '../../shared/store-port.ts';

export interface FakeStore {
  readonly client: StoreForSyncClient;
  readonly records: Record<Kind, Map<number, IdentifiedRecord>>;
  state(): StoreState;
  /** Called before a page is stored; throwing is a store that died before it stored anything. */
  beforePage: (page: MirrorPage) => void;
}

/** A store in memory behind the real contract: what it is asked and answers is checked by the schemas as in the app. */
export function fakeStore(accountId = 'test'): FakeStore {
  const records: FakeStore['records'] = {
    leads: new Map(),
    contacts: new Map(),
    sales_accounts: new Map(),
    deals: new Map(),
  };
  let state: StoreState = { accountId, cursors: {}, counts: {}, configurationAt: null, absentKinds: [] };
  const handlers: StoreForSyncHandlers = {
    'store.state': () => state,
    'store.putConfiguration': ({ absentKinds, at }) => {
      state = { ...state, configurationAt: at, absentKinds };
      return { done: true };
    },
    'store.applyPage': (page) => {
      fake.beforePage(page);
      for (const record of page.records) records[page.kind].set(record.id, record);
      state = { ...state, cursors: { ...state.cursors, [page.kind]: page.cursor } };
      return { count: records[page.kind].size };
    },
  };
  const dispatch = createDispatch(storeForSync, handlers, (name, error) => {
    throw new Error(`${name} failed`, { cause: error });
  });
  const fake: FakeStore = {
    client: createClient(storeForSync, { invoke: dispatch, subscribe: () => () => undefined }),
    records,
    state: () => state,
    beforePage: () => undefined,
  };
  return fake;
}

/** The ids of each kind, for comparing two sides. */
export function idsOf(records: Record<Kind, Iterable<{ id: number }>>): Record<string, number[]> {
  return Object.fromEntries(
    Object.keys(ENTITY_KINDS).map((kind) => [
      kind,
      [...records[kind as Kind]].map((record) => record.id).sort((a, b) => a - b),
    ]),
  );
}
