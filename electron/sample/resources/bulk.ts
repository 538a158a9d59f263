import type { Kind } from '../../../shared/entities/kind.ts';
import { BULK_CONCURRENT_MAX, BULK_MAX } from '../../../shared/limits.ts';
import type { Body } from '../attributes.ts';
import { invalid, notFound } from '../failure.ts';
import { presentJob, runningBulkUpserts, startBulkUpsert } from '../jobs.ts';
import { singularOf } from '../kinds.ts';
import { oneRecord } from '../present/record.ts';
import { route, type Route } from '../router.ts';
import { objectIn } from '../save/draft.ts';
import { upsertRecord } from '../save/upsert.ts';
import { ok, type Answer, type Call, type World } from '../world.ts';
import { objectBody } from './bodies.ts';

/** `POST <kind>/upsert`: 201 for a new record, 200 for one that was there (reference: Upsert a Lead). */
function upsert(kind: Kind, call: Call, world: World): Answer {
  const body = objectBody(call);
  const identifier = objectIn(body, 'unique_identifier');
  const values = objectIn(body, singularOf(kind));
  if (identifier === null) throw invalid('uniqueField');
  if (values === null) throw invalid('missing', singularOf(kind));
  const { row, created } = upsertRecord(kind, identifier, values, world, call.includes);
  // The reference's answer for a deal holds the updater's id.
  const includes = kind === 'deals' ? new Set([...call.includes, 'updater']) : call.includes;
  return { status: created ? 201 : 200, body: oneRecord(kind, row, includes, world) };
}

/** `POST <kind>/bulk_upsert`: the work is done by a job (reference: Bulk Upsert Lead). */
function bulkUpsert(kind: Kind, call: Call, world: World): Answer {
  const list = objectBody(call)[kind];
  if (!Array.isArray(list) || list.some((entry) => typeof entry !== 'object' || entry === null))
    throw invalid('missing', kind);
  if (list.length > BULK_MAX) throw invalid('tooMany', kind, String(BULK_MAX));
  if (runningBulkUpserts(world) >= BULK_CONCURRENT_MAX) throw invalid('tooManyJobs');
  const job = startBulkUpsert(kind, list as Body[], world);
  const key = String(job['key']);
  return ok({
    message: `Batch job ${key} initiated. Please track progress in the job_status_url`,
    job_status_url: `${call.origin}${world.apiBase}/job_statuses/${key}`,
  });
}

/** `GET job_statuses/{id}`; it knows bulk upserts only (reference: Job Status). */
function jobStatus(call: Call, world: World): Answer {
  const job = world.store
    .table('jobs')
    .all()
    .find((row) => row['key'] === call.params[0] && row['job_type_name'] === 'BULK_UPSERT');
  if (job === undefined) throw notFound();
  return ok(presentJob(job, world));
}

/** The paths of upserts and of their jobs. */
export function bulkRoutes(kinds: readonly Kind[]): Route[] {
  return [
    ...kinds.flatMap((kind) => [
      route('POST', `${kind}/upsert`, (call, world) => upsert(kind, call, world)),
      route('POST', `${kind}/bulk_upsert`, (call, world) => bulkUpsert(kind, call, world)),
    ]),
    route('GET', 'job_statuses/{name}', jobStatus),
  ];
}
