import { refKey, type RecordRef } from '../../../shared/entities/kind.ts';
import { unlessAbsent } from '../absent.ts';
import type { ActivityNotes } from '../bookmarks.ts';
import type { Rhythm } from '../rhythm.ts';
import { isLastPage } from './agenda.ts';
import type { PullJob } from './job.ts';
import { missing } from './compare.ts';

/** So many pages of activities are kept, newest first. */
const PAGES_MAX = 20;

/** What comes next of the sales activities: the newest page, or the next one of a walk over all. */
export function activitiesDueAt({ checkedAt, walk }: ActivityNotes, rhythm: Rhythm, now: number): number {
  if (walk !== null || checkedAt === null || checkedAt > now) return 0;
  return checkedAt + rhythm.activitiesMs;
}

/** Begins a walk over all activities. */
export function walkActivities(notes: ActivityNotes): ActivityNotes {
  return { ...notes, walk: { page: 1, seen: [] } };
}

/**
 * Reads a page of the sales activities. They come by their start and not by when they changed, so that only a walk over all of them finds an old one that
 * changed, or one that is gone; the newest page alone is read in between, and more where none of it was known.
 * @returns what is here and was not in the list, to be asked for one by one
 */
export async function activitiesStep(
  rhythm: Rhythm,
  job: PullJob,
): Promise<{ confirm: RecordRef[]; changed: number }> {
  const notes = job.notebook.notes().activities;
  const isDue = notes.walkedAt === null || job.now() - notes.walkedAt >= rhythm.activityWalkMs;
  const walk = notes.walk ?? (isDue ? { page: 1, seen: [] } : null);
  const number = walk?.page ?? 1;
  // An account, or a user, may have no sales activities.
  const page = await unlessAbsent(job.crm.salesActivities(number, job.call()));
  const at = job.now();
  if (page === null) {
    await job.notebook.apply({}, { activities: { checkedAt: at, walk: null, walkedAt: at } });
    return { confirm: [], changed: 0 };
  }
  const batches = [{ kind: 'sales_activities' as const, records: [...page.records] }];
  if (walk === null) {
    const refs = page.records.map(({ id }) => ({ kind: 'sales_activities' as const, id }));
    const { bases } = await job.store.call('store.bases', { refs });
    // Where nothing of a page is known there is more behind it.
    const isStrange = refs.length > 0 && bases.every((base) => base === null);
    const next = { ...notes, checkedAt: at, walk: isStrange ? { page: 2, seen: [] } : null };
    return { confirm: [], changed: await job.notebook.apply({ batches }, { activities: next }) };
  }
  const seen = [...walk.seen, ...page.records.map(({ id }) => id)];
  const isLast = isLastPage(page, number, seen.length);
  const isEnd = isLast || number >= PAGES_MAX;
  const changed = await job.notebook.apply(
    { batches },
    {
      activities: isEnd
        ? { checkedAt: at, walk: null, walkedAt: at }
        : { ...notes, walk: { page: number + 1, seen } },
    },
  );
  if (!isLast) return { confirm: [], changed };
  const { ids } = await job.store.call('store.ids', { kind: 'sales_activities', after: null, upTo: null });
  const gone = missing(ids, seen).map((id): RecordRef => ({ kind: 'sales_activities', id }));
  return { confirm: [...new Map(gone.map((ref) => [refKey(ref), ref])).values()], changed };
}
