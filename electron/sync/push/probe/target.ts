import { done, NOTHING_FOUND, type Job, type OperationType, type Verdict } from '../job.ts';
import type { IdentifiedRecord } from '../../../../shared/entities/record.ts';
import { applyRecords, readRecord } from '../read.ts';
import { settled } from '../settle.ts';

/**
 * Finds out by the record itself whether something was done to it. What the server says is stored either way.
 * @param isDone whether the record is as it was to become
 */
export async function probeTarget<T extends OperationType>(
  { unit, context }: Job<T>,
  isDone: (record: IdentifiedRecord) => boolean,
): Promise<Verdict> {
  const { edit, base } = unit;
  const reading = await readRecord(edit.target, base, context);
  switch (reading.is) {
    case 'gone':
      return { found: 'gone', reason: reading.reason };
    case 'unknown':
      return NOTHING_FOUND;
    case 'there': {
      const { record } = reading;
      if (isDone(record))
        return { found: 'done', outcome: done({ records: [settled(edit.target, record)] }) };
      await applyRecords(edit.target.kind, [record], context);
      return NOTHING_FOUND;
    }
  }
}
