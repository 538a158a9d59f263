import { errorInfoOf, type ErrorInfo } from '../../../shared/errors.ts';
import type { StoreForUiClient } from '../../../shared/rpc/contract.ts';
import type { ValueOf, WatchSpec, WatchValue } from '../../../shared/store-port.ts';

/** Who hears the answers to a question. */
export interface WatchListener<S extends WatchSpec> {
  /** `spec` is the question that `value` answers. */
  answer(value: ValueOf<S>, spec: S): void;
  fail(error: ErrorInfo): void;
}

/** One live question to the store. */
export interface Watch<S extends WatchSpec> {
  /** Asks something else. One question travels at a time: of several asked meanwhile, the last counts. */
  ask(spec: S): void;
  close(): void;
}

/** The live questions of the page; the store's events are heard once, whatever their number. */
export interface Watches {
  open<S extends WatchSpec>(listener: WatchListener<S>): Watch<S>;
}

export function createWatches(store: StoreForUiClient): Watches {
  const byId = new Map<number, (value: WatchValue) => void>();
  store.on('watch.changed', ({ watchId, value }) => byId.get(watchId)?.(value));

  function open<S extends WatchSpec>(listener: WatchListener<S>): Watch<S> {
    let watchId: number | null = null;
    let wanted: S | null = null;
    let asked = '';
    let travelling = false;
    /** A change was told while a question travelled, so the answer may be from before it. */
    let stirred = false;
    let closed = false;

    async function travel(): Promise<void> {
      travelling = true;
      while (wanted && !closed) {
        const spec: S = wanted;
        wanted = null;
        stirred = false;
        try {
          const value = await send(spec);
          if (!closed) tell(value, spec);
          if (stirred) wanted ??= spec;
        } catch (error) {
          asked = '';
          if (!closed) listener.fail(errorInfoOf(error));
        }
      }
      travelling = false;
    }

    async function send(spec: S): Promise<WatchValue> {
      if (watchId !== null) return listenTo(watchId, spec, store.call('watch.move', { watchId, spec }));
      const opened = await store.call('watch.open', spec);
      if (closed) forget(opened.watchId);
      else watchId = opened.watchId;
      return listenTo(opened.watchId, spec, opened.value);
    }

    async function listenTo(
      id: number,
      spec: S,
      value: WatchValue | Promise<WatchValue>,
    ): Promise<WatchValue> {
      const answer = await value;
      if (!closed) {
        byId.set(id, (changed) => {
          stirred = travelling;
          tell(changed, spec);
        });
      }
      return answer;
    }

    function tell(value: WatchValue, spec: S): void {
      // The store answers a question with a value of the question's own type; the compiler cannot follow that through the union.
      if (value.type === spec.type) listener.answer(value as ValueOf<S>, spec);
    }

    function forget(id: number): void {
      byId.delete(id);
      // Where the store is gone, the watch is gone with it.
      store.call('watch.close', { watchId: id }).catch(() => undefined);
    }

    return {
      ask(spec) {
        const text = JSON.stringify(spec);
        if (text === asked) return;
        asked = text;
        wanted = spec;
        if (!travelling) void travel();
      },
      close() {
        closed = true;
        if (watchId !== null) forget(watchId);
      },
    };
  }

  return { open };
}
