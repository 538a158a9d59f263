import type { Kind } from '../../shared/entities/kind.ts';
import type { MirrorCursor } from '../../shared/store-port.ts';
import type { Notes } from './bookmarks.ts';
import type { SyncLane } from './ports.ts';
import { activitiesDueAt } from './pull/activities.ts';
import { ESSENTIAL, FOR_FORMS, kindOfPiece, PIECES, type Piece } from './pull/pieces.ts';
import { productsDueAt } from './pull/products.ts';
import type { Rhythm } from './rhythm.ts';
import { taskKey, type Task } from './task.ts';

/** Accounts first: contacts and deals are shown with their names. */
export const ORDER: readonly Kind[] = ['sales_accounts', 'contacts', 'deals', 'leads'];

/** A push that has had so many turns in a row lets something else have one, lest a long outbox keep everything old. */
const PUSHES_IN_ROW = 10;

/** Everything that decides what comes next. Times are epoch milliseconds; `Infinity` is never. */
export interface Situation {
  readonly now: number;
  readonly rhythm: Rhythm;
  readonly notes: Notes;
  readonly cursors: Readonly<Partial<Record<Kind, MirrorCursor>>>;
  readonly absentKinds: readonly Kind[];
  /** When there is something to send, or to find out about. */
  readonly pushAt: number;
  readonly pushesInRow: number;
  /** Whether the user waits for a record to be erased. */
  readonly hasForgets: boolean;
  /** Whether the user looks at something that has to be read, or something waits to be asked for by itself. */
  readonly hasLooks: boolean;
  /** Whether the user waits for records to be filled before a trip. */
  readonly hasFills: boolean;
  readonly hasConfirms: boolean;
  /** Kinds for which the user answered to a mass deletion. */
  readonly answers: ReadonlySet<Kind>;
  /** Tasks that the user asked for: due now. */
  readonly asked: ReadonlySet<string>;
  /** Tasks in the middle of several pages: they go on. */
  readonly walking: ReadonlySet<string>;
  /** When the agenda, and when a call of the background, has its turn again. */
  readonly agendaAt: number;
  readonly backgroundAt: number;
  /** When there may be details to prefetch. */
  readonly prefetchAt: number;
  /** Whether nothing is to be fetched ahead: power or data are to be spared. */
  readonly isSaving: boolean;
  /** Whether the last filler was a page of a sweep; the two take turns. */
  readonly sweptLast: boolean;
  allowedAt(lane: SyncLane): number;
  /** Not before this, because it failed. */
  notBefore(key: string): number;
}

export interface Candidate {
  readonly task: Task;
  readonly lane: SyncLane;
  /** When it wants to be done. */
  readonly at: number;
}

/** What to do now, or until when there is nothing, and whether the user waits for something that the limits of calls hold back. */
export type Choice =
  { readonly next: Candidate } | { readonly next: null; readonly until: number; readonly isHeld: boolean };

/** Chooses the first candidate that may be done now. */
export function choose(situation: Situation): Choice {
  const { now } = situation;
  let until = Infinity;
  let isHeld = false;
  for (const candidate of candidates(situation)) {
    // A push answers to the budget itself, and an answer needs no call.
    const allowedAt = candidate.task.do === 'answer' ? 0 : situation.allowedAt(candidate.lane);
    const wantedAt = Math.max(candidate.at, situation.notBefore(taskKey(candidate.task)));
    const at = Math.max(wantedAt, allowedAt);
    if (at <= now) return { next: candidate };
    until = Math.min(until, at);
    if (wantedAt <= now && (candidate.lane === 'edit' || candidate.lane === 'look')) isHeld = true;
  }
  return { next: null, until, isHeld };
}

/** Whether every kind that the account has was walked once. */
export function isMirrored({ cursors, absentKinds }: Pick<Situation, 'cursors' | 'absentKinds'>): boolean {
  return ORDER.every((kind) => absentKinds.includes(kind) || (cursors[kind]?.finishedAt ?? null) !== null);
}

