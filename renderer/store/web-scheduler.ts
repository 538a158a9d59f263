import type { Scheduler } from './ports.ts';

/** The turns and timers of the thread this runs on. */
export function webScheduler(): Scheduler {
  // A message to oneself comes behind all messages that wait; a timeout would come at least four milliseconds late.
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return {
    now: () => performance.now(),
    yield: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        port2.postMessage(null);
      }),
    after(ms, call) {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
  };
}
