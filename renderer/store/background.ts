import { RECORD_KINDS } from '../../shared/entities/kind.ts';
import type { MemoryIndex } from './index/memory-index.ts';
import type { Scheduler } from './ports.ts';
import type { Session } from './session.ts';
import { SnapshotKeeper } from './snapshot/keeper.ts';

/** How long nothing must have changed before ranks are brought up to date, in milliseconds. */
const QUIET_MS = 500;

/** How long nothing must have changed before snapshots are looked after: that is some work for the disk. */
const STILL_MS = 10_000;

/** A search index in more parts than this is joined when it is quiet. */
const PARTS_MAX = 4;

/** Work on the memory index that can wait: it is done between messages, never instead of them. */
export class Background {
  private readonly index: MemoryIndex;
  private readonly scheduler: Scheduler;
  private readonly onFailure: (error: unknown) => void;
  private readonly snapshots: SnapshotKeeper | null;
  private stopped = false;
  private cancel: () => void = () => undefined;
  private cancelStill: () => void = () => undefined;

  /** @param build of this app; null for no snapshots */
  constructor(
    session: Session,
    build: string | null,
    scheduler: Scheduler,
    onFailure: (error: unknown) => void,
  ) {
    this.index = session.index;
    this.scheduler = scheduler;
    this.onFailure = onFailure;
    this.snapshots =
      build === null ? null : new SnapshotKeeper(session, build, scheduler, () => this.stopped);
  }

  /** After the index was built: joins what it is made of, and ranks the values of all columns. */
  opened(): void {
    this.start(
      () => this.join(true),
      () => this.rank(),
    );
    this.keepSnapshots();
  }

  /** After a commit. */
  changed(): void {
    this.start(() => this.join(false));
    this.cancel();
    this.cancel = this.scheduler.after(QUIET_MS, () =>
      this.start(
        () => this.join(true, PARTS_MAX),
        () => this.rank(),
      ),
    );
    this.keepSnapshots();
  }

  private keepSnapshots(): void {
    const { snapshots } = this;
    if (!snapshots) return;
    this.cancelStill();
    this.cancelStill = this.scheduler.after(STILL_MS, () => this.start(() => snapshots.keep()));
  }

  stop(): void {
    this.stopped = true;
    this.cancel();
    this.cancelStill();
  }

  private start(...steps: (() => Promise<void>)[]): void {
    const run = async (): Promise<void> => {
      for (const step of steps) await step();
    };
    run().catch(this.onFailure);
  }

  /** Does what the search indexes have put off; with `all`, joins those in more than `parts` parts wholly. */
  private async join(all: boolean, parts = 1): Promise<void> {
    for (const kind of RECORD_KINDS) {
      const { search } = this.index.of(kind);
      for (const pause of search.maintain(all && search.parts > parts)) {
        await this.scheduler.yield();
        if (this.stopped) return pause;
      }
    }
  }

  /** So that the first sort by a column finds its ranks. */
  private async rank(): Promise<void> {
    for (const kind of RECORD_KINDS) {
      const { columns, ownData } = this.index.of(kind);
      for (const column of [...columns, ...ownData]) {
        if (this.stopped) return;
        if ('sorted' in column) column.sorted.current();
        await this.scheduler.yield();
      }
    }
  }
}
