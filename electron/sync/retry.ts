import { assertNever, type ErrorInfo } from '../../shared/errors.ts';

/** What the engine does about an error. */
export type Reaction =
  /** Wait for the network, with back-off. */
  | { readonly do: 'offline' }
  /** Wait as long as the CRM said. */
  | { readonly do: 'wait'; readonly ms: number }
  /** Nothing helps until there is a new key. */
  | { readonly do: 'needs-key' }
  /** Try again with back-off, and show what happened. */
  | { readonly do: 'retry' }
  /** The run was ended on purpose, or the store went away: start again when the store is back. */
  | { readonly do: 'stop' };

/** One table from what went wrong in a run to what is done about it. */
export function reactionTo(error: ErrorInfo): Reaction {
  switch (error.code) {
    case 'network':
    case 'timeout':
    case 'not-the-crm':
      return { do: 'offline' };
    case 'rate-limited':
      return { do: 'wait', ms: error.waitMs };
    case 'auth':
      return { do: 'needs-key' };
    case 'cancelled':
    case 'store-unavailable':
      return { do: 'stop' };
    case 'server':
    case 'validation':
    case 'forbidden':
    case 'not-found':
    case 'unsure':
    case 'too-large':
    case 'unexpected-shape':
    case 'bad-address':
    case 'other-key':
    case 'storage':
    case 'keychain':
    case 'update':
    case 'bad-call':
    case 'internal':
    case 'gave-up':
    case 'too-late':
      return { do: 'retry' };
    default:
      return assertNever(error);
  }
}
