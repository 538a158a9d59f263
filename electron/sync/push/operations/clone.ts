import { valueAt } from '../../../../shared/edits/path.ts';
import { sameValue } from '../../../../shared/edits/same-value.ts';
import type { Fields } from '../../../../shared/edits/edit.ts';
import type { Kind } from '../../../../shared/entities/kind.ts';
import { objectOf, type RawRecord } from '../../../../shared/entities/record.ts';
import { callOf, checkedBody, FRESH, type Strategy } from '../job.ts';
import { bodyOf } from '../payload/body.ts';
import { probeMade } from '../probe/made-record.ts';
import { applyRecords, readRecord } from '../read.ts';
import { doneWith, learnFrom } from '../settle.ts';

/** The fields in which a copy is to differ from what it is a copy of. */
function differing(fields: Fields, source: RawRecord | null): Fields {
  if (source === null) return fields;
  return Object.fromEntries(
    Object.entries(fields).filter(([path, value]) => !sameValue(value, valueAt(source, path))),
  );
}

/** What a copy starts from: the original's maps, which a server may replace whole, and its contacts; its addresses are not the copy's. */
function startOf(source: RawRecord | null): { base: RawRecord | null; was: Fields } {
  if (source === null) return { base: null, was: {} };
  const maps = ['custom_field', 'company', 'deal'].flatMap((key) => {
    const map = objectOf(source, key);
    return map === null ? [] : [[key, map] as const];
  });
  return { base: Object.fromEntries(maps), was: { contacts: source['contacts'] } };
}

/** Copies a record; an unsure copy is looked for among those that were made since. */
export function cloneOf(kind: Kind): Strategy<'clone'> {
  return {
    async check({ operation, unit, context }) {
      const reading = await readRecord({ kind, id: operation.sourceId }, unit.source, context);
      if (reading.is === 'there') await applyRecords(kind, [reading.record], context);
      // Without the original there is nothing to copy; the copy's own fields stay in the outbox.
      return reading.is === 'gone'
        ? { name: 'decided', outcome: { name: 'refused', error: { code: 'not-found' } } }
        : FRESH;
    },
    async send({ unit, operation, context }) {
      const { target } = unit.edit;
      const changes = differing(operation.fields, unit.source);
      const body = checkedBody(bodyOf(kind, changes, startOf(unit.source)));
      const answer = await context.crm.clone(kind, operation.sourceId, body, callOf(context));
      learnFrom(answer.record, context);
      return doneWith(target, changes, answer);
    },
    probe: (job) => probeMade(job, kind, job.operation.fields),
  };
}
