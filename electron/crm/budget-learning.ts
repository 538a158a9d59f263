import {
  EASE_AFTER_MS,
  EASE_BACK_AFTER_MS,
  easedAfter,
  floorOf,
  LIMIT_UNTIL_TOLD,
  MINUTE_MS,
  repeatedWait,
  SECOND_MS,
  unnamedWait,
} from './budget-rules.ts';
import type { BudgetState } from './budget-state.ts';
import { namedWaitOf, rateOf, resetOf, serverTimeOf } from './rate-headers.ts';
import type { Headers } from './transport.ts';

/** An answer, and what is known around it. Times are epoch milliseconds of this machine's clock. */
export interface Lesson {
  readonly status: number;
  readonly headers: Headers;
  /** When its request left, and when it came. */
  readonly sentAt: number;
  readonly at: number;
  /** Calls on their way, of which it may not tell. */
  readonly open: number;
  /** From 0 up to 1. */
  readonly chance: number;
}

type Step = (state: BudgetState, lesson: Lesson) => BudgetState;

/** What is known after an answer (quirks §3: which headers come differs from account to account, so all are read). */
export const learned: Step = (state, lesson) =>
  [learnClock, learnLimit, learnEase, learnRefusal].reduce((known, step) => step(known, lesson), state);

/** The server said when it answered, to the second, somewhere between our sending and our reading. */
const learnClock: Step = (state, { headers, sentAt, at }) => {
  const told = serverTimeOf(headers);
  if (told === null) return state;
  const [least, most] = [told - at, told + SECOND_MS - Math.min(sentAt, at)];
  return { ...state, clockOffset: Math.min(Math.max(state.clockOffset ?? least, least), most) };
};

/** What an answer tells of a limit. A server with two limits tells of the tighter one. */
const learnLimit: Step = (state, { headers, at, open }) => {
  const told = rateOf(headers);
  const { remaining } = told;
  if (remaining === null) return state;
  const wait = resetOf(headers, at);
  const limit = told.limit ?? state.limit ?? LIMIT_UNTIL_TOLD;
  const slot = isOfTheMinute(told.limit, wait, state.limit) ? 'minute' : 'hour';
  const before = state[slot];
  // More left than before: a new window has begun.
  const isSame = before !== null && before.limit === limit && remaining <= before.remaining;
  const window = {
    limit,
    remaining,
    seenAt: isSame ? before.seenAt : at,
    toldAt: at,
    // A second more, as the server rounds.
    resetAt: wait === null ? null : at + wait + SECOND_MS,
    since: open,
  };
  return slot === 'minute'
    ? { ...state, minute: window }
    : { ...state, hour: window, limit: told.limit ?? state.limit };
};

/** Whether what was told is of a limit a minute: it begins anew within one, and is not the limit an hour that is known. */
function isOfTheMinute(limit: number | null, wait: number | null, hourly: number | null): boolean {
  if (limit === null || wait === null || wait > MINUTE_MS) return false;
  return hourly === null ? limit <= 400 : limit < hourly;
}

/** Whether the account's limit ran out, so far as its answers show, or has not for long. */
const learnEase: Step = (state, { status, at }) => {
  const { hour, ease, easedAt } = state;
  const ranOut = status === 429 || (hour !== null && hour.remaining < floorOf('look', hour.limit));
  if (at - easedAt < (ranOut ? EASE_AFTER_MS : EASE_BACK_AFTER_MS) || (!ranOut && ease === 1)) return state;
  return { ...state, ease: easedAfter(ease, ranOut), easedAt: at };
};

/** A 429 stops all lanes for as long as it says, with a little more so that devices do not come back together. */
const learnRefusal: Step = (state, { status, headers, at, chance }) => {
  if (status !== 429) return { ...state, refusals: 0 };
  const named = namedWaitOf(headers, at);
  // Several calls that were on their way and are refused together are one refusal.
  const isNew = state.blockedUntil === null || state.blockedUntil <= at;
  const refusals = state.refusals + (isNew ? 1 : 0);
  const wait = Math.max(named ?? unnamedWait(refusals), repeatedWait(refusals));
  const jitter = Math.ceil(chance * (SECOND_MS + wait / 10));
  return { ...state, refusals, blockedUntil: Math.max(state.blockedUntil ?? 0, at + wait + jitter) };
};
