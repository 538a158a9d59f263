import type { RecordKind } from '../../../../shared/entities/kind.ts';
import { checkTarget } from '../check.ts';
import { isAsAsked } from '../content.ts';
import { callOf, checkedBody, done, type Strategy } from '../job.ts';
import { bodyOf } from '../payload/body.ts';
import { probeTarget } from '../probe/target.ts';
import { doneWith } from '../settle.ts';

/** Writes the fields that changed; an unsure one is done when the record shows them. */
export function updateOf(kind: Exclude<RecordKind, 'phone_calls'>): Strategy<'update'> {
  return {
    check: checkTarget,
    async send({ unit, operation, context }) {
      const { target, base: was } = unit.edit;
      const { fields } = operation;
      const body = checkedBody(bodyOf(kind, fields, { base: unit.base, was }));
      // What was changed may come to nothing that is written, such as a contact that is at the deal already.
      if (Object.keys(body).length === 0) return done();
      const answer = await context.crm.update(kind, target.id, body, callOf(context));
      return doneWith(target, fields, answer);
    },
    probe: (job) =>
      probeTarget(job, (record) => isAsAsked(kind, job.operation.fields, job.unit.edit.base, record)),
  };
}
