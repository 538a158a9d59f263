import { createSubscriber } from 'svelte/reactivity';

const TICK_MS = 20_000;

/** The time of day for screens that say "2 hours ago": reading `now` in a component draws it again every 20 seconds. */
export class Clock {
  #read: () => number;
  #subscribe: () => void;

  /** @param read milliseconds since 1970 UTC */
  constructor(read: () => number) {
    this.#read = read;
    this.#subscribe = createSubscriber((update) => {
      const timer = setInterval(update, TICK_MS);
      return () => clearInterval(timer);
    });
  }

  get now(): number {
    this.#subscribe();
    return this.#read();
  }
}
