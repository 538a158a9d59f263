import { fieldsOf } from '../../../shared/edits/edit.ts';
import type { RecordKind } from '../../../shared/entities/kind.ts';
import { errorInfoOf } from '../../../shared/errors.ts';
import type { Unit } from '../../../shared/store-port.ts';
import { bulkCallOf, sendBulk, type BulkCall } from './bulk.ts';
import { checkTogether } from './bulk-check.ts';
import type { Checked } from './job.ts';
import { isOfEngine, type Outcome } from './outcome.ts';
import { begin, failed, impossible, retryAt, settleAll, type Settled } from './pen.ts';
import type { PushContext } from './ports.ts';
import { planOf, type Plan } from './strategies.ts';
import { firstProbeAt } from './timing.ts';

/** Whether something was begun, and ended in one way or another; a unit that is left out has changed meanwhile, or must not go. */
export type Sent = 'settled' | 'left-out';

async function checked(unit: Unit, plan: Plan, context: PushContext): Promise<Checked> {
  try {
    return await plan.check();
  } catch (caught) {
    const info = errorInfoOf(caught);
    if (isOfEngine(info)) throw caught;
    context.log.warn('push.check-failed', { kind: unit.edit.target.kind, code: info.code });
    const notBefore = retryAt(context, unit);
    return { name: 'decided', outcome: { name: 'again', notBefore, isFailure: true } };
  }
}

/**
 * Sends one unit: reads what it is about, marks it as being sent (durably), sends its one request, and writes down what became of it, whatever happened.
 * @throws AppError for what concerns the whole engine, with the unit settled
 */
export async function sendAlone(unit: Unit, context: PushContext): Promise<Sent> {
  const first = planOf(unit, context);
  const check: Checked =
    first === null ? { name: 'decided', outcome: impossible(unit) } : await checked(unit, first, context);
  const [begun] = await begin(context, [unit]);
  if (begun === undefined) return 'left-out';
  if (check.name === 'decided') {
    await settleAll(context, [[begun, check.outcome]]);
    return 'settled';
  }
  const plan = planOf(begun, context);
  if (plan === null) {
    await settleAll(context, [[begun, impossible(begun)]]);
    return 'settled';
  }
  let outcome: Outcome;
  let thrown: { readonly caught: unknown } | null = null;
  try {
    outcome = await plan.send();
  } catch (caught) {
    const { settled, rethrow } = failed(context, [begun], errorInfoOf(caught));
    outcome = await orOwn(begun, context, settled[0]?.[1] ?? impossible(begun));
    if (rethrow) thrown = { caught };
  }
  await settleAll(context, [[begun, outcome]]);
  if (thrown !== null) throw thrown.caught;
  return 'settled';
}

/**
 * A refusal of what is to be unique may say that it is there already, by an earlier sending that acted late: its words are localised (quirks §7), so the server is looked through for
 * it instead, from the moment the edit was made on.
 */
async function orOwn(unit: Unit, context: PushContext, outcome: Outcome): Promise<Outcome> {
  const isRefusal = outcome.name === 'refused' && outcome.error.code === 'validation';
  if (!isRefusal || !isUnique(unit)) return outcome;
  // What was never sent before and cannot be told from another's stays refused.
  if (context.me() === null && unit.edit.attempts === 0) return outcome;
  const attempts = Math.max(1, unit.edit.attempts);
  const plan = planOf({ ...unit, edit: { ...unit.edit, attempts } }, context);
  try {
    const verdict = await plan?.probe();
    if (verdict?.found === 'done') return verdict.outcome;
    // Only what is as was asked is worth a question: the rep may have said already that it is none of the others.
    const isAsked = verdict?.found === 'several' && !verdict.isGuess;
    return isAsked ? { name: 'question', candidates: [...verdict.candidates] } : outcome;
  } catch (caught) {
    const { code } = errorInfoOf(caught);
    return { name: 'unsure', reason: `refused, then ${code}`, notBefore: firstProbeAt(context), jobId: null };
  }
}

/** The same for units that go in one bulk call. */
export async function sendTogether(
  call: BulkCall,
  units: readonly Unit[],
  context: PushContext,
): Promise<Sent> {
  const isChecked = await checkedTogether(call, units, context);
  const begun = await begin(context, units);
  if (begun.length === 0) return 'left-out';
  const fits = begun.filter(
    ({ edit }) => isChecked && JSON.stringify(bulkCallOf(edit)) === JSON.stringify(call),
  );
  const back: Settled[] = begun
    .filter((unit) => !fits.includes(unit))
    .map((unit) => [unit, { name: 'again', notBefore: null, isFailure: !isChecked }]);
  if (fits.length === 0) {
    await settleAll(context, back);
    return 'settled';
  }
  let outcomes: Settled[];
  let thrown: { readonly caught: unknown } | null = null;
  try {
    outcomes = [...(await sendBulk(call, fits, context))];
  } catch (caught) {
    const { settled, rethrow } = failed(context, fits, errorInfoOf(caught));
    outcomes = settled.map(([unit, outcome]) => alone(unit, outcome));
    if (rethrow) thrown = { caught };
  }
  await settleAll(context, [...outcomes, ...back]);
  if (thrown !== null) throw thrown.caught;
  return 'settled';
}

/** Whether the records of a bulk call could be read; where not, each goes alone and is read alone. */
async function checkedTogether(
  call: BulkCall,
  units: readonly Unit[],
  context: PushContext,
): Promise<boolean> {
  try {
    return await checkTogether(call.kind, units, context);
  } catch (caught) {
    if (isOfEngine(errorInfoOf(caught))) throw caught;
    context.log.warn('push.check-failed', { kind: call.kind, code: errorInfoOf(caught).code });
    return false;
  }
}

/** Fields of which no two records of a kind share a value (quirks §7, §8). */
const UNIQUE: Partial<Record<RecordKind, readonly string[]>> = {
  leads: ['emails', 'email', 'mobile_number', 'twitter', 'external_id'],
  contacts: ['emails', 'email', 'mobile_number', 'twitter', 'external_id'],
  sales_accounts: ['name'],
  products: ['name'],
};

/** Whether an edit makes a record that can be refused because it is there. */
function isUnique({ edit }: Unit): boolean {
  const { type } = edit.operation;
  if (type !== 'create' && type !== 'clone') return false;
  const fields = fieldsOf(edit.operation);
  return (UNIQUE[edit.target.kind] ?? []).some((path) => fields[path] !== undefined);
}

/** A refusal of a bulk call does not say whose fault it is: each unit goes alone next, which its failure makes it do. */
function alone(unit: Unit, outcome: Outcome): Settled {
  const isForAll = outcome.name === 'refused' || outcome.name === 'gone';
  return [unit, isForAll ? { name: 'again', notBefore: null, isFailure: true } : outcome];
}
