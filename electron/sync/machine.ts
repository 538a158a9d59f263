import type { Kind, RecordRef } from '../../shared/entities/kind.ts';
import type { ErasableRef, Erasure } from '../../shared/erasure.ts';
import { AppError, errorInfoOf, type ErrorInfo } from '../../shared/errors.ts';
import type { Log } from '../../shared/log.ts';
import type { StoreForSyncClient } from '../../shared/rpc/contract.ts';
import type { JournalEntry, StoreState } from '../../shared/store-port.ts';
import type { SyncState } from '../../shared/sync-state.ts';
import type { Clock } from '../../shared/time.ts';
import { createErasures } from './erasures.ts';
import { createNotebook } from './notebook.ts';
import { phaseOf } from './phases.ts';
import type { Calls, CrmForSync, SyncLane } from './ports.ts';
import { journalEntry, type PullJob } from './pull/job.ts';
import { showMe } from './pull/whose.ts';
import { PIECES } from './pull/pieces.ts';
import type { Pusher, PusherPorts } from './push/ports.ts';
import { rhythmOf } from './rhythm.ts';
import { createRunner } from './runner.ts';
import { choose, isMirrored, type Candidate, type Choice, type Situation } from './schedule.ts';
import type { Shown } from './status.ts';
import type { ReadingTask, Task } from './task.ts';

export interface MachinePorts {
  readonly crm: CrmForSync;
  readonly store: StoreForSyncClient;
  readonly clock: Clock;
  readonly chance: () => number;
  readonly calls: Calls;
  readonly log: Log;
  /** The store's, when the engine begins. */
  readonly state: StoreState;
  readonly makePusher: (ports: PusherPorts) => Pusher;
  /** Told how far a file is on its way up. */
  readonly onUpload: (upload: SyncState['upload']) => void;
}

/** The inside of the engine: what there is to do, and the doing of one piece of it. The loop around it, and what is done about errors, are `engine.ts`. */
export interface Machine {
  choose(notBefore: (key: string) => number): Choice;
  /** Does one task. `isProof`: an answer came from the CRM. Rejects with what went wrong; the task is then still to be done. */
  perform(candidate: Candidate): Promise<{ isProof: boolean }>;
  /** Gives up what is being read for the background: something more important has come. */
  yieldTo(): void;
  /** Gives up whatever is being done: the engine ends. */
  abort(): void;
  /** Whether the last task was given up by us. */
  wasAborted(): boolean;
  lastLane(): SyncLane;
  look(ref: RecordRef): void;
  /** Erases a record as the next thing that is done. */
  forget(ref: ErasableRef): Promise<Erasure>;
  /** Nothing can be done now: whoever waits for a record to be erased is told why. */
  refuseForgets(error: ErrorInfo): void;
  fill(refs: readonly RecordRef[]): void;
  /** Whether nothing is to be fetched ahead. */
  save(isSaving: boolean): void;
  edited(): void;
  askNow(): void;
  askAll(): void;
  answer(kind: Kind, remove: boolean): void;
  /** Since when there is something to send and nothing moved; null where there is nothing. */
  waitingSince(): number | null;
  /** Whether the last task was a step of the push that moved something. */
  hasMoved(): boolean;
  /** Whether a walk over everything, which the user waits for, is held back by the budget. */
  isHeldByBudget(): boolean;
  clockSetBack(now: number): void;
  /** Writes a line for the log of what the sync did. A disk that refuses it is passed over. */
  note(event: JournalEntry['event'], detail?: string): Promise<void>;
  /** How a task is shown; null for a look into an outbox in which there is most likely nothing to do. */
  phaseOf(task: Task): SyncState['phase'] | null;
  shown(): Shown;
}

interface Current {
  readonly candidate: Candidate;
  readonly abort: AbortController;
}

