import { powerMonitor } from 'electron';
import type { IdleEvent, IdlePort } from '../host.ts';

const EVENTS: readonly IdleEvent[] = ['suspend', 'resume', 'lock-screen', 'unlock-screen'];

/** What the system tells of who sits at the machine. Only after the app is ready. */
export function systemIdle(): IdlePort {
  const listeners = new Set<(event: IdleEvent) => void>();
  for (const event of EVENTS) {
    // Each event has its own type in Electron, and all are listened to alike.
    powerMonitor.on(event as 'suspend', () => {
      for (const listener of listeners) listener(event);
    });
  }
  return {
    seconds: () => powerMonitor.getSystemIdleTime(),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
