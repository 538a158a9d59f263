import { AppError, assertNever, errorInfoOf, type ErrorInfo } from '../../../shared/errors.ts';
import { fieldsOf } from '../../../shared/edits/edit.ts';
import type { RecordKind } from '../../../shared/entities/kind.ts';
import type { Unit } from '../../../shared/store-port.ts';
import { bulkCallOf, bulkOf, sendBulk, type BulkCall } from './bulk.ts';
import { checkTogether } from './bulk-check.ts';
import { NOTHING_FOUND, type Checked, type Verdict } from './job.ts';
import { isOfEngine, outcomeOf, type Outcome } from './outcome.ts';
import type { PushContext, Pusher, PusherPorts, Step } from './ports.ts';
import { probeTogether } from './probe/together.ts';
import { settlementOf } from './settle.ts';
import { planOf, type Plan } from './strategies.ts';
import { backOff, firstProbeAt, isDue, isSettled, nextProbeAt, PROBES_MAX } from './timing.ts';

/** Units that are looked at for one step: a bulk call's, and more. */
const UNITS_MAX = 200;
/** When a unit that is ready, and yet left out when it is to be sent, is looked at again. */
const LEFT_OUT_MS = 1_000;

/** Looks at what the server is still at, before it counts as not done. */
const WAITS_MAX = 60;

/** What a look at the server says, or that it could not be taken. */
type Found = Verdict | { readonly found: 'unreadable' };

const MOVED: Step = { did: 'moved' };

/**
 * The loop body of sending: finds out about what is unsure, and sends what is ready, in the store's order. A unit goes through `outbox.begin` (durable) before its one request, and
 * through `outbox.settle` after it, whatever happened.
 */