export function createMachine(ports: MachinePorts): Machine {
  const { store, clock, calls, log } = ports;
  const notebook = createNotebook(store, ports.state);
  const runner = createRunner(ports.state, notebook.notes().fill);
  const erasures = createErasures();
  let current: Current | null = null;
  let wasAborted = false;
  let lastLane: SyncLane = 'background';
  /** Calls made by the task under way. */
  let spent = 0;
  let pushAt = clock.now();
  let movedAt = clock.now();
  let hasMoved = false;
  /** Whether the outbox changed while a step ran: it has not seen that. */
  let isEditedMeanwhile = false;
  /** Whether there is a reason to think that the next step of the push has something to do. */
  let isPushLikely = false;
  let pushesInRow = 0;
  let agendaAt = 0;
  let backgroundAt = 0;
  let isRecovered = false;
  let isSaving = false;
  /** Who the key's user is, told by a step of the push and not written down yet. */
  let toldMe: number | null = null;

  const pusher = ports.makePusher({
    crm: ports.crm,
    store,
    clock,
    chance: ports.chance,
    calls,
    log,
    viewIds,
    binId: (kind) => Promise.resolve(notebook.notes().kinds[kind].binViewId),
    me: () => toldMe ?? notebook.notes().me,
    learnMe: (id) => void (toldMe = id),
    filesChanged: (ref) => runner.filesChanged(ref),
    onUpload: ports.onUpload,
  });

  function jobOf(lane: SyncLane, signal: AbortSignal): PullJob {
    return {
      crm: ports.crm,
      store,
      notebook,
      log,
      now: () => clock.now(),
      serverNow: () => calls.serverNow(),
      call() {
        spent += 1;
        return { lane, signal };
      },
    };
  }

  async function viewIds(kind: Kind): Promise<readonly number[]> {
    const known = notebook.notes().kinds[kind].viewIds;
    if (known !== null || current === null) return known ?? [];
    const job = jobOf('edit', current.abort.signal);
    await runner.run({ do: 'configuration', piece: `filters:${kind}` }, job, rhythmOf(calls.share()));
    return notebook.notes().kinds[kind].viewIds ?? [];
  }

  /** Whether the user waits for everything to be here for the first time, or once more, or for a trip. */
  function isBurst(): boolean {
    const notes = notebook.notes();
    const { cursors } = runner;
    const absentKinds = runner.absentKinds();
    const isUnread = PIECES.some(
      (piece) =>
        notes.configuration.readAt[piece] === undefined &&
        !absentKinds.some((kind) => piece === `fields:${kind}`),
    );
    const isHurried = Object.values(notes.kinds).some(({ sweep }) => sweep?.hurried === true);
    return runner.filling() !== null || isUnread || isHurried || !isMirrored({ cursors, absentKinds });
  }

  function situation(notBefore: (key: string) => number): Situation {
    return {
      now: clock.now(),
      rhythm: rhythmOf(calls.share()),
      notes: notebook.notes(),
      cursors: runner.cursors,
      absentKinds: runner.absentKinds(),
      pushAt,
      pushesInRow,
      hasForgets: erasures.has(),
      hasLooks: runner.hasLooks(),
      hasFills: runner.filling() !== null,
      hasConfirms: runner.hasConfirms(),
      answers: runner.answers(),
      asked: runner.asked(),
      walking: runner.walking(),
      agendaAt,
      backgroundAt,
      prefetchAt: runner.prefetchAt(),
      isSaving,
      sweptLast: runner.sweptLast(),
      allowedAt: (lane) => calls.allowedAt(lane),
      notBefore,
    };
  }

  async function push(signal: AbortSignal): Promise<boolean> {
    hasMoved = false;
    if (!isRecovered) {
      await pusher.recover();
      isRecovered = true;
    }
    const step = await pusher.step(signal);
    const at = clock.now();
    if (toldMe !== null && toldMe !== notebook.notes().me) await learnMe(toldMe);
    if (step.did === 'moved') {
      hasMoved = true;
      isPushLikely = true;
      movedAt = at;
      pushAt = at;
      pushesInRow += 1;
      return true;
    }
    pushesInRow = 0;
    isPushLikely = isEditedMeanwhile || step.next !== null;
    pushAt = isEditedMeanwhile ? at : (step.next ?? Infinity);
    return false;
  }

  async function forget(signal: AbortSignal): Promise<void> {
    await erasures.step({ ...jobOf('edit', signal), crm: ports.crm });
    // What waited to be sent about the record does so no longer.
    pushAt = Math.min(pushAt, clock.now());
  }

  /** A trip may begin without the network having come back, and the app is closed before it: the wish is kept at once. */
  async function keepFill(): Promise<void> {
    try {
      await notebook.apply({}, { fill: runner.filled() });
    } catch (error) {
      log.warn('sync.fill-not-kept', { code: errorInfoOf(error).code });
    }
  }

  async function learnMe(id: number): Promise<void> {
    await showMe(id, runner.absentKinds(), { store, now: () => clock.now() });
    await notebook.apply({}, { me: id });
  }

  /** Gives the next background call, or the next pass of the agenda, its time: each call made takes its part of the hour. */
  function pace({ task, lane }: Candidate, startedAt: number, burst: boolean): void {
    const rhythm = rhythmOf(calls.share());
    if (lane === 'edit' || lane === 'look') return;
    if (task.do === 'agenda' || task.do === 'confirm')
      agendaAt = Math.max(agendaAt, startedAt) + spent * rhythm.agendaCallMs;
    else if (!burst) backgroundAt = Math.max(backgroundAt, startedAt) + spent * rhythm.backgroundCallMs;
  }

  async function read(task: ReadingTask, lane: SyncLane, signal: AbortSignal): Promise<void> {
    pushesInRow = 0;
    const changed = await runner.run(task, jobOf(lane, signal), rhythmOf(calls.share()));
    // What came may have ended a conflict, or left nothing to send.
    if (changed > 0) pushAt = Math.min(pushAt, clock.now());
  }

  return {
    choose(notBefore) {
      calls.burst?.(isBurst());
      return choose(situation(notBefore));
    },
    async perform(candidate) {
      const { task, lane } = candidate;
      const abort = new AbortController();
      const startedAt = clock.now();
      const burst = isBurst();
      current = { candidate, abort };
      lastLane = lane;
      wasAborted = false;
      hasMoved = false;
      isEditedMeanwhile = false;
      spent = 0;
      try {
        if (task.do === 'push') return { isProof: await push(abort.signal) };
        if (task.do === 'forget') await forget(abort.signal);
        else await read(task, lane, abort.signal);
        return { isProof: spent > 0 };
      } finally {
        wasAborted = abort.signal.aborted;
        current = null;
        pace(candidate, startedAt, burst);
      }
    },
    yieldTo() {
      const lane = current?.candidate.lane;
      if (lane === 'background' || lane === 'today')
        current?.abort.abort(new AppError({ code: 'cancelled' }));
    },
    abort: () => current?.abort.abort(new AppError({ code: 'cancelled' })),
    wasAborted: () => wasAborted,
    lastLane: () => lastLane,
    look(ref) {
      runner.look(ref, clock.now());
      if (runner.hasLooks()) this.yieldTo();
    },
    forget(ref) {
      const outcome = erasures.ask(ref);
      this.yieldTo();
      return outcome;
    },
    refuseForgets: (error) => erasures.refuse(error),
    fill(refs) {
      runner.fill(refs, clock.now());
      this.askNow();
      void keepFill();
    },
    save(next) {
      isSaving = next;
    },
    edited() {
      isPushLikely = true;
      pushAt = Math.min(pushAt, clock.now());
      isEditedMeanwhile = true;
      this.yieldTo();
    },
    askNow() {
      pushAt = Math.min(pushAt, clock.now());
      isEditedMeanwhile = true;
      runner.askNow();
    },
    askAll() {
      this.askNow();
      runner.askAll();
    },
    answer: (kind, remove) => runner.answer(kind, remove),
    waitingSince: () => (Number.isFinite(pushAt) ? Math.max(pushAt, movedAt) : null),
    hasMoved: () => hasMoved,
    isHeldByBudget() {
      return !isSaving && isBurst() && calls.allowedAt('background') > clock.now();
    },
    clockSetBack(now) {
      agendaAt = Math.min(agendaAt, now);
      backgroundAt = Math.min(backgroundAt, now);
      movedAt = Math.min(movedAt, now);
      pushAt = Math.min(pushAt, now);
    },
    async note(event, detail) {
      const entry = journalEntry(clock.now(), event, detail === undefined ? {} : { detail });
      try {
        await store.call('journal.add', { entries: [entry] });
      } catch (error) {
        if (errorInfoOf(error).code !== 'storage') throw error;
        log.warn('sync.not-noted', { event });
      }
    },
    phaseOf(task) {
      if (task.do === 'push' && !isPushLikely) return null;
      const isHurried = task.do === 'sweep' && notebook.notes().kinds[task.kind].sweep?.hurried === true;
      return phaseOf(task, runner.looked(), isHurried);
    },
    shown: () => ({
      notes: notebook.notes(),
      cursors: { ...runner.cursors },
      absentKinds: runner.absentKinds(),
      filling: runner.filling(),
    }),
  };
}
