import { isLocalId } from '../../shared/entities/local-id.ts';
import { refKey, type RecordRef } from '../../shared/entities/kind.ts';
import { partsOf, type DetailPart } from './pull/details.ts';

/** What was read so recently is not read again when it is looked at. */
const FRESH_MS = 2 * 60_000;
/** Files change seldom. */
const FRESH_FILES_MS = 30 * 60_000;
/** So many records wait at most; whoever has looked at more has gone on. */
const WAITING_MAX = 20;

/** A part of a record to be read. */
export interface DetailStep {
  readonly ref: RecordRef;
  readonly part: DetailPart;
  /** Nothing of this record comes after it. */
  readonly isLast: boolean;
}

/** Records whose details are to be read, part by part; the one asked for last comes first. */
export interface DetailQueue {
  /** Adds what is not fresh of a record. */
  add(ref: RecordRef, now: number): void;
  /** Adds one part of a record, and no other, however fresh it is. */
  addAnew(ref: RecordRef, part: DetailPart): void;
  has(): boolean;
  /** Records that wait. */
  size(): number;
  /** The same, the next one first. */
  refs(): RecordRef[];
  next(): DetailStep | null;
  /** The step was done. */
  done(step: DetailStep, now: number): void;
  /** Takes a record out: it is gone, or cannot be read. */
  drop(ref: RecordRef): void;
}

/**
 * @param partsMax so many parts of a record are read
 * @param readAt when each part of a record was read, shared by the queues of one engine
 * @param waitingMax so many records wait at most; of more the ones that were added first are left out
 */
export function createDetailQueue(
  readAt: Map<string, number>,
  partsMax: number,
  waitingMax = WAITING_MAX,
): DetailQueue {
  let waiting: { readonly ref: RecordRef; readonly parts: readonly DetailPart[] }[] = [];
  const keyOf = (ref: RecordRef, part: DetailPart): string => `${refKey(ref)}:${part}`;
  const without = (ref: RecordRef) => waiting.filter((each) => refKey(each.ref) !== refKey(ref));
  return {
    add(ref, now) {
      if (isLocalId(ref.id)) return;
      const parts = partsOf(ref.kind).filter((part) => {
        const at = readAt.get(keyOf(ref, part));
        const fresh = part === 'files' ? FRESH_FILES_MS : FRESH_MS;
        // A clock that was set back does not keep anything fresh for ever.
        return at === undefined || now - at >= fresh || at > now;
      });
      if (parts.length > 0)
        waiting = [{ ref, parts: parts.slice(0, partsMax) }, ...without(ref)].slice(0, waitingMax);
    },
    addAnew(ref, part) {
      readAt.delete(keyOf(ref, part));
      waiting = [{ ref, parts: [part] }, ...without(ref)].slice(0, waitingMax);
    },
    has: () => waiting.length > 0,
    size: () => waiting.length,
    refs: () => waiting.map(({ ref }) => ref),
    next() {
      const [first] = waiting;
      const part = first?.parts[0];
      if (first === undefined || part === undefined) return null;
      return { ref: first.ref, part, isLast: first.parts.length === 1 };
    },
    done({ ref, part }, now) {
      readAt.set(keyOf(ref, part), now);
      waiting = waiting
        .map((each) =>
          refKey(each.ref) === refKey(ref)
            ? { ref, parts: each.parts.filter((other) => other !== part) }
            : each,
        )
        .filter(({ parts }) => parts.length > 0);
    },
    drop(ref) {
      waiting = without(ref);
    },
  };
}
