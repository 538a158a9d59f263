import type { IdentifiedRecord } from '../../../shared/entities/record.ts';
import { FRESH, type Checked, type Job, type OperationType } from './job.ts';
import { applyRecords, readRecord } from './read.ts';

/** For what makes something new: there is nothing on the server that it could be at odds with. */
export const nothingToCheck = (): Promise<Checked> => Promise.resolve(FRESH);

/**
 * Reads the target before it is written, and stores what the server says: pending edits are replayed on it there, and a conflict or nothing left to do comes out. A note in a list
 * too long to read goes unchecked.
 */
export async function checkTarget<T extends OperationType>(job: Job<T>): Promise<Checked> {
  const { unit, context } = job;
  const { target } = unit.edit;
  const reading = await readRecord(target, unit.base, context);
  switch (reading.is) {
    case 'there':
      await applyRecords(target.kind, [reading.record], context);
      return FRESH;
    case 'gone':
      return { name: 'decided', outcome: { name: 'gone', reason: reading.reason } };
    case 'unknown':
      return FRESH;
  }
}

/** An answer that holds a record alone. */
export function alone(record: IdentifiedRecord) {
  return { record, drifted: [], sideloads: {} };
}
