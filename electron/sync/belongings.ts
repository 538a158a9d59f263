import { refKey, type RecordRef } from '../../shared/entities/kind.ts';
import { AppError } from '../../shared/errors.ts';
import type { FillNotes } from './bookmarks.ts';
import { createConfirmQueue, type ConfirmQueue } from './confirm-queue.ts';
import { createDetailQueue, type DetailQueue } from './detail-queue.ts';
import { partsOf, readDetail } from './pull/details.ts';
import { getOne, incomingOf, isReadable } from './pull/get-one.ts';
import type { PullJob } from './pull/job.ts';
import type { Rhythm } from './rhythm.ts';

/** A look costs so many calls at most; what is left of the record comes with what is prefetched. */
const LOOK_CALLS_MAX = 5;
/** Records that are looked at for prefetching, and how long one that was tried is left alone, whatever came of it. */
const PREFETCH_LOOKED_AT = 50;
const PREFETCH_AT_ONCE = 5;
const PREFETCH_AGAIN_MS = 6 * 60 * 60_000;
/** Records that can be asked for at once before a trip. */
const FILL_MAX = 500;

/** Reads single records and what belongs to them: what the user looks at, what he may soon need, and what a list did not have. */
export interface Belongings {
  look(ref: RecordRef, now: number): void;
  /** Reads the list of a record's files again, as something was added to it. */
  filesChanged(ref: RecordRef): void;
  /** Reads everything that belongs to these records, the first ones first: the user wants them here before the network goes. */
  fill(refs: readonly RecordRef[], now: number): void;
  /** What is left to fill, to be kept over a restart; null where nothing is. */
  filled(): FillNotes | null;
  /** Each does one step. @returns how many records changed */
  lookStep(job: PullJob): Promise<number>;
  fillStep(job: PullJob): Promise<number>;
  prefetchStep(job: PullJob, rhythm: Rhythm): Promise<number>;
  confirmStep(job: PullJob): Promise<number>;
  readonly confirms: ConfirmQueue;
  hasLooks(): boolean;
  /** How far `fill` has come, in records; null where nothing is being filled. */
  filling(): { readonly total: number; readonly left: number } | null;
  /** The record that is looked at, filled or prefetched next. */
  looked(): RecordRef | null;
  /** When there may be something to prefetch. */
  prefetchAt(): number;
}

/** @param kept what was being filled when the engine ended */
export function createBelongings(kept: FillNotes | null): Belongings {
  const readAt = new Map<string, number>();
  const looks = createDetailQueue(readAt, LOOK_CALLS_MAX);
  /** Lists of files to which something was added. */
  const files = createDetailQueue(readAt, 1);
  const prefetch = createDetailQueue(readAt, Infinity);
  const fills = createDetailQueue(readAt, Infinity, FILL_MAX);
  let fillTotal = kept?.total ?? 0;
  for (const ref of [...(kept?.refs ?? [])].reverse()) fills.add(ref, 0);
  const confirms = createConfirmQueue();
  const prefetchedAt = new Map<string, number>();
  let prefetchAt = 0;

  async function step(queue: DetailQueue, job: PullJob): Promise<number> {
    const next = queue.next();
    if (next === null) return 0;
    const done = (): void => {
      looks.done(next, job.now());
      files.done(next, job.now());
      prefetch.done(next, job.now());
      fills.done(next, job.now());
    };
    try {
      const isWhole = next.isLast && (queue === prefetch || queue === fills);
      const answer = await readDetail(next.ref, next.part, isWhole, job);
      done();
      if (answer.isGone) queue.drop(next.ref);
      else if (next.isLast && queue === looks) prefetch.add(next.ref, job.now());
      confirms.add(answer.confirm, job.now(), 'some');
      return answer.changed;
    } catch (error) {
      // A part that cannot be read does not keep the others from being read.
      if (!isPassing(error)) done();
      throw error;
    }
  }

  const filled = (): FillNotes | null => (fills.has() ? { refs: fills.refs(), total: fillTotal } : null);

  return {
    look: (ref, now) => looks.add(ref, now),
    filesChanged(ref) {
      if (partsOf(ref.kind).includes('files')) files.addAnew(ref, 'files');
    },
    fill(refs, now) {
      if (!fills.has()) fillTotal = 0;
      const before = fills.size();
      // The queue gives the last one that was added.
      for (const ref of [...refs].reverse()) fills.add(ref, now);
      fillTotal += fills.size() - before;
    },
    lookStep: (job) => step(files.has() ? files : looks, job),
    async fillStep(job) {
      const before = fills.size();
      try {
        return await step(fills, job);
      } finally {
        if (fills.size() !== before) await job.notebook.apply({}, { fill: filled() });
      }
    },
    filled,
    async prefetchStep(job, rhythm) {
      const now = job.now();
      if (!prefetch.has()) {
        const { refs } = await job.store.call('store.prefetch', {
          now,
          staleBefore: now - rhythm.detailsMs,
          limit: PREFETCH_LOOKED_AT,
        });
        const isLeft = (ref: RecordRef): boolean =>
          now - (prefetchedAt.get(refKey(ref)) ?? -Infinity) >= PREFETCH_AGAIN_MS;
        // The most needed comes first, and the queue gives the last one that was added.
        for (const ref of refs.filter(isLeft).slice(0, PREFETCH_AT_ONCE).reverse()) {
          prefetchedAt.set(refKey(ref), now);
          prefetch.add(ref, now);
        }
      }
      if (!prefetch.has()) prefetchAt = now + rhythm.prefetchMs;
      return step(prefetch, job);
    },
    async confirmStep(job) {
      const ref = confirms.next();
      if (ref === null) return 0;
      const { kind } = ref;
      try {
        const changed = isReadable(kind)
          ? await job.notebook.apply(incomingOf(ref, await getOne(kind, ref.id, job)))
          : 0;
        confirms.done(ref, job.now());
        return changed;
      } catch (error) {
        if (!isPassing(error)) confirms.done(ref, job.now());
        throw error;
      }
    },
    confirms,
    hasLooks: () => looks.has() || files.has(),
    filling: () => (fills.has() ? { total: fillTotal, left: fills.size() } : null),
    looked: () => (files.next() ?? looks.next() ?? fills.next() ?? prefetch.next())?.ref ?? null,
    prefetchAt: () => prefetchAt,
  };
}

/** Whether an error says nothing about what was asked for: it will do another time. */
function isPassing(error: unknown): boolean {
  return (
    error instanceof AppError &&
    [
      'cancelled',
      'network',
      'timeout',
      'not-the-crm',
      'rate-limited',
      'auth',
      'store-unavailable',
      'storage',
    ].includes(error.info.code)
  );
}
