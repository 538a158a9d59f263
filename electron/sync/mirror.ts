import { ENTITY_KINDS } from '../../shared/entities/kinds.ts';
import type { Kind } from '../../shared/entities/kind.ts';
import { AppError } from '../../shared/errors.ts';
import { PAGE_SIZE } from '../../shared/limits.ts';
import type { MirrorCursor, MirrorPage } from '../../shared/store-port.ts';
import type { CrmForSync, ScrollPage } from './ports.ts';

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

/** What a walk needs of the world. */
export interface MirrorPorts {
  readonly crm: CrmForSync;
  /** Stores a page and its cursor in one transaction. */
  applyPage(page: MirrorPage): Promise<unknown>;
  now(): number;
  /** Told after each page is stored. */
  onPage(cursor: MirrorCursor, drifted: number): void;
}

/**
 * Walks all records of a kind from where `cursor` stands to the end, page by page, each stored with the cursor after it. May be interrupted at any
 * point, and started again from the stored cursor: a page that was received and not stored is asked for again, and none twice.
 * @returns the cursor at the end
 * @throws AppError what the CRM or the store answered; `cancelled` when `signal` is aborted
 */
export async function mirrorKind(
  kind: Kind,
  from: MirrorCursor,
  ports: MirrorPorts,
  signal: AbortSignal,
): Promise<MirrorCursor> {
  const include = ENTITY_KINDS[kind].include;
  let cursor = from;
  while (cursor.finishedAt === null) {
    if (signal.aborted) throw new AppError({ code: 'cancelled' });
    const viewId = cursor.viewIds[cursor.view];
    if (viewId === undefined) throw new AppError({ code: 'internal', reason: 'cursor without a view' });
    const page = await ports.crm.scroll(
      kind,
      viewId,
      { limit: PAGE_SIZE, lastFetchedId: cursor.lastFetchedId, include },
      signal,
    );
    cursor = nextCursor(cursor, page, PAGE_SIZE, ports.now());
    await ports.applyPage({ kind, records: [...page.records], cursor });
    ports.onPage(cursor, page.drifted);
  }
  return cursor;
}
