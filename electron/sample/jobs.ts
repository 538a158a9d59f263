import { KINDS, type Kind } from '../../shared/entities/kind.ts';
import type { Body } from './attributes.ts';
import { Refusal, wordsOf } from './failure.ts';
import { upsertRecord } from './save/upsert.ts';
import type { Row } from './state/row.ts';
import type { World } from './world.ts';

/** Work that the server does later, by its clock: bulk upserts, and what products and documents "add to the queue". */

const START_MS = 2000;
const EACH_MS = 40;
const QUEUE_MS = 1000;

/** What is done at once when a queued job of products or documents is due. */
export type QueuedWork =
  | {
      readonly table: 'products' | 'cpq_documents';
      readonly action: 'patch';
      readonly ids: readonly number[];
      readonly changes: Body;
    }
  | {
      readonly table: 'products' | 'cpq_documents';
      readonly action: 'delete' | 'restore';
      readonly ids: readonly number[];
    };

/** An id as job statuses have it: 24 hexadecimal digits. */
function jobKey(id: number, now: number): string {
  return (now.toString(16) + id.toString(16).padStart(16, '0')).slice(-24).padStart(24, '0');
}

/** Starts a bulk upsert; it is done some seconds later. */
export function startBulkUpsert(kind: Kind, entries: readonly Body[], world: World): Row {
  const now = world.now();
  const id = world.store.table('jobs').nextId();
  const due_at = now + START_MS + EACH_MS * entries.length;
  const row: Row = {
    id,
    key: jobKey(id, now),
    job_type_name: 'BULK_UPSERT',
    status: 'IN_PROGRESS',
    created_at: now,
    status_updated_at: now,
    due_at,
    kind,
    entries,
  };
  world.store.put('jobs', row);
  return row;
}

/** Puts work of products or documents in the queue. */
export function enqueue(work: QueuedWork, world: World): void {
  const now = world.now();
  const id = world.store.table('jobs').nextId();
  world.store.put('jobs', {
    id,
    key: jobKey(id, now),
    job_type_name: 'QUEUED',
    status: 'IN_PROGRESS',
    created_at: now,
    status_updated_at: now,
    due_at: now + QUEUE_MS,
    work,
  });
}

/** How many bulk upserts are running. */
export function runningBulkUpserts(world: World): number {
  return world.store
    .table('jobs')
    .all()
    .filter((job) => job['status'] === 'IN_PROGRESS' && job['job_type_name'] === 'BULK_UPSERT').length;
}

/** One entry of a bulk upsert: its identifier and its `data` (reference: Bulk Upsert Lead, notes 3 and 4). */
function upsertEntry(kind: Kind, entry: Body, world: World): void {
  const { data, ...identifier } = entry;
  const body = typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Body) : {};
  upsertRecord(kind, identifier, body, world);
}

function runBulkUpsert(job: Row, world: World): void {
  const kind = KINDS.find((name) => name === job['kind']) ?? 'contacts';
  const entries = Array.isArray(job['entries']) ? (job['entries'] as Body[]) : [];
  const failures: unknown[] = [];
  for (const entry of entries) {
    try {
      world.store.attempt(() => upsertEntry(kind, entry, world));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { data: _data, ...identifier } = entry;
      failures.push({
        ...identifier,
        error_message: error.messages.map((message) => wordsOf(message, world.quirks.localisedMessages)),
      });
    }
  }
  const succeeded = entries.length - failures.length;
  world.store.patch('jobs', job, {
    status: succeeded === 0 && failures.length > 0 ? 'FAILED' : 'SUCCESS',
    status_updated_at: Number(job['due_at']),
    data: { record_status: { succeeded, failed: failures.length }, detailed_failure_report: failures },
  });
}

function runQueued(job: Row, world: World): void {
  const { table, ids, ...work } = job['work'] as QueuedWork;
  const common = { updated_at: world.now(), updater_id: world.me };
  for (const id of ids) {
    const row = world.store.get(table, id);
    if (row === undefined) continue;
    if (work.action === 'patch') {
      // The amount of a document with products follows from them (reference: Documents, `amount`).
      const lines =
        Array.isArray(row['products']) && row['products'].length > 0 ? { amount: row['amount'] } : {};
      world.store.patch(table, row, { ...work.changes, ...lines, ...common });
    } else world.store.patch(table, row, { is_deleted: work.action === 'delete', ...common });
  }
  world.store.patch('jobs', job, { status: 'SUCCESS', status_updated_at: Number(job['due_at']) });
}

/** Does what is due by the clock, oldest first. */
export function runDueJobs(world: World): void {
  for (const job of world.store.table('jobs').all()) {
    if (job['status'] !== 'IN_PROGRESS' || Number(job['due_at']) > world.now()) continue;
    if (job['job_type_name'] === 'BULK_UPSERT') runBulkUpsert(job, world);
    else runQueued(job, world);
  }
}

/** A job as its status is told (reference: Job Status). */
export function presentJob(job: Row, world: World): Record<string, unknown> {
  const [start, due] = [Number(job['created_at']), Number(job['due_at'])];
  const done = job['status'] !== 'IN_PROGRESS';
  return {
    status: job['status'],
    job_type_name: job['job_type_name'],
    created_at: world.instant(start),
    status_updated_at: world.instant(job['status_updated_at']),
    progress: done ? 100 : Math.floor(((world.now() - start) / (due - start)) * 100),
    data: job['data'] ?? {},
  };
}
