import { KINDS, type Kind, type RecordRef } from '../../shared/entities/kind.ts';
import type { RawRecord } from '../../shared/entities/record.ts';
import { AppError, assertNever } from '../../shared/errors.ts';
import type { MirrorCursor, StoreState } from '../../shared/store-port.ts';
import { createBelongings } from './belongings.ts';
import type { FillNotes } from './bookmarks.ts';
import { activitiesStep, walkActivities } from './pull/activities.ts';
import {
  agendaStep,
  EVERY_LIST,
  firstAgendaWalk,
  listsOf,
  TODAY_LISTS,
  type AgendaWalk,
} from './pull/agenda.ts';
import { binStep, changesStep, firstWalk, type ChangeWalk } from './pull/changes.ts';
import { readPiece } from './pull/configuration.ts';
import type { PullJob } from './pull/job.ts';
import { beginMirror, mirrorPage } from './pull/mirror.ts';
import { kindOfPiece, PIECES, type Piece } from './pull/pieces.ts';
import { productsStep } from './pull/products.ts';
import { presume } from './pull/whose.ts';
import { answerMass, firstSweep, sweepStep } from './pull/sweep.ts';
import type { Rhythm } from './rhythm.ts';
import { isMirrored, ORDER } from './schedule.ts';
import { taskKey, type ReadingTask } from './task.ts';
import { createUnknown } from './unknown.ts';

/** A kind that is refused so often in a row is taken for closed to the key's user. A single refusal may be a mistake of a proxy's, and would hide all its records for a day. */
const REFUSALS_BELIEVED = 3;

/** Does the tasks of reading, and keeps what stands between two steps of one. All of it may be lost: it is found again. */
export interface Runner {
  /** @returns how many records changed */
  run(task: ReadingTask, job: PullJob, rhythm: Rhythm): Promise<number>;
  look(ref: RecordRef, now: number): void;
  filesChanged(ref: RecordRef): void;
  fill(refs: readonly RecordRef[], now: number): void;
  answer(kind: Kind, remove: boolean): void;
  /** Asks for what is new, at once. */
  askNow(): void;
  /** Walks everything again. */
  askAll(): void;
  readonly cursors: Partial<Record<Kind, MirrorCursor>>;
  absentKinds(): readonly Kind[];
  hasLooks(): boolean;
  filling(): { readonly total: number; readonly left: number } | null;
  /** The same, to be kept over a restart. */
  filled(): FillNotes | null;
  hasConfirms(): boolean;
  answers(): ReadonlySet<Kind>;
  asked(): ReadonlySet<string>;
  walking(): ReadonlySet<string>;
  prefetchAt(): number;
  sweptLast(): boolean;
  /** The record that is looked at, filled or prefetched next. */
  looked(): RecordRef | null;
}

/**
 * @param state the store's, when the engine begins
 * @param fill what was being filled before that
 */
