import { AppError, errorInfoOf, type ErrorCode } from '../../../shared/errors.ts';
import type { Unit } from '../../../shared/store-port.ts';
import { bulkOf } from './bulk.ts';
import { carefulStore } from './careful-store.ts';
import type { PushContext, Pusher, PusherPorts, Step } from './ports.ts';
import { probeAlone, probeBulk } from './probing.ts';
import { sendAlone, sendTogether } from './sending.ts';
import { createWaits, isDue } from './timing.ts';

/** Units that are looked at for one step: a bulk call's, and more. */
const UNITS_MAX = 200;
/** How long the others go before a unit that is ready, and yet was left out twice when it was to be sent. */
const LEFT_OUT_MS = 1_000;
/** The same for one whose reads the server does not answer, or whose answers we cannot deal with, so that it does not hold up all others. */
const UNANSWERED_MS = 30_000;

/** Errors that may be one unit's alone. */
const OWN_FAULTS: ReadonlySet<ErrorCode> = new Set(['timeout', 'not-the-crm', 'bad-call', 'internal']);

const MOVED: Step = { did: 'moved' };

/**
 * The loop body of sending: finds out about what is unsure, and sends what is ready, in the store's order. A unit goes through `outbox.begin` (durable) before its one request, and
 * through `outbox.settle` after it, whatever happened.
 */
export function createPusher(given: PusherPorts): Pusher {
  const { store, mend } = carefulStore(given.store);
  const ports: PusherPorts = { ...given, store };
  const { clock } = ports;
  const waits = createWaits(clock);
  /** The unit that `begin` left out in the step before. It has most likely changed by its check, and is looked at again at once. */
  let leftOut: string | null = null;
  /** Units that others go before for a while, and until when. */
  const passedOver = new Map<string, number>();
  const isTurn = ({ edit }: Unit): boolean => !passedOver.has(edit.id);

  /** Does something for a unit; one whose reads get no answer in time lets the others go first. */
  async function turnOf<T>(unit: Unit, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (caught) {
      const { code } = errorInfoOf(caught);
      if (OWN_FAULTS.has(code)) passedOver.set(unit.edit.id, clock.now() + UNANSWERED_MS);
      throw caught;
    }
  }

  async function find(due: readonly Unit[], first: Unit, context: PushContext): Promise<Step> {
    const bulk = bulkOf(first, due);
    await turnOf(first, () =>
      bulk === null ? probeAlone(first, context) : probeBulk(bulk.call, bulk.units, context),
    );
    return MOVED;
  }

  async function send(units: readonly Unit[], first: Unit, context: PushContext): Promise<Step> {
    const bulk = bulkOf(first, units);
    const sent = await turnOf(first, () =>
      bulk === null ? sendAlone(first, context) : sendTogether(bulk.call, bulk.units, context),
    );
    if (sent === 'settled') leftOut = null;
    else {
      if (leftOut === first.edit.id) passedOver.set(first.edit.id, clock.now() + LEFT_OUT_MS);
      leftOut = first.edit.id;
    }
    return MOVED;
  }

  return {
    async recover() {
      await store.call('outbox.recover', { now: clock.now() });
    },
    async step(signal) {
      if (signal.aborted) throw new AppError({ code: 'cancelled' });
      const context: PushContext = { ...ports, signal, waits };
      const now = clock.now();
      await mend(now);
      for (const [id, until] of passedOver)
        if (until <= now || until > now + UNANSWERED_MS) passedOver.delete(id);
      const { units: unsure } = await store.call('outbox.unsure', {});
      const due = unsure.filter((unit) => isProbeDue(unit, now) && isTurn(unit));
      if (due[0] !== undefined) return find(due, due[0], context);
      const ready = await store.call('outbox.ready', { now, limit: UNITS_MAX });
      const units = ready.units.filter(isTurn);
      if (units[0] !== undefined) return send(units, units[0], context);
      const later = unsure.filter(isTurn).map(probeAt);
      return { did: 'nothing', next: earliest([...later, ready.next, ...passedOver.values()]) };
    },
  };
}

function isProbeDue({ edit }: Unit, now: number): boolean {
  return edit.state.name === 'unsure' && isDue(edit.state, now);
}

function probeAt({ edit }: Unit): number | null {
  return edit.state.name === 'unsure' ? edit.state.notBefore : null;
}

/** When there is something to do by time alone. */
function earliest(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.min(...known);
}
