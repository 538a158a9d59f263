import type { Locks } from './ports.ts';

/**
 * How long to wait for a lock, in milliseconds: when a page is loaded again, its old worker may take a moment to go.
 */
const PATIENCE_MS = 1500;

/**
 * Locks of the browser, shared by all windows of an origin; a lock whose worker dies is free.
 * @param patienceMs how long to wait for a lock that another has
 */
export function webLocks(locks: LockManager, patienceMs = PATIENCE_MS): Locks {
  return {
    acquire: (name) =>
      new Promise((resolve, reject) => {
        const held = (): Promise<void> => new Promise((release) => resolve(release));
        locks.request(name, { signal: AbortSignal.timeout(patienceMs) }, held).catch((error: unknown) => {
          if (error instanceof DOMException && error.name === 'TimeoutError') resolve(null);
          else reject(error instanceof Error ? error : new Error(String(error)));
        });
      }),
  };
}