export function createPusher(ports: PusherPorts): Pusher {
  const { store, clock } = ports;
  /** The unit that `begin` left out in the step before. It has most likely changed by its check, and is looked at again at once. */
  let leftOut: string | null = null;
  /** Units that were left out twice in a row, and until when the others go before them. */
  const passedOver = new Map<string, number>();

  async function settleAll(settlements: readonly (readonly [Unit, Outcome])[]): Promise<void> {
    await store.call('outbox.settle', {
      settlements: settlements.map(([unit, outcome]) => settlementOf(unit.editIds, outcome)),
    });
  }

  async function begin(units: readonly Unit[]): Promise<Unit[]> {
    const { begun } = await store.call('outbox.begin', {
      units: units.map((unit) => [...unit.editIds]),
      now: clock.now(),
      serverTime: ports.calls.serverNow(),
    });
    return begun;
  }

  /** What a step comes to when nothing was sent because nothing may be. */
  function leave(first: Unit): Step {
    if (leftOut === first.edit.id) passedOver.set(first.edit.id, clock.now() + LEFT_OUT_MS);
    leftOut = first.edit.id;
    return MOVED;
  }

  function times() {
    return {
      probeAt: firstProbeAt(ports),
      retryAt: (attempts: number) => clock.now() + backOff(attempts, ports.chance()),
    };
  }

  /** What a failed request comes to for its units, all of which it was for. */
  function failed(
    units: readonly Unit[],
    info: ErrorInfo,
  ): { settlements: [Unit, Outcome][]; rethrow: boolean } {
    const { probeAt, retryAt } = times();
    const all = units.map((unit) => {
      const { outcome, rethrow } = outcomeOf(info, isOfServer(unit), {
        probeAt,
        retryAt: retryAt(unit.edit.attempts),
      });
      return { unit, outcome, rethrow };
    });
    return {
      settlements: all.map(({ unit, outcome }) => [unit, outcome]),
      rethrow: all.some(({ rethrow }) => rethrow),
    };
  }

  // ---- finding out ----

  async function probe(unit: Unit, context: PushContext): Promise<Step> {
    await settleAll([[unit, outcomeOfVerdict(unit, await verdictOf(unit, context))]]);
    return MOVED;
  }

  async function probeAll(call: BulkCall, units: readonly Unit[], context: PushContext): Promise<Step> {
    let verdicts: Map<Unit, Found>;
    try {
      verdicts = await probeTogether(call, units, context, verdictOf);
    } catch (caught) {
      if (isOfEngine(errorInfoOf(caught))) throw caught;
      verdicts = new Map(units.map((unit) => [unit, { found: 'unreadable' }]));
    }
    await settleAll([...verdicts].map(([unit, verdict]) => [unit, outcomeOfVerdict(unit, verdict)]));
    return MOVED;
  }

  async function verdictOf(unit: Unit, context: PushContext): Promise<Found> {
    const plan = planOf(unit, context);
    if (plan === null) return { found: 'no-way' };
    try {
      return await plan.probe();
    } catch (caught) {
      const info = errorInfoOf(caught);
      if (isOfEngine(info)) throw caught;
      ports.log.warn('push.probe-failed', { kind: unit.edit.target.kind, code: info.code });
      return { found: 'unreadable' };
    }
  }

  function outcomeOfVerdict(unit: Unit, verdict: Found): Outcome {
    const { state, attempts } = unit.edit;
    if (state.name !== 'unsure') throw new AppError({ code: 'internal', reason: 'a probe of what is sure' });
    const later: Outcome = {
      name: 'unsure',
      reason: state.reason,
      notBefore: nextProbeAt(state, ports),
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
        if (!isSettled(state, ports)) return later;
        return { name: 'again', notBefore: times().retryAt(attempts), isFailure: true };
      case 'no-way':
        return isSettled(state, ports) ? { name: 'question', candidates: [] } : later;
      case 'not-yet':
        // A server that is at it for hours has most likely forgotten it.
        return state.probes < WAITS_MAX ? later : outcomeOfVerdict(unit, NOTHING_FOUND);
      case 'unreadable':
        return state.probes < PROBES_MAX ? later : { name: 'question', candidates: [] };
      default:
        return assertNever(verdict);
    }
  }

  // ---- sending ----

  async function checked(unit: Unit, plan: Plan): Promise<Checked> {
    try {
      return await plan.check();
    } catch (caught) {
      const info = errorInfoOf(caught);
      if (isOfEngine(info)) throw caught;
      ports.log.warn('push.check-failed', { kind: unit.edit.target.kind, code: info.code });
      const notBefore = times().retryAt(unit.edit.attempts);
      return { name: 'decided', outcome: { name: 'again', notBefore, isFailure: true } };
    }
  }

  async function sendAlone(unit: Unit, context: PushContext): Promise<Step> {
    const first = planOf(unit, context);
    const check: Checked =
      first === null ? { name: 'decided', outcome: impossible(unit) } : await checked(unit, first);
    const [begun] = await begin([unit]);
    if (begun === undefined) return leave(unit);
    leftOut = null;
    if (check.name === 'decided') {
      await settleAll([[begun, check.outcome]]);
      return MOVED;
    }
    const plan = planOf(begun, context);
    if (plan === null) {
      await settleAll([[begun, impossible(begun)]]);
      return MOVED;
    }
    let outcome: Outcome;
    let thrown: { readonly caught: unknown } | null = null;
    try {
      outcome = await plan.send();
    } catch (caught) {
      const { settlements, rethrow } = failed([begun], errorInfoOf(caught));
      outcome = await orOwn(begun, context, settlements[0]?.[1] ?? impossible(begun));
      if (rethrow) thrown = { caught };
    }
    await settleAll([[begun, outcome]]);
    if (thrown !== null) throw thrown.caught;
    return MOVED;
  }

  /**
   * A refusal of what is to be unique may say that it is there already, by an earlier sending that acted late: its words are localised (quirks §7), so the server is looked through for
   * it instead, from the moment the edit was made on.
   */
  async function orOwn(unit: Unit, context: PushContext, outcome: Outcome): Promise<Outcome> {
    const isRefusal = outcome.name === 'refused' && outcome.error.code === 'validation';
    if (!isRefusal || !isUnique(unit)) return outcome;
    const attempts = Math.max(1, unit.edit.attempts);
    const plan = planOf({ ...unit, edit: { ...unit.edit, attempts } }, context);
    try {
      const verdict = await plan?.probe();
      if (verdict?.found === 'done') return verdict.outcome;
      return verdict?.found === 'several'
        ? { name: 'question', candidates: [...verdict.candidates] }
        : outcome;
    } catch (caught) {
      const { code } = errorInfoOf(caught);
      return { name: 'unsure', reason: `refused, then ${code}`, notBefore: firstProbeAt(ports), jobId: null };
    }
  }

  async function sendTogether(call: BulkCall, units: readonly Unit[], context: PushContext): Promise<Step> {
    const isChecked = await checkedTogether(call, units, context);
    const begun = await begin(units);
    if (begun[0] === undefined) return units[0] === undefined ? MOVED : leave(units[0]);
    leftOut = null;
    const fits = begun.filter(
      ({ edit }) => isChecked && JSON.stringify(bulkCallOf(edit)) === JSON.stringify(call),
    );
    const back: [Unit, Outcome][] = begun
      .filter((unit) => !fits.includes(unit))
      .map((unit) => [unit, { name: 'again', notBefore: null, isFailure: !isChecked }]);
    if (fits.length === 0) {
      await settleAll(back);
      return MOVED;
    }
    let outcomes: [Unit, Outcome][];
    let thrown: { readonly caught: unknown } | null = null;
    try {
      outcomes = [...(await sendBulk(call, fits, context))];
    } catch (caught) {
      const { settlements, rethrow } = failed(fits, errorInfoOf(caught));
      outcomes = settlements.map(([unit, outcome]) => alone(unit, outcome));
      if (rethrow) thrown = { caught };
    }
    await settleAll([...outcomes, ...back]);
    if (thrown !== null) throw thrown.caught;
    return MOVED;
  }

  /** Whether the records of a bulk call could be read; where not, each goes alone and is read alone. */
  async function checkedTogether(
    call: BulkCall,
    units: readonly Unit[],
    context: PushContext,
  ): Promise<boolean> {
    try {
      await checkTogether(call.kind, units, context);
      return true;
    } catch (caught) {
      if (isOfEngine(errorInfoOf(caught))) throw caught;
      ports.log.warn('push.check-failed', { kind: call.kind, code: errorInfoOf(caught).code });
      return false;
    }
  }

  return {
    async recover() {
      await store.call('outbox.recover', { now: clock.now() });
    },
    async step(signal) {
      if (signal.aborted) throw new AppError({ code: 'cancelled' });
      const context: PushContext = { ...ports, signal };
      const now = clock.now();
      const { units: unsure } = await store.call('outbox.unsure', {});
      const due = unsure.filter(({ edit }) => edit.state.name === 'unsure' && isDue(edit.state, now));
      if (due[0] !== undefined) {
        const together = bulkOf(due[0], due);
        return together === null ? probe(due[0], context) : probeAll(together.call, together.units, context);
      }
      const ready = await store.call('outbox.ready', { now, limit: UNITS_MAX });
      for (const [id, until] of passedOver) if (until <= now) passedOver.delete(id);
      const first = ready.units.find(({ edit }) => !passedOver.has(edit.id));
      if (first === undefined)
        return { did: 'nothing', next: nextOf(unsure, [ready.next, ...passedOver.values()]) };
      const bulk = bulkOf(first, ready.units);
      return bulk === null ? sendAlone(first, context) : sendTogether(bulk.call, bulk.units, context);
    },
  };
}

