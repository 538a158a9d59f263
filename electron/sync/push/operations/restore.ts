import { askTwice } from '../../absent.ts';
import { alone } from '../check.ts';
import { callOf, done, FRESH, NOTHING_FOUND, type Strategy } from '../job.ts';
import { readRecord } from '../read.ts';
import { doneWith, settled } from '../settle.ts';

/**
 * Brings a product or document back from the bin. One in the bin answers no GET on some accounts, so "gone" is what is expected before, and what is found when nothing was
 * done.
 */
export function restoreOf(kind: 'products' | 'cpq_documents'): Strategy<'restore'> {
  return {
    async check({ unit, context }) {
      const { target } = unit.edit;
      const reading = await readRecord(target, unit.base, context);
      if (reading.is !== 'there') return FRESH;
      return { name: 'decided', outcome: doneWith(target, {}, alone(reading.record)) };
    },
    async send({ unit, context }) {
      const { target } = unit.edit;
      return doneWith(
        target,
        {},
        await askTwice(() => context.crm.restore(kind, target.id, callOf(context))),
      );
    },
    async probe({ unit, context }) {
      const { target } = unit.edit;
      const reading = await readRecord(target, unit.base, context);
      if (reading.is !== 'there') return NOTHING_FOUND;
      return { found: 'done', outcome: done({ records: [settled(target, reading.record)] }) };
    },
  };
}
