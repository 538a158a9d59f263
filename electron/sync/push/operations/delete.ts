import type { RecordKind } from '../../../../shared/entities/kind.ts';
import { AppError, type ErrorInfo } from '../../../../shared/errors.ts';
import { askTwice } from '../../absent.ts';
import { checkTarget } from '../check.ts';
import { callOf, done, type Strategy } from '../job.ts';
import type { Outcome } from '../outcome.ts';
import { probeTarget } from '../probe/target.ts';

/** Who does not see a record cannot tell whether it is deleted: that is for the user to hear. */
const NOT_FOR_US = { code: 'forbidden', messages: [] } as const satisfies ErrorInfo;

/** Deletes a record; one that is gone already, by whatever hand, is as asked. */
export function deleteOf(kind: Exclude<RecordKind, 'phone_calls'>): Strategy<'delete'> {
  return {
    async check(job) {
      const checked = await checkTarget(job);
      if (checked.name !== 'decided' || checked.outcome.name !== 'gone') return checked;
      const outcome: Outcome =
        checked.outcome.reason === 'deleted'
          ? done({ removed: [job.unit.edit.target] })
          : { name: 'refused', error: NOT_FOR_US };
      return { name: 'decided', outcome };
    },
    async send({ unit, operation, context }) {
      const { target } = unit.edit;
      const { withContactsAndDeals } = operation;
      try {
        await askTwice(() => context.crm.remove(kind, target.id, { withContactsAndDeals }, callOf(context)));
      } catch (caught) {
        if (!(caught instanceof AppError && caught.info.code === 'not-found')) throw caught;
      }
      return done({ removed: [target] });
    },
    async probe(job) {
      const verdict = await probeTarget(job, () => false);
      if (verdict.found !== 'gone') return verdict;
      return verdict.reason === 'deleted'
        ? { found: 'done', outcome: done({ removed: [job.unit.edit.target] }) }
        : { found: 'refused', error: NOT_FOR_US };
    },
  };
}
