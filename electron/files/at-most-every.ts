import type { Clock } from '../../shared/time.ts';

/** Calls `call` at once, and not again within `ms`: what comes meanwhile is one call at the end of it. The signal ends it. */
export function atMostEvery(clock: Clock, ms: number, signal: AbortSignal, call: () => void): () => void {
  let last = -Infinity;
  let isComing = false;

  function now(): void {
    isComing = false;
    last = clock.uptime();
    call();
  }

  return () => {
    if (isComing || signal.aborted) return;
    const wait = last + ms - clock.uptime();
    if (wait <= 0) {
      now();
      return;
    }
    isComing = true;
    clock.sleep(wait, signal).then(now, () => undefined);
  };
}