/** When there is something to do by time alone. */
function nextOf(unsure: readonly Unit[], others: readonly (number | null)[]): number | null {
  const probes = unsure.flatMap(({ edit }) => (edit.state.name === 'unsure' ? [edit.state.notBefore] : []));
  const all = [...probes, ...others.filter((moment) => moment !== null)];
  return all.length === 0 ? null : Math.min(...all);
}

/** Whether an edit is about a record of the server's, which can be gone there. */
function isOfServer({ edit }: Unit): boolean {
  switch (edit.operation.type) {
    case 'update':
    case 'delete':
    case 'convert':
    case 'team':
    case 'restore':
      return true;
    case 'create':
    case 'clone':
    case 'upsert':
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

/** The screens do not offer what the API cannot do; an edit that asks for it all the same stays in the outbox with this. */
function impossible({ edit }: Unit): Outcome {
  const reason = `no ${edit.operation.type} of ${edit.target.kind}`;
  return { name: 'refused', error: { code: 'internal', reason } };
}

/** A refusal of a bulk call does not say whose fault it is: each unit goes alone next, which its failure makes it do. */
function alone(unit: Unit, outcome: Outcome): [Unit, Outcome] {
  const isForAll = outcome.name === 'refused' || outcome.name === 'gone';
  return [unit, isForAll ? { name: 'again', notBefore: null, isFailure: true } : outcome];
}
