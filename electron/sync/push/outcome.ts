import { assertNever, type ErrorInfo } from '../../../shared/errors.ts';
import type { Settlement } from '../../../shared/store-port.ts';

export type Outcome = Settlement['outcome'];

/** What a failed write comes to, and whether the whole engine is told. */
export interface Failed {
  readonly outcome: Outcome;
  readonly rethrow: boolean;
}

/** What it means for a write that its record is not there: the next look at it tells, or nothing would, or it was never about one of the server's. */
export type WhenNotFound = 'look-again' | 'gone' | 'refused';

/** When things are tried again, epoch milliseconds. */
export interface FailureTimes {
  readonly probeAt: number;
  readonly retryAt: number;
}

/**
 * The one table from what went wrong with a write to what becomes of its unit. `CrmForSync` promises that a write which may have reached the server rejects with `unsure`, and with
 * no other code unless the server did not act.
 */
export function outcomeOf(error: ErrorInfo, whenNotFound: WhenNotFound, times: FailureTimes): Failed {
  const again = (isFailure: boolean): Outcome => ({
    name: 'again',
    notBefore: isFailure ? times.retryAt : null,
    isFailure,
  });
  const unsure = (reason: string): Outcome => ({
    name: 'unsure',
    reason,
    notBefore: times.probeAt,
    jobId: null,
  });
  switch (error.code) {
    case 'unsure':
      return { outcome: unsure(error.reason), rethrow: false };
    // These should have come as unsure; where they do not, they are taken for it all the same.
    case 'server':
      return { outcome: unsure(`HTTP ${error.status}`), rethrow: false };
    case 'too-large':
    case 'unexpected-shape':
      return { outcome: unsure(error.code), rethrow: false };
    case 'network':
    case 'timeout':
    case 'not-the-crm':
    case 'rate-limited':
    case 'auth':
    case 'cancelled':
      return { outcome: again(false), rethrow: true };
    case 'validation':
    case 'forbidden':
      return { outcome: { name: 'refused', error }, rethrow: false };
    case 'not-found':
      if (whenNotFound === 'look-again') return { outcome: again(true), rethrow: false };
      return {
        outcome: whenNotFound === 'gone' ? { name: 'gone', reason: 'deleted' } : { name: 'refused', error },
        rethrow: false,
      };
    case 'gave-up':
    case 'too-late':
    case 'bad-address':
    case 'other-key':
    case 'storage':
    case 'store-unavailable':
    case 'keychain':
    case 'update':
    case 'bad-call':
    case 'internal':
      return { outcome: again(true), rethrow: false };
    default:
      return assertNever(error);
  }
}

/** Whether an error of a read concerns the whole engine, and not this one unit. */
export function isOfEngine(error: ErrorInfo): boolean {
  switch (error.code) {
    case 'network':
    case 'timeout':
    case 'not-the-crm':
    case 'rate-limited':
    case 'auth':
    case 'cancelled':
    case 'storage':
    case 'store-unavailable':
      return true;
    case 'validation':
    case 'gave-up':
    case 'too-late':
    case 'forbidden':
    case 'not-found':
    case 'server':
    case 'unsure':
    case 'too-large':
    case 'unexpected-shape':
    case 'bad-address':
    case 'other-key':
    case 'keychain':
    case 'update':
    case 'bad-call':
    case 'internal':
      return false;
    default:
      return assertNever(error);
  }
}
