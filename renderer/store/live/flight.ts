import { isKind, RECORD_KINDS, refKey } from '../../../shared/entities/kind.ts';
import type { Detail, FlightRecord, FlightValue, Pinned } from '../../../shared/store-port.ts';
import { wantedRecords, type Wanted } from '../prefetch.ts';
import type { Session } from '../session.ts';

/** What is read of a record beside its fields. `related` stands for its notes, tasks and appointments, and is written last. */
const PARTS: readonly Detail['part'][] = ['timeline', 'files', 'related'];

/** What of the account is on this device, and how old it is. */
export function flightValue(session: Session, now: number, limit: number): FlightValue {
  const all = [...wantedRecords(session, now)].map((wanted) => flightRecord(session, wanted));
  return {
    type: 'flight',
    kinds: RECORD_KINDS.filter((kind) => !isKind(kind) || !session.absentKinds.includes(kind)).map((kind) => {
      const cursor = isKind(kind) ? session.cursors.get(kind) : undefined;
      return {
        kind,
        count: session.index.of(kind).count,
        expected: cursor?.finishedAt === null ? cursor.total : null,
        mirroredAt: cursor?.finishedAt ?? null,
      };
    }),
    records: all.slice(0, limit),
    total: all.length,
    ready: all.filter(({ missing }) => missing.length === 0).length,
  };
}

function flightRecord(session: Session, { ref, reason }: Wanted): FlightRecord {
  const times = session.detailTimes.get(refKey(ref)) ?? {};
  const read = PARTS.flatMap((part) => times[part] ?? []);
  return {
    ref,
    title: session.index.of(ref.kind).titleOf(ref.id) ?? '',
    reason,
    detailsAt: read.length === 0 ? null : Math.min(...read),
    // An account without timelines or files has everything when all has been asked for.
    missing: times.related === undefined ? PARTS.filter((part) => times[part] === undefined) : [],
  };
}

/** The pinned records, the last pinned first. */
export function pinnedRecords(session: Session): Pinned[] {
  return [...session.pins.values()]
    .map(({ ref, at }) => ({ ref, at, title: session.index.of(ref.kind).titleOf(ref.id) ?? '' }))
    .reverse();
}
