import { refKey, type RecordRef } from '../../shared/entities/kind.ts';

/** What was asked for and is as it was is left alone for so long: somebody else's open task is not in the user's list on any day. */
const LEFT_ALONE_MS = 6 * 60 * 60_000;
/** So many are added at a time; the others are found again the next time. */
const ADDED_MAX = 10;

/** Records that are to be asked for one by one, because a list did not have them. */
export interface ConfirmQueue {
  /** `all`: however many, and also those that were asked for lately: the user wants to be sure. */
  add(refs: readonly RecordRef[], now: number, all?: boolean): void;
  has(): boolean;
  next(): RecordRef | null;
  done(ref: RecordRef, now: number): void;
}

export function createConfirmQueue(): ConfirmQueue {
  const waiting = new Map<string, RecordRef>();
  const until = new Map<string, number>();
  return {
    add(refs, now, all = false) {
      const fresh = refs.filter((ref) => all || (until.get(refKey(ref)) ?? -Infinity) <= now);
      for (const ref of all ? fresh : fresh.slice(0, ADDED_MAX)) waiting.set(refKey(ref), ref);
    },
    has: () => waiting.size > 0,
    next: () => waiting.values().next().value ?? null,
    done(ref, now) {
      waiting.delete(refKey(ref));
      until.set(refKey(ref), now + LEFT_ALONE_MS);
    },
  };
}
