import { KINDS, type Kind } from '../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import { AppError, type ErrorInfo } from '../../shared/errors.ts';
import { parseInstant } from '../../shared/time.ts';
import type { CrmForSync, Page, SyncCall } from '../../electron/sync/ports.ts';

/** The ids of a kind's view of everything, and of its recycle bin. */
export const ALL_VIEW = 1;
export const BIN_VIEW = 2;

/** What was there before anything happens in a test. */
const LONG_AGO = Date.UTC(2026, 0, 1);

export interface FakeCrm extends CrmForSync {
  /** Every call made, in words: `scroll contacts 1 after 300`. */
  readonly calls: string[];
  readonly records: Record<Kind, IdentifiedRecord[]>;
  readonly bin: Record<Kind, IdentifiedRecord[]>;
  tasks_: IdentifiedRecord[];
  appointments_: IdentifiedRecord[];
  activities_: IdentifiedRecord[];
  notes_: IdentifiedRecord[];
  /** Errors to answer the next calls with; null lets a call through. */
  failures: (ErrorInfo | null)[];
  /** Kinds the account does not have. */
  absent: Set<Kind>;
  /** Called before each answer, with the call in words. */
  before: (call: string) => void | Promise<void>;
}

/** An instant as the API writes it. */
export function instant(ms: number): string {
  return new Date(ms).toISOString();
}

/** A CRM in memory: `size` records of each kind, ids going up with gaps, one view that holds all and a recycle bin. It is read only, but for what is erased. */
export function fakeCrm(size: Partial<Record<Kind, number>>): FakeCrm {
  const make = (count = 0): IdentifiedRecord[] =>
    Array.from({ length: count }, (_, n) => ({
      id: 1000 + n * 3,
      name: `n${n}`,
      updated_at: instant(LONG_AGO + n * 10 * 60_000),
    }));
  const calls: string[] = [];
  const answer = async <T>(call: string, { signal }: SyncCall, value: () => T): Promise<T> => {
    await Promise.resolve();
    if (signal.aborted) throw new AppError({ code: 'cancelled' });
    calls.push(call);
    const failure = crm.failures.shift();
    if (failure) throw new AppError(failure);
    await crm.before(call);
    if (signal.aborted) throw new AppError({ code: 'cancelled' });
    return value();
  };
  const paged = (rows: readonly IdentifiedRecord[], page: number, perPage: number): Page => ({
    records: rows.slice((page - 1) * perPage, page * perPage),
    drifted: [],
    totalPages: Math.ceil(rows.length / perPage),
    total: rows.length,
  });
  const newest = (rows: readonly IdentifiedRecord[]): IdentifiedRecord[] =>
    [...rows].sort((a, b) => (parseInstant(b['updated_at']) ?? 0) - (parseInstant(a['updated_at']) ?? 0));
  const inView = (kind: Kind, viewId: number): IdentifiedRecord[] => {
    if (viewId === ALL_VIEW) return crm.records[kind];
    if (viewId === BIN_VIEW) return crm.bin[kind];
    throw new AppError({ code: 'not-found' });
  };
  const refused = (): Promise<never> =>
    Promise.reject(new AppError({ code: 'internal', reason: 'read only' }));
  const crm: FakeCrm = {
    calls,
    failures: [],
    absent: new Set(),
    records: Object.fromEntries(KINDS.map((kind) => [kind, make(size[kind])])) as FakeCrm['records'],
    bin: { leads: [], contacts: [], sales_accounts: [], deals: [] },
    tasks_: [],
    appointments_: [],
    activities_: [],
    notes_: [],
    before: () => undefined,
    filters: (kind, call) =>
      answer(`filters ${kind}`, call, () => {
        if (crm.absent.has(kind)) throw new AppError({ code: 'not-found' });
        return [
          { id: ALL_VIEW, name: 'All', user_id: -1 },
          { id: BIN_VIEW, name: 'Recycle Bin', user_id: -1 },
        ];
      }),
    count: (kind, viewId, call) => answer(`count ${kind}`, call, () => inView(kind, viewId).length),
    scroll: (kind, viewId, page, call) =>
      answer(`scroll ${kind} ${viewId} after ${page.lastFetchedId}`, call, () => {
        const rest = inView(kind, viewId)
          .filter((record) => record.id > (page.lastFetchedId ?? 0))
          .sort((a, b) => a.id - b.id);
        const records = rest.slice(0, page.limit);
        return {
          records,
          drifted: [],
          lastFetchedId: records.at(-1)?.id ?? null,
          hasNextPage: rest.length > records.length,
        };
      }),
    view: (kind, viewId, { page, perPage, sort }, call) =>
      answer(`view ${kind} ${viewId} by ${sort} page ${page}`, call, () =>
        paged(newest(inView(kind, viewId)), page, perPage),
      ),
    selector: (selector, call) => answer(`selector ${selector}`, call, () => [{ id: 7, name: selector }]),
    stagesOfPipeline: (id, call) => answer(`stages ${id}`, call, () => [{ id: 70, name: 'New' }]),
    fields: (kind, call) => answer(`fields ${kind}`, call, () => ({ fields: [] })),
    get: (kind, id, call) =>
      answer(`get ${kind} ${id}`, call, () => {
        const lists: Partial<Record<string, IdentifiedRecord[]>> = {
          ...crm.records,
          tasks: crm.tasks_,
          appointments: crm.appointments_,
          sales_activities: crm.activities_,
        };
        const record = lists[kind]?.find((each) => each.id === id);
        if (record === undefined) throw new AppError({ code: 'not-found' });
        return { record, drifted: [], sideloads: {} };
      }),
    tasks: (filter, page, call) =>
      answer(`tasks ${filter} page ${page}`, call, () => {
        const done = filter === 'completed';
        return paged(
          crm.tasks_.filter((task) => (task['status'] === 1) === done),
          page,
          100,
        );
      }),
    appointments: (filter, page, call) =>
      answer(`appointments ${filter} page ${page}`, call, () => paged(crm.appointments_, page, 100)),
    salesActivities: (page, call) =>
      answer(`activities page ${page}`, call, () => paged(crm.activities_, page, 100)),
    related: (kind, record, part, page, call) =>
      answer(`${part} of ${kind} ${record.id} page ${page}`, call, () =>
        paged(
          (part === 'notes' ? crm.notes_ : part === 'tasks' ? crm.tasks_ : crm.appointments_).filter(
            (row) => row['targetable_id'] === record.id,
          ),
          page,
          100,
        ),
      ),
    timeline: (kind, record, call) => answer(`timeline of ${kind} ${record.id}`, call, () => []),
    files: (kind, id, call) => answer(`files of ${kind} ${id}`, call, () => ({ documents: [], links: [] })),
    job: (id, call) =>
      answer(`job ${id}`, call, () => {
        throw new AppError({ code: 'not-found' });
      }),
    create: refused,
    update: refused,
    remove: refused,
    forget: (kind, id, call) =>
      answer(`forget ${kind} ${id}`, call, () => {
        if (kind === 'cpq_documents') return;
        const rows = crm.records[kind];
        const at = rows.findIndex((each) => each.id === id);
        if (at < 0) throw new AppError({ code: 'not-found' });
        rows.splice(at, 1);
      }),
    clone: refused,
    convert: refused,
    team: refused,
    attach: refused,
    restore: refused,
    upsert: refused,
    bulkAssignOwner: refused,
    bulkDestroy: refused,
    bulkUpsert: refused,
  };
  return crm;
}
