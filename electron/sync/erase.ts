import { isSameRef, type Edit } from '../../shared/edits/edit.ts';
import { refKey, type RecordKind, type RecordRef } from '../../shared/entities/kind.ts';
import { isLocalId } from '../../shared/entities/local-id.ts';
import { targetsOf } from '../../shared/entities/target.ts';
import type { ErasableRef, Erasure } from '../../shared/erasure.ts';
import { AppError, errorInfoOf } from '../../shared/errors.ts';
import { askTwice, goneBy } from './absent.ts';
import type { CrmForSync } from './ports.ts';
import { journalEntry, type PullJob } from './pull/job.ts';
import { localRecords } from './pull/local-records.ts';

export interface EraseJob extends PullJob {
  readonly crm: CrmForSync;
}

/** What goes with a record that it alone is about (reference: "and all the associated data"). */
const BELONGING: readonly RecordKind[] = [
  'notes',
  'tasks',
  'appointments',
  'sales_activities',
  'phone_calls',
];

/**
 * Erases a record in the CRM, and when it is gone there, here. Where the answer does not say whether it is, the record is looked at again.
 * @throws AppError as the call does, with nothing done; `unsure` where what became of it could not be seen
 */
export async function erase(ref: ErasableRef, job: EraseJob): Promise<Erasure> {
  if (isLocalId(ref.id)) return 'only-here';
  const { units } = await job.store.call('outbox.unsure', {});
  if (units.some(({ edit }) => isAbout(edit, ref))) return 'changes-on-their-way';
  if (!(await isErasedThere(ref, job))) return 'still-there';
  await letGo(ref, job);
  return 'erased';
}

/** Whether an edit changes a record, or makes something about it. */
function isAbout({ target, operation }: Edit, ref: RecordRef): boolean {
  if (isSameRef(target, ref)) return true;
  return operation.type === 'create' && targetsOf(operation.fields).some((about) => isSameRef(about, ref));
}

async function isErasedThere(ref: ErasableRef, job: EraseJob): Promise<boolean> {
  try {
    await job.crm.forget(ref.kind, ref.id, job.call());
    return true;
  } catch (caught) {
    const { code } = errorInfoOf(caught);
    if (code === 'not-found') return isGone(ref, job);
    if (code !== 'unsure') throw caught;
    try {
      return await isGone(ref, job);
    } catch (failure) {
      throw new AppError(errorInfoOf(caught), { cause: failure });
    }
  }
}

/** Whether the server has no such record any more. One in the recycle bin is still there. */
async function isGone({ kind, id }: ErasableRef, job: EraseJob): Promise<boolean> {
  try {
    await askTwice(() => job.crm.get(kind, id, job.call()));
    return false;
  } catch (caught) {
    if (goneBy(caught) !== 'deleted') throw caught;
    return true;
  }
}

/** Takes a record that was erased there away here, with what was about it alone. */
async function letGo(ref: ErasableRef, job: EraseJob): Promise<void> {
  const belonging: RecordRef[] = [];
  for (const kind of BELONGING) {
    for (const record of await localRecords(kind, job.store)) {
      const about = targetsOf(record).map(refKey);
      if (about.length === 1 && about[0] === refKey(ref)) belonging.push({ kind, id: record.id });
    }
  }
  await job.notebook.apply({
    removed: [ref, ...belonging].map((each) => ({ ...each, reason: 'erased' as const })),
    // Without its name, which is to be gone as well.
    journal: [journalEntry(job.now(), 'sent', { ...ref, operation: 'forget' })],
  });
}
