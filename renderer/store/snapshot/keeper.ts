import { RECORD_KINDS, type RecordKind } from '../../../shared/entities/kind.ts';
import { storageError } from '../disk/storage-error.ts';
import type { Scheduler } from '../ports.ts';
import type { Session } from '../session.ts';
import { chunksOfEdits } from './chunks-of-edits.ts';
import { saveSnapshot } from './save-snapshot.ts';
import { piecesOf } from './snapshot.ts';

/** Smaller kinds are read as fast without. */
const ROWS_MIN = 2_000;
/** A snapshot is made anew when it does not speak of so many chunks, and of so great a part of them: it is as large as the index itself. */
const STALE_MIN = 8;
const STALE_PART = 0.1;

/** Keeps the snapshots as new as is worth their writing. */
export class SnapshotKeeper {
  private readonly session: Session;
  private readonly build: string;
  private readonly scheduler: Scheduler;
  private readonly isStopped: () => boolean;
  private isBusy = false;
  /** The disk has refused: what room there is, is for what the rep writes. Until the next start nothing more is tried. */
  private isGivenUp = false;
  private isSwept = false;

  /** @param build of this app */
  constructor(session: Session, build: string, scheduler: Scheduler, isStopped: () => boolean) {
    this.session = session;
    this.build = build;
    this.scheduler = scheduler;
    this.isStopped = isStopped;
  }

  /**
   * Saves what is worth it. A change of the index while one is written ends that one; it is for the caller to come back when it is quiet.
   * @throws AppError `storage` where the disk refuses
   */
  async keep(): Promise<void> {
    if (this.isBusy || this.isGivenUp) return;
    this.isBusy = true;
    try {
      if (!this.isSwept) await this.sweep();
      for (const kind of RECORD_KINDS) {
        if (this.isStopped()) return;
        if (this.isStale(kind)) await this.save(kind);
      }
    } catch (error) {
      this.isGivenUp = true;
      // Or the account was closed in the middle of it.
      if (!this.isStopped()) throw storageError(error);
    } finally {
      this.isBusy = false;
    }
  }

  private async save(kind: RecordKind): Promise<void> {
    for (const pause of this.session.index.of(kind).search.maintain(true)) {
      await this.scheduler.yield();
      if (this.isStopped()) return pause;
    }
    await saveSnapshot(this.session, kind, this.build, this.isStopped);
  }

  private isStale(kind: RecordKind): boolean {
    const { index, snapshots, stamps } = this.session;
    if (index.of(kind).size < ROWS_MIN) return false;
    const known = snapshots.get(kind)?.stamps;
    const chunks = index.of(kind).chunkNumbers();
    // Of these the next one would not speak either.
    const edited = chunksOfEdits(this.session, kind);
    const stale = chunks.filter((n) => known?.get(n) !== stamps.get(n) && !edited.has(n)).length;
    return stale >= Math.max(STALE_MIN, chunks.length * STALE_PART);
  }

  /** Takes away what was written of snapshots that never came to their end: the app was ended meanwhile. */
  private async sweep(): Promise<void> {
    const { database, snapshots } = this.session;
    const table = database.relaxed.snapshots;
    for (const kind of RECORD_KINDS) {
      const mine = `${piecesOf(kind)}${snapshots.get(kind)?.id ?? ''}:`;
      const keys = await table.where('key').startsWith(piecesOf(kind)).primaryKeys();
      await table.bulkDelete(keys.filter((key) => !key.startsWith(mine)));
    }
    this.isSwept = true;
  }
}
