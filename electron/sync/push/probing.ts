import { AppError, assertNever, errorInfoOf } from '../../../shared/errors.ts';
import type { Unit } from '../../../shared/store-port.ts';
import type { BulkCall } from './bulk.ts';
import { NOTHING_FOUND, type Verdict } from './job.ts';
import { isOfEngine, type Outcome } from './outcome.ts';
import { retryAt, settleAll } from './pen.ts';
import type { PushContext } from './ports.ts';
import { probeTogether } from './probe/together.ts';
import { planOf } from './strategies.ts';
import { isSettled, nextProbeAt, PROBES_MAX } from './timing.ts';

/** Looks at what the server is still at, before it counts as not done. */
const WAITS_MAX = 60;

/** What a look at the server says, or that it could not be taken. */
type Found = Verdict | { readonly found: 'unreadable' };

/** Finds out about one unsure unit, and writes down what it comes to. @throws AppError for what concerns the whole engine */
export async function probeAlone(unit: Unit, context: PushContext): Promise<void> {
  const waited = context.waits.of(unit.edit.id);
  const outcome = outcomeOfVerdict(unit, await verdictOf(unit, context), waited, context);
  await settleAll(context, [[unit, outcome]]);
}

/** The same for the units of one bulk call. */
export async function probeBulk(call: BulkCall, units: readonly Unit[], context: PushContext): Promise<void> {
  const waited = new Map(units.map((unit) => [unit, context.waits.of(unit.edit.id)]));
  let verdicts: Map<Unit, Found>;
  try {
    verdicts = await probeTogether(call, units, context, verdictOf);
  } catch (caught) {
    if (isOfEngine(errorInfoOf(caught))) throw caught;
    verdicts = new Map(units.map((unit) => [unit, { found: 'unreadable' }]));
  }
  await settleAll(
    context,
    [...verdicts].map(([unit, verdict]) => [
      unit,
      outcomeOfVerdict(unit, verdict, waited.get(unit) ?? 0, context),
    ]),
  );
}

async function verdictOf(unit: Unit, context: PushContext): Promise<Found> {
  const plan = planOf(unit, context);
  if (plan === null) return { found: 'no-way' };
  try {
    return await plan.probe();
  } catch (caught) {
    const info = errorInfoOf(caught);
    if (isOfEngine(info)) throw caught;
    context.log.warn('push.probe-failed', { kind: unit.edit.target.kind, code: info.code });
    return { found: 'unreadable' };
  }
}

/**
 * What a unit's state is after a look at the server. A "not there" counts only where nothing could come of it any more when the look began: what its first list did not show may have
 * come while the next one was read.
 * @param waited how long it had been waited for when the look began, in milliseconds
 */
function outcomeOfVerdict(unit: Unit, verdict: Found, waited: number, context: PushContext): Outcome {
  const { state } = unit.edit;
  if (state.name !== 'unsure') throw new AppError({ code: 'internal', reason: 'a probe of what is sure' });
  const later: Outcome = {
    name: 'unsure',
    reason: state.reason,
    notBefore: nextProbeAt(state.probes, waited, context),
    jobId: state.jobId,
  };
  switch (verdict.found) {
    case 'done':
      return verdict.outcome;
    case 'gone':
      return { name: 'gone', reason: verdict.reason };
    case 'refused':
      return { name: 'refused', error: verdict.error };
    case 'several':
      return { name: 'question', candidates: [...verdict.candidates] };
    case 'nothing':
      if (!isSettled(waited)) return later;
      return { name: 'again', notBefore: retryAt(context, unit), isFailure: true };
    case 'no-way':
      return isSettled(waited) ? { name: 'question', candidates: [] } : later;
    case 'not-yet':
      // A server that is at it for hours has most likely forgotten it.
      return state.probes < WAITS_MAX ? later : outcomeOfVerdict(unit, NOTHING_FOUND, waited, context);
    case 'unreadable':
      return state.probes < PROBES_MAX ? later : { name: 'question', candidates: [] };
    default:
      return assertNever(verdict);
  }
}
