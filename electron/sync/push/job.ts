import type { Edit, Operation } from '../../../shared/edits/edit.ts';
import type { RecordKind } from '../../../shared/entities/kind.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Unit } from '../../../shared/store-port.ts';
import { localIdsIn } from '../../../shared/edits/references.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';
import type { SyncCall } from '../ports.ts';
import type { Outcome } from './outcome.ts';
import type { PushContext } from './ports.ts';
import { SERVER_TOLERANCE_MS } from './timing.ts';

export type OperationType = Operation['type'];
export type OperationOf<T extends OperationType> = Extract<Operation, { type: T }>;

/** A unit on its way, with its operation told apart. */
export interface Job<T extends OperationType> {
  readonly unit: Unit;
  readonly operation: OperationOf<T>;
  readonly context: PushContext;
}

/** What is known before a unit is sent. */
export type Checked =
  /** The store has what the server says now; what is left to do is for `outbox.begin` to say. */
  | { readonly name: 'fresh' }
  /** Nothing needs to be sent: this is what became of it. */
  | { readonly name: 'decided'; readonly outcome: Outcome };

/** What a look at the server says about an unsure unit. */
export type Verdict =
  /** It was done. */
  | { readonly found: 'done'; readonly outcome: Extract<Outcome, { name: 'done' }> }
  /** It is not there: it was not done, if enough time has passed. */
  | { readonly found: 'nothing' }
  /** What it was about is not there any more, or not for this user. */
  | { readonly found: 'gone'; readonly reason: 'deleted' | 'invisible' }
  /** The server refused it. */
  | { readonly found: 'refused'; readonly error: Extract<Outcome, { name: 'refused' }>['error'] }
  /** Several records may be it. */
  | {
      readonly found: 'several';
      readonly candidates: Extract<Outcome, { name: 'question' }>['candidates'];
      /** Whether none of them is as was asked. */
      readonly isGuess: boolean;
    }
  /** The API has no way to find out. */
  | { readonly found: 'no-way' }
  /** The server is still at it, or does not show it yet. */
  | { readonly found: 'not-yet' };

/** How one operation on one kind of record is done exactly once. */
export interface Strategy<T extends OperationType> {
  /** Reads what the unit is about, so that it is never sent on an old base. */
  check(job: Job<T>): Promise<Checked>;
  /** Sends one request, and reads its answer. */
  send(job: Job<T>): Promise<Outcome>;
  /** Finds out whether it was done. Changes nothing on the server. */
  probe(job: Job<T>): Promise<Verdict>;
}

export const FRESH: Checked = { name: 'fresh' };
export const NOTHING_FOUND: Verdict = { found: 'nothing' };

/** For whom the calls of the push are made. */
export function callOf(context: PushContext): SyncCall {
  return { lane: 'edit', signal: context.signal };
}

/** A `done` with what it does not say left empty. */
export function done(
  given: Partial<Omit<Extract<Outcome, { name: 'done' }>, 'name'>> = {},
): Extract<Outcome, { name: 'done' }> {
  return { name: 'done', records: [], removed: [], dropped: {}, ...given };
}

/** Kinds of which one record can be read by its id. */
export type ReadableKind = Exclude<RecordKind, 'notes' | 'phone_calls'>;

export function isReadable(kind: RecordKind): kind is ReadableKind {
  return kind !== 'notes' && kind !== 'phone_calls';
}

/**
 * The server's clock from which on a record may have been made by this edit: the earliest that is possible. This machine's clock may have been wrong when the edit was sent, so what is
 * known of the server's clock now counts too. Where the edit was sent before, the earlier sendings count: a server may have acted later than we waited.
 */
export function sentSince({ state, attempts, madeAt }: Edit, context: PushContext): number {
  const { calls, clock } = context;
  const serverNow = calls.serverNow();
  const ahead = serverNow - clock.now();
  const made = madeAt + ahead;
  const sent = sentAtOf(state).map((moment) => moment.server ?? moment.local + ahead);
  const since = Math.min(...(sent.length === 0 || attempts > 0 ? [...sent, made] : sent));
  return (since > serverNow ? serverNow - WRONG_CLOCK_MS : since) - SERVER_TOLERANCE_MS;
}

/** How far back is looked where clocks have jumped so that an edit would have been sent in the future. */
const WRONG_CLOCK_MS = 24 * 60 * 60_000;

type Moment =
  { readonly server: number; readonly local?: never } | { readonly local: number; readonly server?: never };

function sentAtOf(state: Edit['state']): Moment[] {
  switch (state.name) {
    case 'unsure':
      return [{ server: state.serverTime }, { local: state.sentAt }];
    case 'sending':
      return [{ server: state.serverTime }, { local: state.since }];
    case 'queued':
    case 'parked':
    case 'question':
      return [];
  }
}

/** Ids of this device's own never leave it. @throws AppError internal */
export function checkedBody(body: RawRecord): RawRecord {
  const target = { kind: 'notes', id: 1 } as const;
  if (localIdsIn({ target, operation: { type: 'create', fields: body } }).size > 0)
    throw new AppError({ code: 'internal', reason: 'a local id in a body' });
  return body;
}
