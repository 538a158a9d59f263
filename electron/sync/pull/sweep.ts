import type { Kind } from '../../../shared/entities/kind.ts';
import { PAGE_SIZE } from '../../../shared/limits.ts';
import type { KindNotes, Sweep } from '../bookmarks.ts';
import type { ScrollPage } from '../ports.ts';
import {
  HELD_CONFIRM_MAX,
  HELD_SAMPLE,
  isMassDeletion,
  MASS_MIN,
  missing,
  PAGE_CONFIRM_MAX,
} from './compare.ts';
import { getOne, incomingOf } from './get-one.ts';
import { journalEntry, withDrift, type PullJob } from './job.ts';
import { firstCursor, nextCursor, viewOf } from './mirror.ts';

/** A sweep that has not begun. Ids are compared page by page where one view holds the whole kind, else at the end. */
export function firstSweep(viewIds: readonly number[], hurried: boolean, now: number): Sweep {
  return {
    cursor: firstCursor(viewIds, null, now),
    hurried,
    seen: viewIds.length === 1 ? null : [],
    confirm: [],
    held: [],
    gone: 0,
  };
}

/**
 * Does the next piece of a sweep: asks for one missing record, or reads a page, or judges what is missing at the end. What it has done is in the store in the
 * same transaction, so it may be interrupted anywhere and goes on from there.
 * @returns how many records changed, and those that were read
 */
export async function sweepStep(
  kind: Kind,
  sweep: Sweep,
  job: PullJob,
): Promise<{ changed: number; records: ScrollPage['records'] }> {
  const [id] = sweep.confirm;
  if (id !== undefined) return { changed: await confirmOne(kind, sweep, id, job), records: [] };
  if (sweep.cursor.finishedAt === null) return readPage(kind, sweep, job);
  return { changed: await judge(kind, sweep, job), records: [] };
}

function notesOf(kind: Kind, job: PullJob): KindNotes {
  return job.notebook.notes().kinds[kind];
}

async function confirmOne(kind: Kind, sweep: Sweep, id: number, job: PullJob): Promise<number> {
  const answer = await getOne(kind, id, job);
  const next: Sweep = {
    ...sweep,
    confirm: sweep.confirm.slice(1),
    gone: sweep.gone + (answer.found ? 0 : 1),
  };
  return job.notebook.apply(incomingOf({ kind, id }, answer), {
    kinds: { [kind]: { ...notesOf(kind, job), sweep: next } },
  });
}

async function readPage(
  kind: Kind,
  sweep: Sweep,
  job: PullJob,
): Promise<{ changed: number; records: ScrollPage['records'] }> {
  const { cursor } = sweep;
  const ask = () =>
    job.crm.scroll(
      kind,
      viewOf(cursor),
      { limit: PAGE_SIZE, lastFetchedId: cursor.lastFetchedId },
      job.call(),
    );
  const page = await ask();
  const after = nextCursor(cursor, page, PAGE_SIZE, job.now());
  let found: number[] = [];
  if (sweep.seen === null) {
    const { ids: here } = await job.store.call('store.ids', {
      kind,
      after: cursor.lastFetchedId,
      upTo: after.finishedAt === null ? after.lastFetchedId : null,
    });
    found = missing(here, idsOf(page));
    // An empty or short answer is never read as "all deleted": what is missing from it must be missing from a second one as well.
    if (found.length > PAGE_CONFIRM_MAX) found = missing(found, idsOf(await ask()));
  } else if (after.finishedAt !== null) {
    const { ids: here } = await job.store.call('store.ids', { kind, after: null, upTo: null });
    found = missing(here, [...sweep.seen, ...idsOf(page)]);
  }
  const drift = withDrift(notesOf(kind, job), kind, page.drifted, job.now());
  const next = withFound({ ...sweep, cursor: after, seen: seenAfter(sweep, page) }, found);
  const changed = await job.notebook.apply(
    { batches: [{ kind, records: [...page.records] }], journal: drift.journal },
    { kinds: { [kind]: { ...drift.notes, sweep: next } } },
  );
  return { changed, records: page.records };
}

const idsOf = (page: ScrollPage): number[] => page.records.map(({ id }) => id);

function seenAfter({ seen }: Sweep, page: ScrollPage): number[] | null {
  return seen === null ? null : [...seen, ...idsOf(page)];
}

/** A few are asked for at once, as long as all of them together are no mass deletion; others wait for the end. */
function withFound(sweep: Sweep, found: readonly number[]): Sweep {
  const all = sweep.gone + sweep.held.length + found.length;
  return found.length <= PAGE_CONFIRM_MAX && all <= MASS_MIN
    ? { ...sweep, confirm: [...sweep.confirm, ...found] }
    : { ...sweep, held: [...sweep.held, ...found] };
}

async function judge(kind: Kind, sweep: Sweep, job: PullJob): Promise<number> {
  const notes = notesOf(kind, job);
  const { held } = sweep;
  if (held.length === 0) return finish(kind, sweep, job);
  const { ids } = await job.store.call('store.ids', { kind, after: null, upTo: null });
  const still = held.filter((id) => ids.includes(id));
  if (isMassDeletion(still.length + sweep.gone, ids.length + sweep.gone)) {
    job.log.warn('sync.massDeletion', { kind, gone: still.length, of: ids.length });
    return job.notebook.apply(
      {},
      {
        kinds: {
          [kind]: {
            ...notes,
            sweep: null,
            sweptAt: job.now(),
            mass: { ids: still, of: ids.length, at: job.now() },
          },
        },
      },
    );
  }
  if (still.length > HELD_CONFIRM_MAX && (await areGone(kind, still.slice(0, HELD_SAMPLE), job))) {
    return job.notebook.apply(
      { removed: still.map((id) => ({ kind, id, reason: 'deleted' as const })) },
      { kinds: { [kind]: { ...notes, sweep: { ...sweep, held: [], gone: sweep.gone + still.length } } } },
    );
  }
  return job.notebook.apply(
    {},
    { kinds: { [kind]: { ...notes, sweep: { ...sweep, held: [], confirm: still } } } },
  );
}

async function areGone(kind: Kind, ids: readonly number[], job: PullJob): Promise<boolean> {
  for (const id of ids) if ((await getOne(kind, id, job)).found) return false;
  return true;
}

function finish(kind: Kind, sweep: Sweep, job: PullJob): Promise<number> {
  const at = job.now();
  const journal = [journalEntry(at, 'swept', { kind, count: sweep.cursor.fetched })];
  if (sweep.gone > 0) journal.push(journalEntry(at, 'removed', { kind, count: sweep.gone }));
  return job.notebook.apply(
    { journal },
    { kinds: { [kind]: { ...notesOf(kind, job), sweep: null, mass: null, sweptAt: at, provedAt: at } } },
  );
}

/** Does what the user answered to a mass deletion: takes the records away here, or keeps them until the next sweep. */
export async function answerMass(kind: Kind, remove: boolean, job: PullJob): Promise<number> {
  const notes = notesOf(kind, job);
  if (notes.mass === null) return 0;
  const { ids } = notes.mass;
  const at = job.now();
  return job.notebook.apply(
    remove
      ? {
          removed: ids.map((id) => ({ kind, id, reason: 'invisible' as const })),
          journal: [journalEntry(at, 'removed', { kind, count: ids.length })],
        }
      : {},
    { kinds: { [kind]: { ...notes, mass: null, provedAt: remove ? at : notes.provedAt } } },
  );
}
