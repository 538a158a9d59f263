import type { Clock } from '../../shared/time.ts';

/** So long may edits wait, with a connection, without anything moving. */
export const STALL_MS = 60_000;

/** Watches that what may be sent is sent. */
export interface Watchdog {
  /** There may be something to watch now. */
  arm(): void;
  stop(): Promise<void>;
}

export interface WatchdogPorts {
  readonly clock: Clock;
  /** Since when something could have been sent and nothing moved; null where nothing waits or nothing can be done about it. May lie ahead. */
  waitingSince(): number | null;
  /** It has been so for a minute; told again each further minute. */
  onStall(since: number): void;
}

/** A watchdog that sleeps wherever there is nothing to watch. */
export function createWatchdog({ clock, waitingSince, onStall }: WatchdogPorts): Watchdog {
  const stopping = new AbortController();
  let watching: Promise<void> | null = null;

  async function watch(): Promise<void> {
    let toldAt = -Infinity;
    while (!stopping.signal.aborted) {
      const since = waitingSince();
      if (since === null) return;
      const at = Math.max(since, toldAt) + STALL_MS;
      if (at <= clock.now()) {
        toldAt = clock.now();
        onStall(since);
      } else {
        // Being stopped ends the sleep; the loop sees it.
        await clock.sleep(at - clock.now(), stopping.signal).catch((error: unknown) => {
          if (!stopping.signal.aborted) throw error;
        });
      }
    }
  }

  return {
    arm() {
      watching ??= watch().finally(() => {
        watching = null;
      });
    },
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}
