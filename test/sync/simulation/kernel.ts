import type { Clock } from '../../../shared/time.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

/** The real turn of the event loop, whatever stands in its place while a kernel runs. */
const turn = globalThis.setImmediate;

/**
 * Time and turns of one simulated world. Time stands still until it is told to go on; between two moments everything that can happen without time
 * passing happens. The fake IndexedDB takes its turns from `setImmediate`: while a kernel is installed they are counted, so that it is known when nothing moves
 * any more, and so that a process can be killed between any two of them.
 */
export class Kernel {
  #now: number;
  #order = 0;
  #timers: Timer[] = [];
  #pending = 0;
  #steps = 0;
  /** Called before each turn, with its number. */
  onStep: (step: number) => void = () => undefined;

  constructor(start: number) {
    this.#now = start;
  }

  /** True time, epoch milliseconds: the server's clock. */
  now(): number {
    return this.#now;
  }

  /** Turns taken since the start. */
  get steps(): number {
    return this.#steps;
  }

  /** Takes the turns of this process; give it back with `uninstall`. */
  install(): void {
    const counted = (call: (...given: unknown[]) => void, ...given: unknown[]): NodeJS.Immediate => {
      this.#pending += 1;
      return turn(() => {
        this.#pending -= 1;
        this.#steps += 1;
        this.onStep(this.#steps);
        call(...given);
      });
    };
    // Nobody here asks for the promisified form.
    globalThis.setImmediate = counted as typeof globalThis.setImmediate;
  }

  uninstall(): void {
    globalThis.setImmediate = turn;
  }

  /** Lets everything happen that needs no time. */
  async quiet(): Promise<void> {
    do await new Promise((resolve) => turn(resolve));
    while (this.#pending > 0);
  }

  /** Calls once, `ms` from now; gives back what cancels it. */
  after(ms: number, wake: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, ms), order: this.#order++, wake };
    let place = this.#timers.length;
    while (place > 0 && this.#timers[place - 1]!.at > timer.at) place -= 1;
    this.#timers.splice(place, 0, timer);
    return () => {
      const at = this.#timers.indexOf(timer);
      if (at >= 0) this.#timers.splice(at, 1);
    };
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const cancel = this.after(ms, () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      });
      const abort = (): void => {
        cancel();
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  /** Moves time on, waking one sleeper after the other. */
  async advance(ms: number): Promise<void> {
    await this.advanceUntil(() => false, ms);
  }

  /** The same until something holds. @returns whether it does */
  async advanceUntil(holds: () => boolean, ms: number): Promise<boolean> {
    const end = this.#now + ms;
    await this.quiet();
    while (!holds()) {
      const next = this.#timers[0];
      if (next === undefined || next.at > end) {
        this.#now = end;
        return holds();
      }
      this.#timers.shift();
      this.#now = Math.max(this.#now, next.at);
      next.wake();
      await this.quiet();
    }
    return true;
  }

  /** A clock that is off by `skew` milliseconds; sleeping takes as long as it takes. */
  clock(skew: () => number): Clock {
    return {
      now: () => this.#now + skew(),
      uptime: () => this.#now,
      sleep: (ms, signal) => this.sleep(ms, signal),
    };
  }
}
