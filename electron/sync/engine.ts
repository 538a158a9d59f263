import type { Kind, RecordRef } from '../../shared/entities/kind.ts';
import type { ErasableRef, Erasure } from '../../shared/erasure.ts';
import { AppError, errorInfoOf, type ErrorInfo } from '../../shared/errors.ts';
import type { Log } from '../../shared/log.ts';
import type { StoreForSyncClient } from '../../shared/rpc/contract.ts';
import type { StoreState } from '../../shared/store-port.ts';
import type { Saving } from '../../shared/surroundings.ts';
import type { SyncState } from '../../shared/sync-state.ts';
import type { Clock } from '../../shared/time.ts';
import { createMachine, type Machine } from './machine.ts';
import type { Calls, CrmForSync } from './ports.ts';
import { createPauses } from './pauses.ts';
import type { Pusher, PusherPorts } from './push/ports.ts';
import { createPusher } from './push/pusher.ts';
import { reactionTo } from './retry.ts';
import type { Choice } from './schedule.ts';
import { createStatus } from './status.ts';
import { taskKey } from './task.ts';
import { createWatchdog } from './watchdog.ts';

export interface EnginePorts {
  readonly crm: CrmForSync;
  readonly store: StoreForSyncClient;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly chance: () => number;
  readonly calls: Calls;
  readonly log: Log;
  onState(state: SyncState): void;
  /** Sends edits; the real one unless given. */
  readonly makePusher?: (ports: PusherPorts) => Pusher;
}

export interface Engine {
  /** Runs from what the store holds: what is missing in the order of first use, then whatever keeps it fresh. */
  start(stored: StoreState): void;
  /** The user looks at a record: it and what belongs to it are read soon, where they are old. */
  look(ref: RecordRef): void;
  /** The user wants these records here with all that belongs to them, and everything that is new, before the network goes. */
  fill(refs: readonly RecordRef[]): void;
  /** Erases a record at once. Rejects where that cannot be: it is never put off. */
  forget(ref: ErasableRef): Promise<Erasure>;
  /** The outbox has changed: there may be something to send. */
  edited(): void;
  /** Sends and asks for what is new at once; ends a wait for the network, never one that the CRM has asked for. */
  now(): void;
  /** Reads everything again, and compares it with what is here. */
  walkAgain(): void;
  answerMassDeletion(kind: Kind, remove: boolean): void;
  /** The machine has another network, or woke up. */
  networkChanged(): void;
  /** From now on nothing is fetched ahead, for this reason; null where everything may be. What the user does and looks at goes on. */
  save(reason: Saving | null): void;
  state(): SyncState;
  /** Ends the engine for good; resolves when nothing more is on its way. */
  stop(): Promise<void>;
}

/** Shorter waits for the limit are not worth a line in the log. */
const NOTED_MS = 60_000;

/** A sleep is never longer: what comes next is looked at again. */
const LONGEST_SLEEP_MS = 60 * 60_000;

/**
 * The sync engine of one account: one loop with one call at a time, which does the most important thing that may be done now, in small pieces. All that
 * it has done is in the store, so it can be ended anywhere and started again. Errors by the table in `retry.ts`: what concerns the whole (network, limit, key,
 * disk) makes the whole wait; what concerns one task makes that task wait, and the others go on.
 */
