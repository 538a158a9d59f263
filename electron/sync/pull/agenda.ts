import { refKey, type RecordRef } from '../../../shared/entities/kind.ts';
import { textOf, type IdentifiedRecord } from '../../../shared/entities/record.ts';
import { targetsOf } from '../../../shared/entities/target.ts';
import { isDone } from '../../../shared/entities/task.ts';
import { parseInstant } from '../../../shared/time.ts';
import type { AgendaNotes } from '../bookmarks.ts';
import type { Page } from '../ports.ts';
import type { Rhythm } from '../rhythm.ts';
import type { PullJob } from './job.ts';
import { localRecords } from './local-records.ts';
import { narrowed, type Suspects } from './whose.ts';

/** A list of the agenda, as it is asked for. */
export type AgendaList =
  | { readonly kind: 'tasks'; readonly filter: 'open' | 'overdue' | 'completed' }
  | { readonly kind: 'appointments'; readonly filter: 'upcoming' | 'past' };

/** A pass over the agenda under way. */
export interface AgendaWalk {
  /** Asked for by the user: also history is read to its end, and everything that is here compared with it. */
  readonly whole: boolean;
  readonly lists: readonly AgendaList[];
  readonly list: number;
  readonly page: number;
  readonly fetched: number;
  /** Ids by list, in the order of `lists`. */
  readonly ids: readonly (readonly number[])[];
  /** Whether a list was longer than is read: nothing may be taken for missing then. */
  readonly cut: boolean;
  /** Whom the near ones are about. */
  readonly about: readonly RecordRef[];
  /** Whose key it may be, by the tasks. */
  readonly suspects: Suspects;
}

const PAGES_MAX = 20;
/** A page of the API's own default length or more may have another after it, where the answer does not say (quirks §2). */
const PAGE_DEFAULT = 25;
/** "My day", with what is needed to be ready for it. */
const NEAR_MS = 3 * 24 * 60 * 60_000;

const isDue = (at: number | null, every: number, now: number): boolean =>
  at === null || at > now || now - at >= every;

const OPEN: AgendaList = { kind: 'tasks', filter: 'open' };
const UPCOMING: AgendaList = { kind: 'appointments', filter: 'upcoming' };
/** What the user's day is made of. */
export const TODAY_LISTS: readonly AgendaList[] = [OPEN, UPCOMING];

/**
 * What a pass asks for: two lists at most, lest it take more than its part of the hour. Open tasks each time, upcoming appointments every second time. Overdue tasks
 * and past appointments are asked for by themselves once in a while, and more often where they proved not to be among the others (quirks §2).
 */
export function listsOf(notes: AgendaNotes, rhythm: Rhythm, now: number): AgendaList[] {
  if (isDue(notes.appointmentsAt, rhythm.appointmentsMs, now)) {
    const isPastDue = isDue(notes.pastAt, notes.pastApart ? rhythm.completedMs : rhythm.pastMs, now);
    return notes.appointmentsAt !== null && isPastDue
      ? [UPCOMING, { kind: 'appointments', filter: 'past' }]
      : [...TODAY_LISTS];
  }
  if (notes.overdueApart || isDue(notes.overdueAt, rhythm.overdueMs, now))
    return [OPEN, { kind: 'tasks', filter: 'overdue' }];
  if (isDue(notes.completedAt, rhythm.completedMs, now))
    return [OPEN, { kind: 'tasks', filter: 'completed' }];
  return [OPEN];
}

/** All lists there are. */
export const EVERY_LIST: readonly AgendaList[] = [
  { kind: 'tasks', filter: 'open' },
  { kind: 'tasks', filter: 'overdue' },
  { kind: 'tasks', filter: 'completed' },
  { kind: 'appointments', filter: 'upcoming' },
  { kind: 'appointments', filter: 'past' },
];

export function firstAgendaWalk(lists: readonly AgendaList[], whole = false): AgendaWalk {
  return {
    whole,
    lists,
    list: 0,
    page: 1,
    fetched: 0,
    ids: lists.map(() => []),
    cut: false,
    about: [],
    suspects: null,
  };
}

/** Whether a list has been read to its end; answers leave out now this and now that (quirks §2). */
export function isLastPage(page: Page, number: number, fetched: number): boolean {
  if (page.records.length === 0) return true;
  if (page.totalPages !== null) return number >= page.totalPages;
  if (page.total !== null) return fetched >= page.total;
  return page.records.length < PAGE_DEFAULT;
}

