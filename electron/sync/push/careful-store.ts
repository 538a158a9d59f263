import { errorInfoOf } from '../../../shared/errors.ts';
import type { StoreForSyncClient } from '../../../shared/rpc/contract.ts';
import type { Settlement } from '../../../shared/store-port.ts';

/** A store that remembers what it could not be told. */
export interface CarefulStore {
  readonly store: StoreForSyncClient;
  /**
   * Tells the store what it could not be told (a full disk, a store that was away), so that nothing stays as being sent while this engine lives. Called when nothing is on its
   * way. Rejects as the store does.
   */
  mend(now: number): Promise<void>;
}

/** Errors that pass: what was to be written is not at fault. */
const PASSING = new Set(['storage', 'store-unavailable', 'cancelled']);

export function carefulStore(inner: StoreForSyncClient): CarefulStore {
  let unsettled: Settlement[] = [];
  /** Whether something may be marked as being sent that nobody sends. */
  let isInDoubt = false;

  const store: StoreForSyncClient = {
    on: (name, listener) => inner.on(name, listener),
    async call(name, input) {
      try {
        return await inner.call(name, input);
      } catch (caught) {
        if (name === 'outbox.begin' || name === 'outbox.settle') isInDoubt = true;
        if ('settlements' in input) unsettled.push(...input.settlements);
        throw caught;
      }
    },
  };

  async function settleAgain(): Promise<void> {
    if (unsettled.length === 0) return;
    try {
      await inner.call('outbox.settle', { settlements: unsettled });
    } catch (caught) {
      // What the store cannot take at all is found out about anew.
      if (PASSING.has(errorInfoOf(caught).code)) throw caught;
    }
    unsettled = [];
  }

  return {
    store,
    async mend(now) {
      if (!isInDoubt) return;
      await settleAgain();
      await inner.call('outbox.recover', { now });
      isInDoubt = false;
    },
  };
}
