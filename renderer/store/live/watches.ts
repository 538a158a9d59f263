import { AppError } from '../../../shared/errors.ts';
import type { Log } from '../../../shared/log.ts';
import type { WatchSpec, WatchValue } from '../../../shared/store-port.ts';
import type { Scheduler } from '../ports.ts';
import { isEqual } from '../equal.ts';
import { topicsOf, type Topic } from './topics.ts';

/** A watch is told of changes at most once in so many milliseconds. */
const PUSH_EVERY_MS = 100;

/** What live queries need. */
export interface WatchPorts {
  compute(spec: WatchSpec): Promise<WatchValue>;
  /** Tells the screens of a new value. */
  push(watchId: number, value: WatchValue): void;
  readonly scheduler: Scheduler;
  readonly log: Log;
}

interface Watch {
  spec: WatchSpec;
  topics: ReadonlySet<Topic>;
  /** What the screens were last told; undefined before the first answer. */
  value: WatchValue | undefined;
  /** Whether something it rests on has changed since. */
  dirty: boolean;
  /** Counts the answers that were asked for; only the last one counts. */
  asked: number;
  /** Whether an answer to an `open` or `move` is under way: nothing is pushed before it. */
  answering: boolean;
}

/** Live queries: each is answered at once, and again after the commits that change its answer. */
export class Watches {
  private readonly ports: WatchPorts;
  private readonly watches = new Map<number, Watch>();
  private next = 1;
  private lastPush = -Infinity;
  /** Cancels the push that is due; null when none is. */
  private due: (() => void) | null = null;
  private pushing = false;

  constructor(ports: WatchPorts) {
    this.ports = ports;
  }

  async open(spec: WatchSpec): Promise<{ watchId: number; value: WatchValue }> {
    const watchId = this.next++;
    const watch: Watch = {
      spec,
      topics: topicsOf(spec),
      value: undefined,
      dirty: false,
      asked: 0,
      answering: false,
    };
    this.watches.set(watchId, watch);
    try {
      return { watchId, value: await this.answer(watch) };
    } catch (error) {
      this.watches.delete(watchId);
      throw error;
    }
  }

  /** @throws AppError `bad-call` when there is no such watch, and what the query throws */
  async move(watchId: number, spec: WatchSpec): Promise<WatchValue> {
    const watch = this.watches.get(watchId);
    if (!watch) throw new AppError({ code: 'bad-call', reason: `no such watch: ${watchId}` });
    watch.spec = spec;
    watch.topics = topicsOf(spec);
    return this.answer(watch);
  }

  close(watchId: number): void {
    this.watches.delete(watchId);
  }

  closeAll(): void {
    this.watches.clear();
    this.due?.();
    this.due = null;
  }

  /** Says what a commit has changed. */
  touched(topics: readonly Topic[]): void {
    let any = false;
    for (const watch of this.watches.values()) {
      if (watch.dirty || !topics.some((topic) => watch.topics.has(topic))) continue;
      watch.dirty = true;
      any = true;
    }
    if (any) this.schedule();
  }

  private async answer(watch: Watch): Promise<WatchValue> {
    const turn = ++watch.asked;
    watch.answering = true;
    watch.dirty = false;
    try {
      const value = await this.ports.compute(watch.spec);
      if (turn === watch.asked) watch.value = value;
      return value;
    } finally {
      if (turn === watch.asked) {
        watch.answering = false;
        if (watch.dirty) this.schedule();
      }
    }
  }

  private schedule(): void {
    if (this.due || this.pushing) return;
    const wait = Math.max(0, this.lastPush + PUSH_EVERY_MS - this.ports.scheduler.now());
    this.due = this.ports.scheduler.after(wait, () => {
      this.due = null;
      void this.pushDirty();
    });
  }

  private async pushDirty(): Promise<void> {
    this.pushing = true;
    this.lastPush = this.ports.scheduler.now();
    try {
      for (const [watchId, watch] of this.watches)
        if (watch.dirty && !watch.answering) await this.pushOne(watchId, watch);
    } finally {
      this.pushing = false;
    }
    const left = [...this.watches.values()].some((watch) => watch.dirty && !watch.answering);
    if (left) this.schedule();
  }

  private async pushOne(watchId: number, watch: Watch): Promise<void> {
    const turn = ++watch.asked;
    watch.dirty = false;
    try {
      const value = await this.ports.compute(watch.spec);
      if (turn !== watch.asked || this.watches.get(watchId) !== watch || isEqual(value, watch.value)) return;
      watch.value = value;
      this.ports.push(watchId, value);
    } catch (error) {
      // The screens keep what they have; the next commit tries again.
      this.ports.log.warn('store.watch', { type: watch.spec.type, error: String(error) });
    }
  }
}
