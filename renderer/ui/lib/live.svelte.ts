import type { ErrorInfo } from '../../../shared/errors.ts';
import type { ValueOf, WatchSpec } from '../../../shared/store-port.ts';
import type { Watches } from './watches.ts';

/** A question to the store whose answer stays true. */
export interface Live<S extends WatchSpec> {
  /** The last answer; undefined before the first. While the next question is on its way it is the answer to the one before. */
  readonly value: ValueOf<S> | undefined;
  /** The question that `value` answers. */
  readonly answered: S | undefined;
  readonly error: ErrorInfo | null;
}

/**
 * Asks the store, keeps the answer current, asks again when `spec` changes, and stops with the component. Call it while a component
 * initialises; nothing is asked while `spec` gives null.
 */
export function live<S extends WatchSpec>(watches: Watches, spec: () => S | null): Live<S> {
  let value: ValueOf<S> | undefined = $state.raw();
  let answered: S | undefined = $state.raw();
  let error: ErrorInfo | null = $state.raw(null);

  const watch = watches.open<S>({
    answer(next, to) {
      value = next;
      answered = to;
      error = null;
    },
    fail(info) {
      error = info;
    },
  });
  $effect(() => {
    const wanted = spec();
    if (wanted) watch.ask(wanted);
  });
  $effect(() => () => watch.close());

  return {
    get value() {
      return value;
    },
    get answered() {
      return answered;
    },
    get error() {
      return error;
    },
  };
}