export function createRunner(state: StoreState, fill: FillNotes | null): Runner {
  const cursors: Partial<Record<Kind, MirrorCursor>> = { ...state.cursors };
  let absentKinds: readonly Kind[] = state.absentKinds;
  const changes = new Map<Kind, ChangeWalk>();
  const bins = new Map<Kind, ChangeWalk>();
  let agenda: AgendaWalk | null = null;
  let wholeAgenda = false;
  let sweepAll = false;
  const belongings = createBelongings(fill);
  const { confirms } = belongings;
  const answers = new Map<Kind, boolean>();
  const asked = new Set<string>();
  /** Walks that were under way when they were asked for: each is followed by a whole one. */
  const begunBefore = new Set<string>();
  const unknown = createUnknown();
  const refusals = new Map<Kind, number>();
  let sweptLast = false;

  function viewIdsOf(kind: Kind, job: PullJob): readonly number[] {
    return job.notebook.notes().kinds[kind].viewIds ?? [];
  }

  function check(records: readonly RawRecord[], job: PullJob): void {
    for (const piece of unknown.check(records, job)) asked.add(piece);
  }

  async function runAgenda(job: PullJob, rhythm: Rhythm): Promise<number> {
    if (agenda === null) {
      const lists = asked.has('agenda')
        ? TODAY_LISTS
        : listsOf(job.notebook.notes().agenda, rhythm, job.now());
      agenda = wholeAgenda ? firstAgendaWalk(EVERY_LIST, true) : firstAgendaWalk(lists);
      wholeAgenda = false;
    }
    const { whole } = agenda;
    const step = await agendaStep(agenda, job);
    agenda = step.walk;
    if (agenda === null) await presume(step.suspects, absentKinds, job);
    confirms.add(
      step.confirm,
      job.now(),
      whole ? 'all' : isMirrored({ cursors, absentKinds }) ? 'some' : 'few',
    );
    return step.changed;
  }

  async function begin(kind: Kind, job: PullJob): Promise<number> {
    cursors[kind] = await beginMirror(kind, viewIdsOf(kind, job), job);
    return 1;
  }

  async function mirror(kind: Kind, job: PullJob): Promise<number> {
    const cursor = cursors[kind];
    if (cursor === undefined) return 0;
    // The views have changed since the walk began: it would not have everything.
    if (cursor.viewIds.join() !== viewIdsOf(kind, job).join()) return begin(kind, job);
    cursors[kind] = await mirrorPage(kind, cursor, job);
    return 1;
  }

  async function sweep(kind: Kind, job: PullJob): Promise<number> {
    sweptLast = true;
    const notes = job.notebook.notes().kinds[kind];
    const viewIds = viewIdsOf(kind, job);
    const under = notes.sweep;
    const isCurrent = under !== null && under.cursor.viewIds.join() === viewIds.join();
    const step = await sweepStep(
      kind,
      isCurrent ? under : firstSweep(viewIds, under?.hurried ?? false, job.now()),
      job,
    );
    check(step.records, job);
    return step.changed;
  }

  async function changesOf(kind: Kind, job: PullJob): Promise<number> {
    const viewIds = viewIdsOf(kind, job);
    if (viewIds.length === 0) {
      const notes = job.notebook.notes().kinds[kind];
      return job.notebook.apply({}, { kinds: { [kind]: { ...notes, checkedAt: job.now() } } });
    }
    const walk = changes.get(kind) ?? firstWalk(viewIds);
    const step = await changesStep(kind, walk, job);
    if (step.walk === null) changes.delete(kind);
    else changes.set(kind, step.walk);
    check(step.records, job);
    return step.changed;
  }

  async function bin(kind: Kind, job: PullJob): Promise<number> {
    const { binViewId } = job.notebook.notes().kinds[kind];
    if (binViewId === null) return 0;
    const step = await binStep(kind, bins.get(kind) ?? firstWalk([binViewId]), job);
    if (step.walk === null) bins.delete(kind);
    else bins.set(kind, step.walk);
    return step.changed;
  }

  /** Writes down that every kind is to be swept at once, so that it happens also after a restart. */
  async function hurry(job: PullJob): Promise<void> {
    const { kinds, activities } = job.notebook.notes();
    // A kind that is being mirrored is being walked already.
    const present = ORDER.filter(
      (kind) => !absentKinds.includes(kind) && (cursors[kind]?.finishedAt ?? null) !== null,
    );
    await job.notebook.apply(
      {},
      {
        kinds: Object.fromEntries(
          present.map((kind) => [
            kind,
            { ...kinds[kind], sweep: firstSweep(kinds[kind].viewIds ?? [], true, job.now()) },
          ]),
        ),
        activities: walkActivities(activities),
      },
    );
    sweepAll = false;
  }

  function dispatch(task: ReadingTask, job: PullJob, rhythm: Rhythm): Promise<number> {
    switch (task.do) {
      case 'look':
        return belongings.lookStep(job);
      case 'fill':
        return belongings.fillStep(job);
      case 'configuration':
        return configure(task.piece, job);
      case 'agenda':
        return runAgenda(job, rhythm);
      case 'confirm':
        return belongings.confirmStep(job);
      case 'begin':
        return begin(task.kind, job);
      case 'mirror':
        return mirror(task.kind, job);
      case 'changes':
        return changesOf(task.kind, job);
      case 'bin':
        return bin(task.kind, job);
      case 'sweep':
        return sweep(task.kind, job);
      case 'answer': {
        const remove = answers.get(task.kind) ?? false;
        answers.delete(task.kind);
        return answerMass(task.kind, remove, job);
      }
      case 'activities':
        return activitiesStep(rhythm, job).then(({ confirm: refs, changed }) => {
          confirms.add(refs, job.now(), 'all');
          return changed;
        });
      case 'products':
        return productsStep(job);
      case 'prefetch':
        sweptLast = false;
        return belongings.prefetchStep(job, rhythm);
      default:
        return assertNever(task);
    }
  }

  async function configure(piece: Piece, job: PullJob): Promise<number> {
    absentKinds = await readPiece(piece, absentKinds, job, (kind, { info }) => {
      const isKnown = absentKinds.includes(kind);
      // Leads never were on suite accounts (quirks §1).
      const neverWas =
        kind === 'leads' && info.code === 'not-found' && job.notebook.notes().kinds[kind].viewIds === null;
      const times = (refusals.get(kind) ?? 0) + 1;
      refusals.set(kind, times);
      return isKnown || neverWas || times >= REFUSALS_BELIEVED;
    });
    const kind = kindOfPiece(piece);
    if (kind !== null && piece.startsWith('filters')) refusals.delete(kind);
    asked.delete(piece);
    await unknown.settle(piece, job);
    return 0;
  }

  function walking(): Set<string> {
    return new Set([
      ...[...changes.keys()].map((kind) => `changes:${kind}`),
      ...[...bins.keys()].map((kind) => `bin:${kind}`),
      ...(agenda === null ? [] : ['agenda']),
    ]);
  }

  return {
    async run(task, job, rhythm) {
      if (sweepAll) await hurry(job);
      try {
        const changed = await dispatch(task, job, rhythm);
        const key = taskKey(task);
        // What was asked for is answered by a walk that began since, at its end.
        if (!walking().has(key) && !begunBefore.delete(key)) asked.delete(key);
        return changed;
      } catch (error) {
        // A view that is gone: its kind has others now.
        if ('kind' in task && error instanceof AppError && error.info.code === 'not-found') {
          changes.delete(task.kind);
          bins.delete(task.kind);
          begunBefore.delete(taskKey(task));
          asked.add(`filters:${task.kind}`);
        }
        throw error;
      }
    },
    look: belongings.look,
    filesChanged: belongings.filesChanged,
    fill: belongings.fill,
    answer: (kind, remove) => void answers.set(kind, remove),
    askNow() {
      for (const key of walking()) begunBefore.add(key);
      asked.add('agenda');
      for (const kind of KINDS) {
        asked.add(`changes:${kind}`);
        asked.add(`bin:${kind}`);
      }
    },
    askAll() {
      this.askNow();
      for (const piece of PIECES) asked.add(piece);
      asked.add('activities');
      wholeAgenda = true;
      sweepAll = true;
    },
    cursors,
    absentKinds: () => absentKinds,
    hasLooks: belongings.hasLooks,
    filling: belongings.filling,
    filled: belongings.filled,
    hasConfirms: () => confirms.has(),
    answers: () => new Set(answers.keys()),
    asked: () => asked,
    walking,
    prefetchAt: belongings.prefetchAt,
    sweptLast: () => sweptLast,
    looked: belongings.looked,
  };
}
