import type { Kind } from '../../../shared/entities/kind.ts';
import { AppError } from '../../../shared/errors.ts';
import { PAGE_SIZE } from '../../../shared/limits.ts';
import type { MirrorCursor } from '../../../shared/store-port.ts';
import { parseInstant } from '../../../shared/time.ts';
import { withMark } from '../bookmarks.ts';
import type { ScrollPage } from '../ports.ts';
import { journalEntry, withDrift, type PullJob } from './job.ts';

/** The cursor of a walk that has not begun. */
export function firstCursor(viewIds: readonly number[], total: number | null, now: number): MirrorCursor {
  return {
    viewIds: [...viewIds],
    view: 0,
    lastFetchedId: null,
    fetched: 0,
    total,
    startedAt: now,
    finishedAt: viewIds.length === 0 ? now : null,
  };
}

/**
 * The cursor after a page.
 *
 * A page says whether there is a next one; where it does not, a full page means yes. The next page starts after the highest id seen, and must start
 * higher than this one did: a server that stands still would be walked for ever otherwise.
 * @throws AppError `unexpected-shape` when the ids do not go up
 */
export function nextCursor(cursor: MirrorCursor, page: ScrollPage, limit: number, now: number): MirrorCursor {
  const highest = page.records.reduce(
    (id, record) => Math.max(id, record.id),
    page.lastFetchedId ?? -Infinity,
  );
  const more = page.hasNextPage ?? page.records.length >= limit;
  const fetched = cursor.fetched + page.records.length;
  if (more) {
    if (!Number.isFinite(highest) || (cursor.lastFetchedId !== null && highest <= cursor.lastFetchedId)) {
      throw new AppError({ code: 'unexpected-shape', path: 'meta.last_fetched_id' });
    }
    return { ...cursor, lastFetchedId: highest, fetched };
  }
  const view = cursor.view + 1;
  const finished = view >= cursor.viewIds.length;
  return {
    ...cursor,
    view: finished ? cursor.view : view,
    lastFetchedId: finished && Number.isFinite(highest) ? highest : null,
    fetched,
    finishedAt: finished ? now : null,
  };
}

/** The view that a cursor stands in. @throws AppError `internal` for a cursor at its end */
export function viewOf(cursor: MirrorCursor): number {
  const viewId = cursor.viewIds[cursor.view];
  if (viewId === undefined) throw new AppError({ code: 'internal', reason: 'cursor without a view' });
  return viewId;
}

/**
 * Begins the mirror of a kind: the records that changed last are what a rep most likely needs, and the newest of them marks from where on changes
 * have to be asked for, by the server's own clock. One call a view. A view that fits on this page needs no walk.
 * @returns the cursor of the walk that is to follow
 */
export async function beginMirror(
  kind: Kind,
  viewIds: readonly number[],
  job: PullJob,
): Promise<MirrorCursor> {
  let notes = job.notebook.notes().kinds[kind];
  let total: number | null = 0;
  let isWhole = true;
  for (const viewId of viewIds) {
    const page = await job.crm.view(
      kind,
      viewId,
      { page: 1, perPage: PAGE_SIZE, sort: 'updated_at' },
      job.call(),
    );
    total = total === null || page.total === null ? null : total + page.total;
    // Rows of some views are partial (reference: List All Contacts), and are then not the records themselves.
    isWhole &&= page.total === page.records.length && !page.records.some((row) => row['partial'] === true);
    const newest = newestOf(page.records);
    notes = withMark(notes, viewId, newest === null ? null : Math.min(newest, job.serverNow()));
    const drift = withDrift(notes, kind, page.drifted, job.now());
    notes = drift.notes;
    await job.notebook.apply(
      { batches: [{ kind, records: [...page.records] }], journal: drift.journal },
      { kinds: { [kind]: notes } },
    );
  }
  const cursor = firstCursor(viewIds, total, job.now());
  const ended = isWhole && total !== null ? { ...cursor, fetched: total, finishedAt: job.now() } : cursor;
  await job.store.call('store.applyPage', { kind, records: [], cursor: ended });
  return ended;
}

/** The newest `updated_at` of some records, epoch milliseconds of the server's clock; null where none says. */
export function newestOf(records: readonly Readonly<Record<string, unknown>>[]): number | null {
  let newest: number | null = null;
  for (const record of records) {
    const at = parseInstant(record['updated_at']);
    if (at !== null && (newest === null || at > newest)) newest = at;
  }
  return newest;
}

/**
 * Reads the next page of a kind's mirror and stores it with the cursor after it, in one transaction. May be interrupted at any point: a page that was
 * received and not stored is asked for again, and none twice.
 */
export async function mirrorPage(kind: Kind, cursor: MirrorCursor, job: PullJob): Promise<MirrorCursor> {
  const page = await job.crm.scroll(
    kind,
    viewOf(cursor),
    { limit: PAGE_SIZE, lastFetchedId: cursor.lastFetchedId },
    job.call(),
  );
  const next = nextCursor(cursor, page, PAGE_SIZE, job.now());
  await job.store.call('store.applyPage', { kind, records: [...page.records], cursor: next });
  const notes = job.notebook.notes().kinds[kind];
  const drift = withDrift(notes, kind, page.drifted, job.now());
  const journal = [...drift.journal];
  if (next.finishedAt !== null)
    journal.push(journalEntry(job.now(), 'mirrored', { kind, count: next.fetched }));
  if (journal.length > 0) {
    await job.notebook.apply(
      { journal },
      { kinds: { [kind]: { ...drift.notes, checkedAt: notes.checkedAt } } },
    );
  }
  return next;
}
