import type { RecordKind } from '../../../../shared/entities/kind.ts';
import { AppError } from '../../../../shared/errors.ts';
import { askTwice } from '../../absent.ts';
import { checkTarget } from '../check.ts';
import { callOf, done, type Strategy } from '../job.ts';
import { probeTarget } from '../probe/target.ts';

/** Deletes a record; one that is gone already, by whatever hand, is as asked. */
export function deleteOf(kind: Exclude<RecordKind, 'phone_calls'>): Strategy<'delete'> {
  return {
    async check(job) {
      const checked = await checkTarget(job);
      const isGone =
        checked.name === 'decided' && checked.outcome.name === 'gone' && checked.outcome.reason === 'deleted';
      return isGone ? { name: 'decided', outcome: done({ removed: [job.unit.edit.target] }) } : checked;
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
      return verdict.found === 'gone' && verdict.reason === 'deleted'
        ? { found: 'done', outcome: done({ removed: [job.unit.edit.target] }) }
        : verdict;
    },
  };
}
