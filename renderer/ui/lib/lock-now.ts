import type { App } from './app-context.ts';

/** Locks; where no lock is set yet, goes where one is set. The sample has nothing to lock. */
export function lockNow({ session, router, edits }: Pick<App, 'session' | 'router' | 'edits'>): void {
  if (session.vault?.keyIn === 'sample') return;
  if (session.vault?.lock == null) router.go({ name: 'settings' });
  else session.lock().catch((error: unknown) => edits.fail(error));
}
