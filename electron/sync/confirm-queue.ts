import { refKey, type RecordRef } from '../../shared/entities/kind.ts';

/** What was asked for and is as it was is left alone for so long: somebody else's open task is not in the user's list on any day. */
const LEFT_ALONE_MS = 6 * 60 * 60_000;
/** How much is asked for one by one. */
export type Thoroughness =
  /** Some; the others are found again the next time. */
  | 'some'
  /** Few: while a first mirror runs most of it comes by itself. */
  | 'few'
  /** All, and also what was asked for lately: the user wants to be sure. */
  | 'all';
const ADDED_MAX = { some: 10, few: 5, all: Infinity } as const;

/** Records that are to be asked for one by one, because a list did not have them. */
export interface ConfirmQueue {
  add(refs: readonly RecordRef[], now: number, how: Thoroughness): void;
  has(): boolean;
  next(): RecordRef | null;
  done(ref: RecordRef, now: number): void;
}

export function createConfirmQueue(): ConfirmQueue {
  const waiting = new Map<string, RecordRef>();
  const until = new Map<string, number>();
  return {
    add(refs, now, how) {
      const fresh = refs.filter((ref) => how === 'all' || (until.get(refKey(ref)) ?? -Infinity) <= now);
      for (const ref of fresh.slice(0, ADDED_MAX[how])) waiting.set(refKey(ref), ref);
    },
    has: () => waiting.size > 0,
    next: () => waiting.values().next().value ?? null,
    done(ref, now) {
      waiting.delete(refKey(ref));
      until.set(refKey(ref), now + LEFT_ALONE_MS);
    },
  };
}
