import type { Account } from '../../shared/account.ts';
import { KINDS, type Kind, type RecordRef } from '../../shared/entities/kind.ts';
import type { ErasableRef, Erasure } from '../../shared/erasure.ts';
import { AppError } from '../../shared/errors.ts';
import type { StoreForSyncClient } from '../../shared/rpc/contract.ts';
import type { StoreState } from '../../shared/store-port.ts';
import type { Saving } from '../../shared/surroundings.ts';
import type { SyncState } from '../../shared/sync-state.ts';
import type { Engine } from './engine.ts';

/** An account with the key to it. */
export interface Access {
  readonly account: Account;
  readonly key: string;
}

/** An engine, and what has to be let go after it. */
export interface RunningEngine {
  readonly engine: Engine;
  close(): Promise<void>;
}

/**
 * Lets an engine live exactly while there is an account with its key and an open store of that same account. Whatever comes or goes, in whatever
 * order, the old engine has ended before a new one begins.
 */
export interface Session {
  /** Sets who is signed in; null for nobody, or when the key is missing. */
  access(access: Access | null): Promise<void>;
  storeOpened(store: StoreForSyncClient, state: StoreState): Promise<void>;
  /** The way to the store has gone. */
  storeGone(store: StoreForSyncClient): Promise<void>;
  /** What follows goes to the engine, and does nothing while none runs, but for `forget`. */
  look(ref: RecordRef): void;
  fill(refs: readonly RecordRef[]): void;
  edited(): void;
  /** Rejects with `store-unavailable` while no engine runs. */
  forget(ref: ErasableRef): Promise<Erasure>;
  now(): void;
  walkAgain(): void;
  answerMassDeletion(kind: Kind, remove: boolean): void;
  networkChanged(): void;
  /** Holds also for the engines that come after. */
  save(reason: Saving | null): void;
  state(): SyncState;
  close(): Promise<void>;
}

const STOPPED: SyncState = {
  phase: { name: 'stopped' },
  kinds: KINDS.map((kind) => ({
    kind,
    state: 'waiting',
    fetched: 0,
    total: null,
    finishedAt: null,
    checkedAt: null,
    provedAt: null,
    drifted: 0,
  })),
  calls: { lastHour: 0, limit: null, remaining: null, share: 0 },
  massDeletions: [],
  stalledSince: null,
  saving: null,
  filling: null,
  upload: null,
};

/** @param makeEngine builds the engine of an account over an open store; it is not started yet */
export function createSession(
  makeEngine: (access: Access, store: StoreForSyncClient) => Promise<RunningEngine> | RunningEngine,
  onState: (state: SyncState) => void,
): Session {
  let current: Access | null = null;
  let opened: { readonly store: StoreForSyncClient; readonly state: StoreState } | null = null;
  let running: RunningEngine | null = null;
  let saving: Saving | null = null;
  let changes: Promise<void> = Promise.resolve();

  function change(apply: () => void): Promise<void> {
    changes = changes.then(async () => {
      apply();
      const ending = running;
      running = null;
      await ending?.engine.stop();
      await ending?.close();
      if (current && opened && opened.state.accountId === current.account.id) {
        running = await makeEngine(current, opened.store);
        if (saving !== null) running.engine.save(saving);
        running.engine.start(opened.state);
      } else {
        onState(STOPPED);
      }
    });
    return changes;
  }

  return {
    access: (access) =>
      change(() => {
        current = access;
      }),
    storeOpened: (store, state) =>
      change(() => {
        opened = { store, state };
      }),
    storeGone: async (store) => {
      if (opened?.store !== store) return;
      await change(() => {
        if (opened?.store === store) opened = null;
      });
    },
    look: (ref) => running?.engine.look(ref),
    fill: (refs) => running?.engine.fill(refs),
    edited: () => running?.engine.edited(),
    forget: async (ref) => {
      if (running === null) throw new AppError({ code: 'store-unavailable', reason: 'not-open' });
      return running.engine.forget(ref);
    },
    now: () => running?.engine.now(),
    walkAgain: () => running?.engine.walkAgain(),
    answerMassDeletion: (kind, remove) => running?.engine.answerMassDeletion(kind, remove),
    networkChanged: () => running?.engine.networkChanged(),
    save(reason) {
      saving = reason;
      running?.engine.save(reason);
    },
    state: () => running?.engine.state() ?? STOPPED,
    close: () =>
      change(() => {
        current = null;
        opened = null;
      }),
  };
}