/** Reads the next page of a pass. @returns the pass, or null at its end; what is to be asked for one by one; and whose key it may be, by all that was read */
export async function agendaStep(
  walk: AgendaWalk,
  job: PullJob,
): Promise<{ walk: AgendaWalk | null; confirm: RecordRef[]; changed: number; suspects: Suspects }> {
  const list = walk.lists[walk.list];
  const { suspects: before } = walk;
  if (list === undefined) return { walk: null, confirm: [], changed: 0, suspects: before };
  const page =
    list.kind === 'tasks'
      ? await job.crm.tasks(list.filter, walk.page, job.call())
      : await job.crm.appointments(list.filter, walk.page, job.call());
  const changed = await job.notebook.apply({
    batches: [{ kind: list.kind, records: [...page.records] }],
  });
  const fetched = walk.fetched + page.records.length;
  // Of completed tasks and past appointments the first page is enough: they are history.
  const isHistory = list.filter === 'completed' || list.filter === 'past';
  const isLast = isLastPage(page, walk.page, fetched) || (isHistory && !walk.whole);
  const isCut = !isLast && walk.page >= PAGES_MAX;
  const suspects = list.kind === 'tasks' ? narrowed(before, page.records) : before;
  const read: AgendaWalk = {
    ...walk,
    suspects,
    ids: walk.ids.map((ids, n) => (n === walk.list ? [...ids, ...page.records.map(({ id }) => id)] : ids)),
    about: [...walk.about, ...page.records.filter((row) => isNear(list, row, job.now())).flatMap(targetsOf)],
    cut: walk.cut || isCut,
  };
  if (!isLast && !isCut)
    return { walk: { ...read, page: walk.page + 1, fetched }, confirm: [], changed, suspects };
  const next: AgendaWalk = { ...read, list: walk.list + 1, page: 1, fetched: 0 };
  if (next.list < next.lists.length) return { walk: next, confirm: [], changed, suspects };
  return { walk: null, confirm: await finish(next, job), changed, suspects };
}

function isNear(list: AgendaList, row: IdentifiedRecord, now: number): boolean {
  const at = parseInstant(list.kind === 'tasks' ? row['due_date'] : row['from_date']);
  if (at === null || isDone(row)) return false;
  return at <= now + NEAR_MS && (list.kind === 'tasks' || at >= now - NEAR_MS);
}

async function finish(walk: AgendaWalk, job: PullJob): Promise<RecordRef[]> {
  const at = job.now();
  const idsOf = (kind: AgendaList['kind'], filter: AgendaList['filter']): readonly number[] | null => {
    const n = walk.lists.findIndex((list) => list.kind === kind && list.filter === filter);
    return n < 0 ? null : (walk.ids[n] ?? []);
  };
  const open = idsOf('tasks', 'open');
  const overdue = idsOf('tasks', 'overdue');
  const upcoming = idsOf('appointments', 'upcoming');
  const past = idsOf('appointments', 'past');
  const notes = job.notebook.notes().agenda;
  const isApart = (part: readonly number[], whole: readonly number[]): boolean => {
    const known = new Set(whole);
    return part.some((id) => !known.has(id));
  };
  await job.notebook.apply(
    {},
    {
      agenda: {
        tasksAt: at,
        overdueAt: overdue === null ? notes.overdueAt : at,
        overdueApart: overdue === null || open === null ? notes.overdueApart : isApart(overdue, open),
        completedAt: idsOf('tasks', 'completed') === null ? notes.completedAt : at,
        appointmentsAt: upcoming === null ? notes.appointmentsAt : at,
        pastAt: past === null ? notes.pastAt : at,
        pastApart: past === null || upcoming === null ? notes.pastApart : isApart(past, upcoming),
      },
    },
  );
  const confirm = await unknownTargets(walk.about, job);
  if (walk.cut) return confirm;
  const listed = (kind: AgendaList['kind']): Set<number> =>
    new Set(walk.lists.flatMap((list, n) => (list.kind === kind ? (walk.ids[n] ?? []) : [])));
  const still = walk.whole ? () => true : (task: IdentifiedRecord) => !isDone(task);
  if (open !== null) confirm.push(...(await missingHere('tasks', listed('tasks'), still, job)));
  if (upcoming !== null) {
    // Where one list has all appointments, one of the past is known to be gone as well.
    const hasAll = walk.whole || (notes.pastAt !== null && !notes.pastApart);
    const toCome = hasAll ? () => true : (row: IdentifiedRecord) => (endOf(row) ?? 0) >= at;
    confirm.push(...(await missingHere('appointments', listed('appointments'), toCome, job)));
  }
  return confirm;
}

/** Records that the agenda is about and that are not here. */
async function unknownTargets(about: readonly RecordRef[], job: PullJob): Promise<RecordRef[]> {
  const refs = [...new Map(about.map((ref) => [refKey(ref), ref])).values()];
  if (refs.length === 0) return [];
  const { bases } = await job.store.call('store.bases', { refs });
  return refs.filter((_, n) => bases[n] === null);
}

/**
 * What should be among the user's own and is not: completed, deleted, somebody else's by now, or always so. Each is asked for by itself.
 */
async function missingHere(
  kind: AgendaList['kind'],
  listed: ReadonlySet<number>,
  isExpected: (record: IdentifiedRecord) => boolean,
  job: PullJob,
): Promise<RecordRef[]> {
  const here = await localRecords(kind, job.store);
  return here.filter((row) => !listed.has(row.id) && isExpected(row)).map(({ id }) => ({ kind, id }));
}

function endOf(row: IdentifiedRecord): number | null {
  return parseInstant(textOf(row, 'end_date') ?? textOf(row, 'from_date'));
}
