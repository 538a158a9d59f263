import { backoff } from '../../shared/backoff.ts';
import { errorInfoOf, type ErrorInfo } from '../../shared/errors.ts';
import type { Clock } from '../../shared/time.ts';
import { isPassing, type Failures } from './failures.ts';
import type { WantedFile } from './wanted.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A disk that is full is as a rule full for a while. */
const DISK_MS = 10 * MINUTE_MS;

export interface KeepingPorts {
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly chance: () => number;
  readonly failures: Failures;
  /** What is to be fetched, in this order; nothing while nothing may be. Asked before each, and whenever something has changed. */
  waiting(): readonly WantedFile[];
  fetch(file: WantedFile, signal: AbortSignal): Promise<void>;
}

/** Fetches the files of pinned records one after the other. */
export interface Keeping {
  /** Something is different: begins, or gives up what is not waiting any more. */
  look(): void;
  /** The same, and waits that were for want of a network are over. */
  networkChanged(): void;
  /** Resolves when nothing is being fetched for the moment. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export function createKeeping({ clock, chance, failures, waiting, fetch }: KeepingPorts): Keeping {
  let isStopped = false;
  let isWoken = false;
  let sleeping = new AbortController();
  let current: { readonly id: number; readonly giveUp: AbortController; done: Promise<void> } | null = null;
  /** Before this nothing is tried: something is wrong that is not about one file. */
  let pause: { readonly until: number; readonly isForNetwork: boolean } = { until: 0, isForNetwork: false };
  let inRow = 0;

  function failed(file: WantedFile, error: ErrorInfo): void {
    const pauseFor = (ms: number): void => {
      pause = { until: clock.now() + ms, isForNetwork: isPassing(error) };
    };
    const { code } = error;
    if (code === 'cancelled') return;
    if (code === 'rate-limited') return pauseFor(Math.max(1, error.waitMs));
    if (code === 'auth') return pauseFor(HOUR_MS);
    if (code === 'storage') return pauseFor(DISK_MS);
    if (code === 'not-the-crm' || isPassing(error)) pauseFor(backoff(++inRow, chance()));
    // It has its own wait, beyond that of all: the next in turn is another.
    failures.note(file.id, error);
  }

  /** @returns until when there is nothing to do */
  async function step(): Promise<number> {
    const now = clock.now();
    if (pause.until > now) return pause.until;
    const files = waiting();
    const next = files.find(({ id }) => failures.dueAt(id) <= now);
    if (next === undefined) return Math.min(now + HOUR_MS, ...files.map(({ id }) => failures.dueAt(id)));
    const giveUp = new AbortController();
    const done = fetch(next, giveUp.signal).then(
      () => {
        inRow = 0;
        failures.forget(next.id);
      },
      (caught: unknown) => failed(next, errorInfoOf(caught)),
    );
    current = { id: next.id, giveUp, done };
    await done;
    current = null;
    return now;
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      isWoken = false;
      const until = await step();
      if (isWoken || isStopped) continue;
      sleeping = new AbortController();
      await clock.sleep(Math.max(1, until - clock.now()), sleeping.signal).catch(() => undefined);
    }
  }

  function look(): void {
    const { id, giveUp } = current ?? {};
    if (!waiting().some((file) => file.id === id)) giveUp?.abort();
    isWoken = true;
    sleeping.abort();
  }

  const running = run();

  return {
    look,
    networkChanged() {
      if (pause.isForNetwork) pause = { until: 0, isForNetwork: false };
      failures.otherWay();
      look();
    },
    settled: async () => current?.done,
    async close() {
      isStopped = true;
      current?.giveUp.abort();
      sleeping.abort();
      await running;
    },
  };
}
