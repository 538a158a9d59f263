import { isKind, refKey, type Kind, type RecordKind, type RecordRef } from '../../../shared/entities/kind.ts';
import { isIdentifiedRecord, type IdentifiedRecord } from '../../../shared/entities/record.ts';
import { targetsOf } from '../../../shared/entities/target.ts';
import type { Detail } from '../../../shared/store-port.ts';
import { unlessAbsent } from '../absent.ts';
import { isLastPage } from './agenda.ts';
import { getOne, incomingOf, isReadable } from './get-one.ts';
import type { PullJob } from './job.ts';
import { localRecords } from './local-records.ts';

/** What can be read about one record, each with a call. */
export type DetailPart = 'record' | 'notes' | 'tasks' | 'appointments' | 'timeline' | 'files';

const OF_MIRRORED: readonly DetailPart[] = ['record', 'notes', 'tasks', 'appointments', 'timeline', 'files'];

/** The parts of a record of a kind, most wanted first. */
export function partsOf(kind: RecordKind): readonly DetailPart[] {
  if (isKind(kind)) return OF_MIRRORED;
  return isReadable(kind) ? ['record'] : [];
}

/** Pages of notes, tasks or appointments of one record that are read. */
const PAGES_MAX = 5;

export interface DetailAnswer {
  readonly changed: number;
  /** The record is gone: nothing else of it can be read. */
  readonly isGone: boolean;
  /** What is here and was not in the list, to be asked for one by one. */
  readonly confirm: readonly RecordRef[];
}

/** Reads one part of a record and stores it. `isLast` tells the store that with it everything about the record is here. */
export async function readDetail(
  ref: RecordRef,
  part: DetailPart,
  isLast: boolean,
  job: PullJob,
): Promise<DetailAnswer> {
  const { kind } = ref;
  const whole: Detail[] = isLast ? [{ ref, part: 'related', value: {}, at: job.now() }] : [];
  if (part === 'record') {
    if (!isReadable(kind)) return { changed: 0, isGone: false, confirm: [] };
    const answer = await getOne(kind, ref.id, job);
    const changed = await job.notebook.apply({ ...incomingOf(ref, answer), details: whole });
    return { changed, isGone: !answer.found, confirm: [] };
  }
  if (!isKind(kind)) return { changed: 0, isGone: false, confirm: [] };
  const [base] = (await job.store.call('store.bases', { refs: [ref] })).bases;
  if (!isIdentifiedRecord(base)) return { changed: 0, isGone: true, confirm: [] };
  // A part that an account does not have (quirks §1: paths differ) is left out; the record itself is asked for by its own part.
  const answer = await unlessAbsent(readPart(kind, base, part, job));
  if (answer === null) {
    const changed = await job.notebook.apply({ details: whole });
    return { changed, isGone: false, confirm: [] };
  }
  const changed = await job.notebook.apply({
    ...answer.incoming,
    details: [...answer.details, ...whole],
  });
  return { changed, isGone: false, confirm: answer.confirm };
}

interface PartAnswer {
  readonly incoming: {
    readonly batches?: { kind: RecordKind; records: IdentifiedRecord[] }[];
    readonly removed?: (RecordRef & { reason: 'deleted' })[];
  };
  readonly details: Detail[];
  readonly confirm: readonly RecordRef[];
}

async function readPart(
  kind: Kind,
  base: IdentifiedRecord,
  part: Exclude<DetailPart, 'record'>,
  job: PullJob,
): Promise<PartAnswer> {
  const ref: RecordRef = { kind, id: base.id };
  switch (part) {
    case 'timeline': {
      const value = await job.crm.timeline(kind, base, job.call());
      return { incoming: {}, details: [{ ref, part, value, at: job.now() }], confirm: [] };
    }
    case 'files': {
      const value = await job.crm.files(kind, base.id, job.call());
      return { incoming: {}, details: [{ ref, part, value, at: job.now() }], confirm: [] };
    }
    case 'notes':
    case 'tasks':
    case 'appointments':
      return readList(kind, base, part, job);
  }
}

async function readAll(
  kind: Kind,
  base: IdentifiedRecord,
  part: 'notes' | 'tasks' | 'appointments',
  job: PullJob,
): Promise<{ records: IdentifiedRecord[]; isWhole: boolean }> {
  const records: IdentifiedRecord[] = [];
  for (let number = 1; number <= PAGES_MAX; number += 1) {
    const page = await job.crm.related(kind, base, part, number, job.call());
    records.push(...page.records);
    if (isLastPage(page, number, records.length)) return { records, isWhole: true };
  }
  return { records, isWhole: false };
}

async function readList(
  kind: Kind,
  base: IdentifiedRecord,
  part: 'notes' | 'tasks' | 'appointments',
  job: PullJob,
): Promise<PartAnswer> {
  const { records, isWhole } = await readAll(kind, base, part, job);
  const batches = [{ kind: part, records }];
  if (!isWhole) return { incoming: { batches }, details: [], confirm: [] };
  const key = refKey({ kind, id: base.id });
  const listed = new Set(records.map(({ id }) => id));
  const gone = (await localRecords(part, job.store)).filter(
    (row) => !listed.has(row.id) && targetsOf(row).some((target) => refKey(target) === key),
  );
  if (gone.length === 0 || part !== 'notes') {
    return { incoming: { batches }, details: [], confirm: gone.map(({ id }) => ({ kind: part, id })) };
  }
  // Notes cannot be asked for one by one: what is missing must be missing twice.
  const again = await readAll(kind, base, part, job);
  const still = new Set(again.records.map(({ id }) => id));
  const removed = gone
    .filter(({ id }) => again.isWhole && !still.has(id))
    .map(({ id }) => ({ kind: part, id, reason: 'deleted' as const }));
  return {
    incoming: { batches: [{ kind: part, records: again.records }], removed },
    details: [],
    confirm: [],
  };
}