/** When something that was done at a time is due again; at once where that time lies ahead, as the clock was set back since. */
function dueAfter(at: number | null | undefined, every: number, now: number): number {
  return at === null || at === undefined || at > now ? 0 : at + every;
}

/** Everything there is to do, most important first, with the time when each wants to be done. */
export function candidates(situation: Situation): Candidate[] {
  const { pushAt, pushesInRow, hasLooks, hasForgets } = situation;
  const forget: Candidate = { task: { do: 'forget' }, lane: 'edit', at: hasForgets ? 0 : Infinity };
  const push: Candidate = { task: { do: 'push' }, lane: 'edit', at: pushAt };
  const look: Candidate = { task: { do: 'look' }, lane: 'look', at: hasLooks ? 0 : Infinity };
  const all = [...first(situation), ...kept(situation)];
  const others = situation.isSaving ? all.filter(({ task }) => !isAhead(task, situation)) : all;
  // The user's edits, and then what he looks at; but a look waits for one edit, not for a thousand.
  const lively = pushesInRow > 0 ? [look, push] : [push, look];
  if (pushesInRow >= PUSHES_IN_ROW)
    return [forget, look, ...others.filter((each) => each.lane !== 'background'), push, ...others];
  return [forget, ...lively, ...others];
}

/** Whether a task only fetches ahead, and nobody has asked for it. What changed is still asked for: that is little, and what the screens show depends on it. */
function isAhead(task: Task, { notes, asked }: Situation): boolean {
  if (asked.has(taskKey(task))) return false;
  switch (task.do) {
    case 'mirror':
    case 'prefetch':
    case 'activities':
    case 'products':
    case 'bin':
      return true;
    case 'sweep':
      return notes.kinds[task.kind].sweep?.hurried !== true;
    case 'push':
    case 'forget':
    case 'look':
    case 'fill':
    case 'configuration':
    case 'agenda':
    case 'confirm':
    case 'begin':
    case 'changes':
    case 'answer':
      return false;
  }
}

function piecesDue(
  { notes, rhythm, absentKinds, now }: Situation,
  pieces: readonly Piece[],
): { piece: Piece; at: number }[] {
  return pieces
    .filter((piece) => {
      const kind = kindOfPiece(piece);
      return kind === null || piece.startsWith('filters') || !absentKinds.includes(kind);
    })
    .map((piece) => ({
      piece,
      at: dueAfter(notes.configuration.readAt[piece], rhythm.configurationMs, now),
    }));
}

/** What an account needs before it is here, in the order of first use. */
function first(situation: Situation): Candidate[] {
  const { notes, cursors, absentKinds, asked, walking, rhythm, agendaAt, now } = situation;
  const missing = (pieces: readonly Piece[]): Candidate[] =>
    piecesDue(situation, pieces)
      .filter(({ piece }) => notes.configuration.readAt[piece] === undefined || asked.has(piece))
      .map(({ piece }) => ({
        task: { do: 'configuration', piece },
        lane: asked.has(piece) ? 'background' : 'today',
        at: 0,
      }));
  const kinds = ORDER.filter((kind) => !absentKinds.includes(kind) && notes.kinds[kind].viewIds !== null);
  const { tasksAt } = notes.agenda;
  const isAgendaNow = asked.has('agenda') || walking.has('agenda') || tasksAt === null;
  return [
    ...[...situation.answers].map((kind): Candidate => ({
      task: { do: 'answer', kind },
      lane: 'today',
      at: 0,
    })),
    ...missing(ESSENTIAL),
    {
      task: { do: 'agenda' },
      lane: asked.has('agenda') ? 'look' : 'today',
      at: isAgendaNow ? 0 : Math.max(agendaAt, dueAfter(tasksAt, rhythm.agendaMs, now)),
    },
    { task: { do: 'confirm' }, lane: 'today', at: situation.hasConfirms ? 0 : Infinity },
    ...kinds
      .filter((kind) => cursors[kind] === undefined)
      .map((kind): Candidate => ({ task: { do: 'begin', kind }, lane: 'today', at: 0 })),
    ...missing(FOR_FORMS),
    ...kinds
      .filter((kind) => cursors[kind]?.finishedAt === null)
      .map((kind): Candidate => ({ task: { do: 'mirror', kind }, lane: 'background', at: 0 })),
  ];
}