export function createEngine(ports: EnginePorts): Engine {
  const { store, clock, log, calls } = ports;
  const status = createStatus(calls, ports.onState);
  const pauses = createPauses(ports.chance);
  /** What was asked of the engine before it had read the store's state. */
  const early: ((machine: Machine) => void)[] = [];
  let machine: Machine | null = null;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;
  /** The loop has ended by itself: no key, no store. */
  let isOver = false;
  /** Something happened since the loop last looked. */
  let isWoken = false;
  let waking = new AbortController();
  let seenAt = clock.now();
  let toldOffline = false;
  let lastError: ErrorInfo | null = null;

  const watchdog = createWatchdog({
    clock,
    waitingSince() {
      const isHeld = isStopped || isOver || pauses.isOffline() || pauses.until > clock.now();
      if (machine === null || isHeld || calls.allowedAt('edit') > clock.now()) return null;
      return machine.waitingSince();
    },
    onStall(since) {
      log.warn('sync.stalled', { seconds: Math.round((clock.now() - since) / 1000) });
      status.stalled(since);
      pauses.succeeded('push');
      machine?.edited();
      wake();
    },
  });

  function wake(): void {
    isWoken = true;
    waking.abort();
  }

  function tell(what: (machine: Machine) => void): void {
    if (machine === null) early.push(what);
    else what(machine);
    wake();
  }

  async function begin(): Promise<void> {
    try {
      const state = await readState();
      if (state === null) return;
      machine = createMachine({
        ...ports,
        state,
        makePusher: ports.makePusher ?? createPusher,
        onUpload: status.upload,
      });
      for (const what of early.splice(0)) what(machine);
      status.show(machine.shown());
      await loop(machine);
    } catch (error) {
      if (isStopped) return;
      const info = errorInfoOf(error);
      log.error('sync.ended', { code: info.code });
      status.phase({ name: 'stopped' });
    } finally {
      isOver = true;
      machine?.refuseForgets(whyNotNow() ?? { code: 'cancelled' });
    }
  }

  /** What the store holds; waits where its disk refuses. Null where the engine is ended meanwhile. */
  async function readState(): Promise<StoreState | null> {
    while (!isStopped) {
      try {
        return await store.call('store.state', {});
      } catch (error) {
        const info = errorInfoOf(error);
        if (reactionTo(info).do !== 'retry') throw error;
        isWoken = false;
        pauses.broken(clock.now());
        status.phase({ name: 'failed', error: info, retryAt: pauses.until });
        await sleep(pauses.until);
      }
    }
    return null;
  }

  async function loop(inside: Machine): Promise<void> {
    while (!isStopped) {
      isWoken = false;
      const now = clock.now();
      // A clock that was set back must not leave the engine waiting for a time that was.
      if (now < seenAt) {
        pauses.shift(now - seenAt);
        inside.clockSetBack(now);
      }
      seenAt = now;
      if (pauses.until > now) {
        await sleep(pauses.until);
        continue;
      }
      const choice = inside.choose(pauses.notBefore);
      if (choice.next === null) {
        const phase = restingPhase(inside, choice);
        status.phase(phase);
        // What is shown ends in its time, though there is nothing to do yet.
        await sleep('retryAt' in phase ? Math.min(choice.until, phase.retryAt) : choice.until);
        continue;
      }
      const key = taskKey(choice.next.task);
      const phase = inside.phaseOf(choice.next.task);
      if (phase !== null) status.phase(phase);
      try {
        const { isProof } = await inside.perform(choice.next);
        // A step that made no call says nothing about the network.
        if (isProof) await succeeded(key);
        else pauses.forgive(key);
      } catch (error) {
        if (!(await failed(key, error, inside))) return;
      }
      if (inside.waitingSince() === null || inside.hasMoved()) status.stalled(null);
      status.show(inside.shown());
      watchdog.arm();
    }
  }

  async function succeeded(key: string): Promise<void> {
    pauses.succeeded(key);
    if (pauses.nextRetry(clock.now()) === null) lastError = null;
    if (!toldOffline) return;
    toldOffline = false;
    log.info('sync.online');
    await machine?.note('online');
  }

  /** Shows what went wrong and waits as it asks for. @returns whether the engine goes on */
  async function failed(key: string, error: unknown, inside: Machine): Promise<boolean> {
    if (isStopped) return false;
    const info = errorInfoOf(error);
    // Given up for something more important: it is chosen again.
    if (info.code === 'cancelled' && inside.wasAborted()) return true;
    log.warn('sync.interrupted', { code: info.code, task: key });
    const now = clock.now();
    const reaction = reactionTo(info);
    if (reaction.do !== 'retry') inside.refuseForgets(info);
    switch (reaction.do) {
      case 'stop':
        status.phase({ name: 'stopped' });
        return false;
      case 'needs-key':
        status.phase({ name: 'needs-key' });
        await inside.note('needs-key');
        return false;
      case 'wait':
        return refused(inside, now, reaction.ms);
      case 'offline':
        if (info.code !== 'network') pauses.failed(key, now);
        status.phase({ name: 'offline', retryAt: pauses.offline(now) });
        if (toldOffline) return true;
        toldOffline = true;
        await inside.note('offline', info.code);
        return true;
      case 'retry':
        // What cannot be read about one record is no failure of the engine.
        if (key !== 'look' && key !== 'fill' && key !== 'prefetch') lastError = info;
        // Where the disk refuses, every answer would be lost.
        if (info.code === 'storage') pauses.broken(now);
        else pauses.failed(key, now);
        if (pauses.until > now) status.phase({ name: 'failed', error: info, retryAt: pauses.until });
        return true;
    }
  }

  async function refused(inside: Machine, now: number, ms: number): Promise<boolean> {
    // As a rule the budget knows until when, and `allowedAt` holds everything back that must wait, and nothing else.
    const isKnown = calls.allowedAt(inside.lastLane()) > now;
    const limit = isKnown ? calls.heldBy(inside.lastLane()) : 'asked';
    if (!isKnown) status.phase({ name: 'waiting', retryAt: pauses.refused(now, ms), limit });
    if (!isKnown || calls.allowedAt('edit') >= now + NOTED_MS) await inside.note('limit', limit);
    return true;
  }

  /** What keeps the engine from calling the CRM for the user at this moment; null where nothing does. */
  function whyNotNow(): ErrorInfo | null {
    const now = clock.now();
    const { phase } = status.state();
    if (phase.name === 'needs-key') return { code: 'auth' };
    if (isStopped || isOver || machine === null) return { code: 'store-unavailable', reason: 'not-open' };
    const allowedAt = calls.allowedAt('edit');
    if (allowedAt > now) return { code: 'rate-limited', waitMs: allowedAt - now };
    if (pauses.until <= now) return null;
    if (pauses.isOffline()) return { code: 'network', reason: 'offline' };
    return phase.name === 'failed' ? phase.error : { code: 'rate-limited', waitMs: pauses.until - now };
  }

  function restingPhase(
    inside: Machine,
    { until, isHeld }: Extract<Choice, { next: null }>,
  ): SyncState['phase'] {
    if (isHeld) return { name: 'waiting', retryAt: until, limit: calls.heldBy('edit') };
    if (inside.isHeldByBudget())
      return { name: 'waiting', retryAt: until, limit: calls.heldBy('background') };
    if (pauses.isOffline()) return { name: 'offline', retryAt: until };
    const retryAt = pauses.nextRetry(clock.now());
    return lastError !== null && retryAt !== null
      ? { name: 'failed', error: lastError, retryAt }
      : { name: 'idle' };
  }

  async function sleep(until: number): Promise<void> {
    if (isWoken || isStopped) return;
    waking = new AbortController();
    const ms = Math.min(Math.max(until - clock.now(), 1), LONGEST_SLEEP_MS);
    try {
      await clock.sleep(ms, waking.signal);
    } catch (error) {
      // Woken; the loop sees by what.
      if (!waking.signal.aborted) throw error;
    }
  }

  return {
    start() {
      running = running.then(begin);
    },
    look: (ref) => tell((inside) => inside.look(ref)),
    fill(refs) {
      pauses.hasten(clock.now());
      tell((inside) => {
        inside.fill(refs);
        status.show(inside.shown());
      });
    },
    async forget(ref) {
      pauses.hasten(clock.now());
      const refusal = whyNotNow();
      if (refusal !== null || machine === null) throw new AppError(refusal ?? { code: 'cancelled' });
      pauses.forgive('forget');
      const outcome = machine.forget(ref);
      wake();
      return outcome;
    },
    edited() {
      pauses.hasten(clock.now());
      tell((inside) => inside.edited());
      watchdog.arm();
    },
    now() {
      pauses.hasten(clock.now());
      tell((inside) => inside.askNow());
    },
    walkAgain() {
      pauses.hasten(clock.now());
      tell((inside) => inside.askAll());
    },
    answerMassDeletion: (kind, remove) => tell((inside) => inside.answer(kind, remove)),
    networkChanged() {
      pauses.hasten(clock.now());
      wake();
    },
    save(reason) {
      status.saving(reason);
      tell((inside) => inside.save(reason !== null));
    },
    state: () => status.state(),
    async stop() {
      isStopped = true;
      machine?.abort();
      waking.abort(new AppError({ code: 'cancelled' }));
      await running;
      await watchdog.stop();
    },
  };
}
