import type { ErrorInfo } from '../../../shared/errors.ts';
import type { Unit } from '../../../shared/store-port.ts';
import { outcomeOf, type Outcome, type WhenNotFound } from './outcome.ts';
import type { PushContext, PusherPorts } from './ports.ts';
import { settlementOf } from './settle.ts';
import { backOff, firstProbeAt } from './timing.ts';

/** A unit, and what became of it. */
export type Settled = readonly [Unit, Outcome];

/** Writes down what became of units, in one transaction. */
export async function settleAll({ store }: PusherPorts, settled: readonly Settled[]): Promise<void> {
  await store.call('outbox.settle', {
    settlements: settled.map(([unit, outcome]) => settlementOf(unit.editIds, outcome)),
  });
}

/** Marks units as being sent, durably. Nothing may be sent that is not given here. */
export async function begin(
  { store, clock, calls, waits }: PushContext,
  units: readonly Unit[],
): Promise<Unit[]> {
  const { begun } = await store.call('outbox.begin', {
    units: units.map((unit) => [...unit.editIds]),
    now: clock.now(),
    serverTime: calls.serverNow(),
  });
  for (const { edit } of begun) waits.begin(edit.id);
  return begun;
}

/** When a unit that did not go through is tried again. */
export function retryAt({ clock, chance }: PusherPorts, { edit }: Unit): number {
  return clock.now() + backOff(edit.attempts, chance());
}

/** What a failed request comes to for its units, all of which it was for. */
export function failed(
  ports: PusherPorts,
  units: readonly Unit[],
  info: ErrorInfo,
): { settled: Settled[]; rethrow: boolean } {
  const probeAt = firstProbeAt(ports);
  const all = units.map((unit) => {
    const failure = outcomeOf(info, whenNotFound(unit), { probeAt, retryAt: retryAt(ports, unit) });
    return { unit, ...failure };
  });
  return {
    settled: all.map(({ unit, outcome }) => [unit, outcome]),
    rethrow: all.some(({ rethrow }) => rethrow),
  };
}

/** What a write's "not there" means for an edit. What lies in the bin shows at no look, so that of a restore is the last word. */
function whenNotFound({ edit }: Unit): WhenNotFound {
  switch (edit.operation.type) {
    case 'update':
    case 'delete':
    case 'convert':
    case 'team':
    case 'attach':
      return 'look-again';
    case 'restore':
      return 'gone';
    case 'create':
    case 'clone':
    case 'upsert':
      return 'refused';
  }
}

/** The screens do not offer what the API cannot do; an edit that asks for it all the same stays in the outbox with this. */
export function impossible({ edit }: Unit): Outcome {
  const reason = `no ${edit.operation.type} of ${edit.target.kind}`;
  return { name: 'refused', error: { code: 'internal', reason } };
}
