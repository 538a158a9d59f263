import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Life } from './life.ts';

/** How a write to the disk fails: the value is refused, or the whole transaction at its end. */
export type DiskFault = 'quota' | 'abort';

/**
 * One machine's disk: it outlives the processes that use it. Through it a process is killed at any commit, its open transactions come to nothing, and writes fail as
 * on a disk that is full.
 */
export class Disk {
  readonly factory = new IDBFactory();
  readonly keyRange = IDBKeyRange;
  /** Faults of the next writing transactions, in order; null lets one pass. */
  faults: (DiskFault | null)[] = [];
  /** Told when a writing transaction has been committed, before the process that wrote hears of it. */
  onCommit: () => void = () => undefined;
  commits = 0;

  /** The disk as one process sees it. */
  openFor(life: Life): IDBFactory {
    const { factory } = this;
    const transactions = new Set<IDBTransaction>();
    const connections = new Set<IDBDatabase>();
    life.onEnd(() => {
      for (const transaction of transactions) abort(transaction);
      for (const connection of connections) connection.close();
    });
    const watch = (connection: IDBDatabase): void => {
      if (connections.has(connection)) return;
      connections.add(connection);
      const begin = connection.transaction.bind(connection);
      connection.transaction = (...given: Parameters<typeof begin>) => {
        const transaction = begin(...given);
        transactions.add(transaction);
        const forget = (): boolean => transactions.delete(transaction);
        transaction.addEventListener('abort', forget);
        transaction.addEventListener('complete', () => {
          forget();
          if (transaction.mode !== 'readwrite') return;
          this.commits += 1;
          this.onCommit();
        });
        if (transaction.mode === 'readwrite') this.#breakIfDue(transaction);
        return transaction;
      };
    };
    return new Proxy(factory, {
      get: (target, key) => {
        if (key === 'open')
          return (name: string, version?: number) => {
            const request = target.open(name, version);
            if (!life.isAlive) return request;
            request.addEventListener('upgradeneeded', () => {
              if (request.transaction !== null) transactions.add(request.transaction);
            });
            request.addEventListener('success', () => {
              if (life.isAlive) watch(request.result);
              else request.result.close();
            });
            return request;
          };
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? (value as (...given: unknown[]) => unknown).bind(target) : value;
      },
    });
  }

  #breakIfDue(transaction: IDBTransaction): void {
    const fault = this.faults.shift() ?? null;
    if (fault === null) return;
    const storeOf = transaction.objectStore.bind(transaction);
    transaction.objectStore = (name: string) => {
      const store = storeOf(name);
      const put = (): never => {
        if (fault === 'abort') abort(transaction);
        throw new DOMException('The disk is full.', 'QuotaExceededError');
      };
      return new Proxy(store, {
        get: (target, key) => {
          if (key === 'put' || key === 'add' || key === 'delete') return put;
          const value: unknown = Reflect.get(target, key);
          return typeof value === 'function'
            ? (value as (...given: unknown[]) => unknown).bind(target)
            : value;
        },
      });
    };
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}
