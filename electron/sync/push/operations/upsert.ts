import { isLocalId } from '../../../../shared/entities/local-id.ts';
import type { Kind } from '../../../../shared/entities/kind.ts';
import { checkTarget } from '../check.ts';
import { isAsAsked } from '../content.ts';
import { callOf, checkedBody, FRESH, NOTHING_FOUND, type Job, type Strategy } from '../job.ts';
import { bodyOf } from '../payload/body.ts';
import { probeJob } from '../probe/job-status.ts';
import { probeTarget } from '../probe/target.ts';
import { probeUpserted } from '../probe/upserted.ts';
import { doneWith, learnFrom } from '../settle.ts';

/** The identifier and body of an upsert, as they go on the wire; `email` is no identifier, `emails` is (reference: Upsert, note 3). */
export function upsertItem(kind: Kind, { unit, operation }: Job<'upsert'>) {
  const { field, value } = operation.identifier;
  const body = checkedBody(bodyOf(kind, operation.fields, { base: unit.base, was: unit.edit.base }));
  return { identifier: { field: field === 'email' ? 'emails' : field, value }, body };
}

/**
 * Updates the record that has the identifier, or makes it. A second sending is no second record, as the identifier finds the first one: a record that is not known by an
 * id and did not come into being by it is updated by sending it again, once the first sending can no longer act. A known one is read, so that a change of somebody else's is not written over unseen.
 */
export function upsertOf(kind: Kind): Strategy<'upsert'> {
  return {
    check: async (job) => {
      if (isLocalId(job.unit.edit.target.id)) return FRESH;
      const checked = await checkTarget(job);
      // The record that was known by the identifier is gone: the upsert makes it anew.
      return checked.name === 'decided' ? FRESH : checked;
    },
    async send(job) {
      const { unit, operation, context } = job;
      const { identifier, body } = upsertItem(kind, job);
      const answer = await context.crm.upsert(kind, identifier, body, callOf(context));
      learnFrom(answer.record, context);
      return doneWith(unit.edit.target, operation.fields, answer);
    },
    async probe(job) {
      const { state, target, base } = job.unit.edit;
      if (state.name === 'unsure' && state.jobId !== null) return probeJob(job, state.jobId);
      if (isLocalId(target.id)) return probeUpserted(job, kind);
      const verdict = await probeTarget(job, (record) => isAsAsked(kind, job.operation.fields, base, record));
      return verdict.found === 'gone' ? NOTHING_FOUND : verdict;
    },
  };
}
