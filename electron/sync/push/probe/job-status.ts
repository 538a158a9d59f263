import { isLocalId } from '../../../../shared/entities/local-id.ts';
import { isKind, type Kind } from '../../../../shared/entities/kind.ts';
import {
  objectOf,
  objectsOf,
  stringsOf,
  type IdentifiedRecord,
  type RawRecord,
} from '../../../../shared/entities/record.ts';
import { AppError } from '../../../../shared/errors.ts';
import { PAGE_SIZE } from '../../../../shared/limits.ts';
import { parseInstant } from '../../../../shared/time.ts';
import { askTwice } from '../../absent.ts';
import { callOf, NOTHING_FOUND, sentSince, type Job, type Verdict } from '../job.ts';
import { doneWith } from '../settle.ts';
import { hasIdentifier, isSameIdentifier } from './upserted.ts';

/** Pages of the newest changes that are looked through for a record that a job touched. */
const PAGES_MAX = 5;

/** Follows a bulk upsert (reference: Job Status), and then finds the record of one unit. Null where the job is not known any more. */
export async function probeJob(job: Job<'upsert'>, jobId: string): Promise<Verdict> {
  const { operation } = job;
  const status = await statusOf(jobId, job);
  if (status === null) return NOTHING_FOUND;
  if (status['status'] === 'IN_PROGRESS') return { found: 'not-yet' };
  const failures = objectsOf(objectOf(status, 'data') ?? {}, 'detailed_failure_report');
  const { field, value } = operation.identifier;
  const failure = failures.find((row) => isSameIdentifier(row[field], value));
  if (failure !== undefined) {
    const messages = stringsOf(failure, 'error_message');
    return { found: 'refused', error: { code: 'validation', messages, field: null } };
  }
  const record = await touched(job);
  if (record === null) return NOTHING_FOUND;
  const answer = { record, drifted: [], sideloads: {} };
  return { found: 'done', outcome: doneWith(job.unit.edit.target, operation.fields, answer) };
}

async function statusOf(jobId: string, { context }: Job<'upsert'>): Promise<RawRecord | null> {
  try {
    return await askTwice(() => context.crm.job(jobId, callOf(context)));
  } catch (caught) {
    if (caught instanceof AppError && caught.info.code === 'not-found') return null;
    throw caught;
  }
}

/** The record that has the identifier, among the newest changes. */
async function touched(job: Job<'upsert'>): Promise<IdentifiedRecord | null> {
  const { unit, operation, context } = job;
  const { target } = unit.edit;
  if (!isKind(target.kind)) return null;
  const since = sentSince(unit.edit, context);
  for (const viewId of await context.viewIds(target.kind)) {
    const found = await inView(target.kind, viewId, since, job, (row) =>
      isLocalId(target.id) ? hasIdentifier(row, operation.identifier) : row.id === target.id,
    );
    if (found !== null) return found;
  }
  return null;
}

async function inView(
  kind: Kind,
  viewId: number,
  since: number,
  { context }: Job<'upsert'>,
  isIt: (row: IdentifiedRecord) => boolean,
): Promise<IdentifiedRecord | null> {
  for (let page = 1; page <= PAGES_MAX; page++) {
    const asked = { page, perPage: PAGE_SIZE, sort: 'updated_at' } as const;
    const { records } = await context.crm.view(kind, viewId, asked, callOf(context));
    const found = records.find(isIt);
    if (found !== undefined) return found;
    const oldest = parseInstant(records.at(-1)?.['updated_at']);
    if (records.length < PAGE_SIZE || (oldest !== null && oldest < since)) return null;
  }
  return null;
}
