import type { RecordKind } from '../../../../shared/entities/kind.ts';
import { nothingToCheck } from '../check.ts';
import { callOf, checkedBody, type Strategy } from '../job.ts';
import { bodyOf } from '../payload/body.ts';
import { probeCall } from '../probe/call.ts';
import { probeMade } from '../probe/made-record.ts';
import { doneWith, learnFrom } from '../settle.ts';

const make: Pick<Strategy<'create'>, 'check' | 'send'> = {
  check: nothingToCheck,
  async send({ unit, operation, context }) {
    const { target } = unit.edit;
    const { fields } = operation;
    const body = checkedBody(bodyOf(target.kind, fields, { base: null, was: {} }));
    const answer = await context.crm.create(target.kind, body, callOf(context));
    learnFrom(answer.record, context);
    return doneWith(target, fields, answer);
  },
};

/** Makes a record; an unsure one is looked for among those that were made since. */
export function createOf(kind: Exclude<RecordKind, 'phone_calls'>): Strategy<'create'> {
  return { ...make, probe: (job) => probeMade(job, kind, job.operation.fields) };
}

/** Logs a call. */
export const logCall: Strategy<'create'> = { ...make, probe: probeCall };
