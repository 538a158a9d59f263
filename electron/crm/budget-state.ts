import { z } from 'zod';
import { HOUR_MS } from './budget-rules.ts';

/** A lane, or `burst` for what a first mirror called: that does not count towards the share at rest. */
export const callTagSchema = z.enum(['edit', 'look', 'today', 'background', 'burst']);
export type CallTag = z.infer<typeof callTagSchema>;

/** What an answer told of one of the account's limits. Times are epoch milliseconds of this machine's clock. */
const windowSchema = z.object({
  limit: z.number(),
  remaining: z.number(),
  /** When the window was first seen, and last heard of. */
  seenAt: z.number(),
  toldAt: z.number(),
  /** When it begins anew; null where the server does not say. */
  resetAt: z.number().nullable(),
  /** Calls of this device that it did not tell of yet. */
  since: z.number().int().nonnegative(),
});
export type LimitWindow = z.infer<typeof windowSchema>;

/** What a budget knows: plain data, so that it outlives a restart. */
export const budgetStateSchema = z.object({
  version: z.literal(1),
  /** The calls of the last hour, ascending. */
  calls: z.array(z.tuple([z.number(), callTagSchema])),
  /** The account's limit an hour, as the server last said; null where it never did. */
  limit: z.number().nullable(),
  hour: windowSchema.nullable(),
  /** The limit a minute, which classic accounts have too, and tell of when it is the tighter one. */
  minute: windowSchema.nullable(),
  /** No call before this, after a 429. */
  blockedUntil: z.number().nullable(),
  /** How many 429s came one after the other. */
  refusals: z.number().int().nonnegative(),
  /** The part of its share that background work takes, and when that was last changed. */
  ease: z.number().min(0).max(1),
  easedAt: z.number(),
  /** The server's clock less this machine's; null until an answer told. */
  clockOffset: z.number().nullable(),
  /** When the state was last looked at, by this machine's clock: it tells when the clock was set back. */
  seenAt: z.number(),
});
export type BudgetState = z.infer<typeof budgetStateSchema>;

/** What is known of an account that was never called. */
export function freshBudgetState(now: number): BudgetState {
  return {
    version: 1,
    calls: [],
    limit: null,
    hour: null,
    minute: null,
    blockedUntil: null,
    refusals: 0,
    ease: 1,
    easedAt: now - HOUR_MS,
    clockOffset: null,
    seenAt: now,
  };
}

/**
 * The same knowledge by a clock that was set by `ms`: everything keeps its distance from now. Otherwise a clock that is set back would make calls of the future,
 * which either count for ever or not at all.
 */
export function shiftedState(state: BudgetState, ms: number): BudgetState {
  const window = (given: LimitWindow | null): LimitWindow | null =>
    given && {
      ...given,
      seenAt: given.seenAt + ms,
      toldAt: given.toldAt + ms,
      resetAt: given.resetAt === null ? null : given.resetAt + ms,
    };
  return {
    ...state,
    calls: state.calls.map(([at, tag]) => [at + ms, tag]),
    hour: window(state.hour),
    minute: window(state.minute),
    blockedUntil: state.blockedUntil === null ? null : state.blockedUntil + ms,
    easedAt: state.easedAt + ms,
    clockOffset: state.clockOffset === null ? null : state.clockOffset - ms,
    seenAt: state.seenAt + ms,
  };
}
