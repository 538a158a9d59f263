import type { Kind } from '../../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../../shared/entities/record.ts';
import { PAGE_SIZE } from '../../../shared/limits.ts';
import { parseInstant } from '../../../shared/time.ts';
import { markOf, withMark } from '../bookmarks.ts';
import type { Page } from '../ports.ts';
import { journalEntry, withDrift, type PullJob } from './job.ts';
import { newestOf } from './mirror.ts';

/**
 * How far behind its mark a check for changes reads. Instants have whole seconds, and a server may make a change visible somewhat after the instant it gives it.
 */
export const OVERLAP_MS = 2 * 60_000;

/** A walk that began anew so often goes on all the same: a sweep finds what it skipped. */
const RESTARTS_MAX = 3;

/** A check for changes under way: views one after the other, each newest first until it meets what is known. */
export interface ChangeWalk {
  readonly viewIds: readonly number[];
  readonly view: number;
  /** The next page, from 1. */
  readonly page: number;
  /** The newest `updated_at` on the first page of this view. */
  readonly newest: number | null;
  /** What the server said the view holds, on the page before. */
  readonly total: number | null;
  readonly restarts: number;
  /** Records that came new or changed so far. */
  readonly changed: number;
}

export function firstWalk(viewIds: readonly number[]): ChangeWalk {
  return { viewIds, view: 0, page: 1, newest: null, total: null, restarts: 0, changed: 0 };
}

/** What follows from a page: the next step of the walk, and whether the view has been read down to its mark. */
export interface AfterPage {
  readonly walk: ChangeWalk;
  /** How far the mark of the view may move now; null while it is not read to its end, or where there is nothing to go by. */
  readonly mark: number | null;
  readonly isEnd: boolean;
}

/**
 * Decides how a walk goes on after a page. Newest first, a change during the walk pushes rows down, so that some are read twice and none is skipped; a row that
 * leaves the view pulls them up, which shows by a smaller total and starts the view again. What changes during the walk is newer than the first page was,
 * so it is found by the next check.
 * @param mark up to which all changes of this view are here, by the server's clock
 */
export function afterPage(walk: ChangeWalk, page: Page, mark: number | null): AfterPage {
  const shrank = walk.page > 1 && page.total !== null && walk.total !== null && page.total < walk.total;
  if (shrank && walk.restarts < RESTARTS_MAX) {
    return {
      walk: { ...walk, page: 1, newest: null, total: null, restarts: walk.restarts + 1 },
      mark: null,
      isEnd: false,
    };
  }
  const newest = walk.page === 1 ? newestOf(page.records) : walk.newest;
  const known = mark === null ? -Infinity : mark - OVERLAP_MS;
  const reached = page.records.some((record) => (parseInstant(record['updated_at']) ?? Infinity) < known);
  const last = page.totalPages === null ? page.records.length < PAGE_SIZE : walk.page >= page.totalPages;
  if (reached || last || page.records.length === 0) {
    return {
      walk: { ...walk, view: walk.view + 1, page: 1, newest: null, total: null, restarts: 0 },
      mark: newest,
      isEnd: walk.view + 1 >= walk.viewIds.length,
    };
  }
  return { walk: { ...walk, page: walk.page + 1, newest, total: page.total }, mark: null, isEnd: false };
}

async function readPage(kind: Kind, walk: ChangeWalk, job: PullJob): Promise<{ page: Page; viewId: number }> {
  const viewId = walk.viewIds[walk.view] ?? 0;
  const page = await job.crm.view(
    kind,
    viewId,
    { page: walk.page, perPage: PAGE_SIZE, sort: 'updated_at' },
    job.call(),
  );
  return { page, viewId };
}

/**
 * Reads the next page of a check for changes. The mark of a view moves in the transaction of the last page's records: a walk that is interrupted begins again.
 * @returns the walk, or null at its end; and the records of the page
 */
export async function changesStep(
  kind: Kind,
  walk: ChangeWalk,
  job: PullJob,
): Promise<{ walk: ChangeWalk | null; records: readonly IdentifiedRecord[]; changed: number }> {
  const { page, viewId } = await readPage(kind, walk, job);
  const notes = job.notebook.notes().kinds[kind];
  const after = afterPage(walk, page, markOf(notes, viewId));
  const drift = withDrift(notes, kind, page.drifted, job.now());
  const mark = after.mark === null ? null : Math.min(after.mark, job.serverNow());
  const moved = withMark(drift.notes, viewId, mark);
  const changed = await job.notebook.apply(
    { batches: [{ kind, records: [...page.records] }], journal: drift.journal },
    { kinds: { [kind]: after.isEnd ? { ...moved, checkedAt: job.now() } : moved } },
  );
  const total = walk.changed + changed;
  if (after.isEnd && total > 0) {
    await job.store.call('journal.add', {
      entries: [journalEntry(job.now(), 'pulled', { kind, count: total })],
    });
  }
  return {
    walk: after.isEnd ? null : { ...after.walk, changed: total },
    records: page.records,
    changed,
  };
}

/**
 * Reads the next page of the recycle bin, newest first, down to where it was read before: its records are gone (quirks §5). Of a bin that was never read, what
 * changed since the mirror began counts.
 */
export async function binStep(
  kind: Kind,
  walk: ChangeWalk,
  job: PullJob,
): Promise<{ walk: ChangeWalk | null; changed: number }> {
  const { page, viewId } = await readPage(kind, walk, job);
  const notes = job.notebook.notes().kinds[kind];
  const begun = notes.marks.filter((mark) => mark.viewId !== viewId).map((mark) => mark.at);
  const known = markOf(notes, viewId) ?? (begun.length > 0 ? Math.min(...begun) : null);
  const after = afterPage(walk, page, known);
  const mark = after.mark === null ? null : Math.min(after.mark, job.serverNow());
  const moved = withMark(notes, viewId, mark);
  const gone = page.records.filter((record) => record['is_deleted'] !== false);
  const changed = await job.notebook.apply(
    { removed: gone.map(({ id }) => ({ kind, id, reason: 'deleted' as const })) },
    { kinds: { [kind]: after.isEnd ? { ...moved, binCheckedAt: job.now() } : moved } },
  );
  const total = walk.changed + changed;
  if (after.isEnd && total > 0) {
    await job.store.call('journal.add', {
      entries: [journalEntry(job.now(), 'removed', { kind, count: total })],
    });
  }
  return { walk: after.isEnd ? null : { ...after.walk, changed: total }, changed };
}
