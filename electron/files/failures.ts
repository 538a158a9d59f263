import type { ErrorInfo } from '../../shared/errors.ts';
import type { Clock } from '../../shared/time.ts';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Which files did not come, why, and when each may be tried again without being asked for. */
export interface Failures {
  note(id: number, error: ErrorInfo): void;
  forget(id: number): void;
  errorOf(id: number): ErrorInfo | null;
  /** Epoch milliseconds; 0 for what has not failed. */
  dueAt(id: number): number;
  /** There may be another way: what failed for the way there may be tried at once. */
  otherWay(): void;
}

/** Errors that have to do with the way there and not with the file. */
export function isPassing({ code }: ErrorInfo): boolean {
  return code === 'network' || code === 'timeout' || code === 'server';
}

export function createFailures(clock: Clock): Failures {
  const failed = new Map<
    number,
    { readonly error: ErrorInfo; readonly count: number; readonly due: number }
  >();
  return {
    note(id, error) {
      const count = (failed.get(id)?.count ?? 0) + 1;
      // Each try costs calls of the account: what is refused for good is asked for once an hour.
      const wait = isPassing(error)
        ? Math.min(QUARTER_MS, MINUTE_MS * 2 ** Math.min(count - 1, 10))
        : HOUR_MS;
      failed.set(id, { error, count, due: clock.now() + wait });
    },
    forget: (id) => void failed.delete(id),
    errorOf: (id) => failed.get(id)?.error ?? null,
    dueAt: (id) => failed.get(id)?.due ?? 0,
    otherWay() {
      for (const [id, failure] of failed)
        if (isPassing(failure.error)) failed.set(id, { ...failure, due: 0 });
    },
  };
}
