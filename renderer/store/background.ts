import { KINDS } from '../../shared/entities/kind.ts';
import type { MemoryIndex } from './index/memory-index.ts';
import type { Scheduler } from './ports.ts';

/** How long nothing must have changed before ranks are brought up to date, in milliseconds. */
const QUIET_MS = 500;

/** Work on the memory index that can wait: it is done between messages, never instead of them. */
export class Background {
  private readonly index: MemoryIndex;
  private readonly scheduler: Scheduler;
  private stopped = false;
  private cancel: () => void = () => undefined;

  constructor(index: MemoryIndex, scheduler: Scheduler) {
    this.index = index;
    this.scheduler = scheduler;
  }

  /** After the index was built: joins what it is made of, and ranks the values of all columns. */
  async settle(): Promise<void> {
    await this.join(true);
    await this.rank();
  }

  /** After a commit. */
  changed(): void {
    void this.join(false);
    this.cancel();
    this.cancel = this.scheduler.after(QUIET_MS, () => void this.rank());
  }

  stop(): void {
    this.stopped = true;
    this.cancel();
  }

  private async join(all: boolean): Promise<void> {
    for (const kind of KINDS) {
      const { search } = this.index.of(kind);
      for (const pause of search.maintain(all)) {
        await this.scheduler.yield();
        if (this.stopped) return pause;
      }
    }
  }

  /** So that the first sort by a column finds its ranks. */
  private async rank(): Promise<void> {
    for (const kind of KINDS) {
      for (const column of this.index.of(kind).columns) {
        if (this.stopped) return;
        if ('sorted' in column) column.sorted.current();
        await this.scheduler.yield();
      }
    }
  }
}