/** What keeps fresh what is here. */
function kept(situation: Situation): Candidate[] {
  const { notes, absentKinds, cursors, asked, walking, rhythm, backgroundAt, now } = situation;
  const kinds = ORDER.filter(
    (kind) => !absentKinds.includes(kind) && (cursors[kind]?.finishedAt ?? null) !== null,
  );
  /** Not before its turn in the row of background calls, unless the user asked or it is in the middle of something. */
  const inRow = (task: Task, at: number): Candidate => {
    const key = taskKey(task);
    if (asked.has(key)) return { task, lane: 'look', at: 0 };
    if (walking.has(key)) return { task, lane: 'background', at: 0 };
    return { task, lane: 'background', at: Math.max(at, backgroundAt) };
  };
  const changes = kinds.map((kind): Candidate => {
    const { checkedAt, viewIds } = notes.kinds[kind];
    const every = rhythm.changesMs(kind, viewIds?.length ?? 1);
    const dueAt = dueAfter(checkedAt, every, now);
    const candidate = inRow({ do: 'changes', kind }, dueAt);
    // After a night, or a week without a network, changes come at once.
    const lateAt = dueAt + every;
    if (candidate.lane !== 'background') return candidate;
    if (lateAt <= now) return { ...candidate, lane: 'today', at: dueAt };
    return { ...candidate, at: Math.min(candidate.at, lateAt) };
  });
  const hurried = kinds.filter((kind) => notes.kinds[kind].sweep?.hurried === true);
  const unread = piecesDue(situation, PIECES).map(({ piece, at }): Candidate => {
    const isNew = notes.configuration.readAt[piece] === undefined;
    const candidate = inRow({ do: 'configuration', piece }, at);
    return isNew ? { ...candidate, at: 0 } : candidate;
  });
  const sweeps = nextSweep(kinds, situation).map(({ kind, at }) => inRow({ do: 'sweep', kind }, at));
  const prefetch = inRow({ do: 'prefetch' }, situation.prefetchAt);
  // Everything that changed first: a record that is filled after it is filled as it is now.
  const fill: Candidate = { task: { do: 'fill' }, lane: 'background', at: situation.hasFills ? 0 : Infinity };
  return [
    ...changes,
    fill,
    ...hurried.map((kind): Candidate => ({ task: { do: 'sweep', kind }, lane: 'background', at: 0 })),
    ...unread,
    ...kinds
      .filter((kind) => notes.kinds[kind].binViewId !== null)
      .map((kind) => {
        const { binCheckedAt } = notes.kinds[kind];
        // The first check is of what was deleted while the mirror ran: it can wait as others do.
        const from = binCheckedAt ?? cursors[kind]?.finishedAt ?? now;
        return inRow({ do: 'bin', kind }, dueAfter(from, rhythm.binMs, now));
      }),
    inRow({ do: 'activities' }, activitiesDueAt(notes.activities, rhythm, now)),
    inRow({ do: 'products' }, productsDueAt(notes, rhythm)),
    ...(situation.sweptLast ? [prefetch, ...sweeps] : [...sweeps, prefetch]),
  ];
}

/** One sweep at a time: the one under way, else of the kind that was swept longest ago. */
function nextSweep(
  kinds: readonly Kind[],
  { notes, cursors, rhythm, now }: Situation,
): { kind: Kind; at: number }[] {
  const under = kinds.find((kind) => notes.kinds[kind].sweep !== null);
  if (under !== undefined) return [{ kind: under, at: 0 }];
  const due = kinds.map((kind) => ({
    kind,
    at: dueAfter(notes.kinds[kind].sweptAt ?? cursors[kind]?.finishedAt, rhythm.sweepMs, now),
  }));
  return due.sort((a, b) => a.at - b.at).slice(0, 1);
}
