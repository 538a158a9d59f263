import { ANYBODY } from '../../shared/entities/appointment.ts';
import { isKind, refKey, type RecordKind, type RecordRef } from '../../shared/entities/kind.ts';
import { isLocalId } from '../../shared/entities/local-id.ts';
import { isIdentifiedRecord } from '../../shared/entities/record.ts';
import { selectorRows } from '../../shared/entities/selectors.ts';
import type { FlightRecord } from '../../shared/store-port.ts';
import { splitTags } from './columns/column-data.ts';
import type { KindIndex } from './index/kind-index.ts';
import type { DetailTimes, Session } from './session.ts';

/** How far ahead tasks and appointments are looked at, in milliseconds; and how far back, for what is overdue. */
const AHEAD_MS = 3 * 24 * 3_600_000;
const BEHIND_MS = 24 * 3_600_000;
/** A deal that closes within so many days may be spoken of on this trip; so may one that should have closed. */
const CLOSING_DAYS = 14;

/** A record whose details are kept for times without a network, and the first reason for it. */
export interface Wanted {
  readonly ref: RecordRef;
  readonly reason: FlightRecord['reason'];
}

/**
 * Records whose details are worth reading before they are needed, each once, most needed first: pinned ones, those that the coming tasks and appointments are about, open
 * deals: the user's that close soon, the user's others, and everybody's. Only those that the server knows and that are shown.
 * @param now epoch milliseconds
 */
export function* wantedRecords(session: Session, now: number): Generator<Wanted, undefined> {
  const seen = new Set<string>();
  const isNew = (ref: RecordRef): boolean => {
    if (isLocalId(ref.id) || seen.has(refKey(ref))) return false;
    const index = session.index.of(ref.kind);
    const row = index.rowOf(ref.id);
    if (row < 0 || !index.isShown(row)) return false;
    seen.add(refKey(ref));
    return true;
  };
  for (const { ref } of session.pins.values()) if (isNew(ref)) yield { ref, reason: 'pinned' };
  for (const ref of agenda(session, now)) if (isNew(ref)) yield { ref, reason: 'visit' };
  for (const { ref, reason } of openDeals(session, now)) if (isNew(ref)) yield { ref, reason };
}

/** The first of the wanted records whose details are older than `staleBefore` or were never read. */
export function prefetchRefs(
  session: Session,
  { now, staleBefore, limit }: { readonly now: number; readonly staleBefore: number; readonly limit: number },
): RecordRef[] {
  const found: RecordRef[] = [];
  for (const { ref } of wantedRecords(session, now)) {
    if (found.length >= limit) break;
    if (lastRead(session.detailTimes.get(refKey(ref))) < staleBefore) found.push(ref);
  }
  return found;
}

function lastRead(times: DetailTimes | undefined): number {
  return Math.max(-Infinity, ...Object.values(times ?? {}));
}

/** Whom the coming tasks, and the user's coming appointments, are about, soonest first. */
function agenda(session: Session, now: number): RecordRef[] {
  const due: { at: number; refs: RecordRef[] }[] = [];
  const collect = (kind: RecordKind, column: string, isOpen: (row: number) => boolean): void => {
    const index = session.index.of(kind);
    const values = numbers(index, column);
    for (const row of index.shownRows()) {
      const at = values(row);
      if (at >= now - BEHIND_MS && at <= now + AHEAD_MS && isOpen(row))
        due.push({ at, refs: targetsAt(index, row) });
    }
  };
  const status = numbers(session.index.of('tasks'), 'status');
  collect('tasks', 'due_date', (row) => status(row) !== 1);
  const whose = tags(session.index.of('appointments'), 'whose');
  const me = meOf(session);
  collect(
    'appointments',
    'from_date',
    (row) => me === null || whose(row).some((id) => id === ANYBODY || id === String(me)),
  );
  return due.sort((a, b) => a.at - b.at).flatMap(({ refs }) => refs);
}

/**
 * Deals in a stage that neither wins nor loses them: the user's that close soon, those that close first before the others; then the user's others and everybody else's, the most recently
 * changed first.
 */
function openDeals(session: Session, now: number): Wanted[] {
  const index = session.index.of('deals');
  const stages = index.column('deal_stage_id');
  if (stages.type !== 'reference') return [];
  const closed = new Set(
    selectorRows(session.configuration.get('selector:deal_stages')).flatMap((row) =>
      /won|lost/i.test(String(row['forecast_type'] ?? '')) ? [row.id] : [],
    ),
  );
  const updated = numbers(index, 'updated_at');
  const isOwn = ownership(session, index);
  const closing = days(index, 'expected_close');
  const soon = new Date(now + CLOSING_DAYS * 24 * 3_600_000).toISOString().slice(0, 10);
  const deals = [...index.shownRows()]
    .filter((row) => !closed.has(stages.pool.values[stages.codes()[row]!] ?? NaN))
    .map((row) => {
      const day = closing(row);
      const reason = !isOwn(row) ? 'deal' : day !== null && day <= soon ? 'closing' : 'own-deal';
      return {
        ref: { kind: 'deals' as const, id: index.idOf(row) },
        reason,
        day: day ?? '',
        at: updated(row) || 0,
      } as const;
    });
  const of = (wanted: Wanted['reason']) => deals.filter(({ reason }) => reason === wanted);
  const byChange = (a: { at: number }, b: { at: number }): number => b.at - a.at;
  return [
    ...of('closing').sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : byChange(a, b))),
    ...of('own-deal').sort(byChange),
    ...of('deal').sort(byChange),
  ].map(({ ref, reason }) => ({ ref, reason }));
}

/** Whether a row is the user's own; none where it is not known who the user is. */
function ownership(session: Session, index: KindIndex): (row: number) => boolean {
  const owners = index.column('owner_id');
  const me = meOf(session);
  if (owners.type !== 'reference' || me === null) return () => false;
  return (row) => owners.pool.values[owners.codes()[row]!] === me;
}

export function meOf({ configuration }: Session): number | null {
  const me = configuration.get('me');
  return isIdentifiedRecord(me) ? me.id : null;
}

export function numbers(index: KindIndex, key: string): (row: number) => number {
  const column = index.column(key);
  if ('pool' in column) return () => NaN;
  return (row) => column.values()[row]!;
}

function days(index: KindIndex, key: string): (row: number) => string | null {
  const column = index.column(key);
  if (column.type !== 'day') return () => null;
  return (row) => {
    const code = column.codes()[row]!;
    return code === 0 ? null : column.pool.text(code);
  };
}

export function tags(index: KindIndex, key: string): (row: number) => string[] {
  const column = index.column(key);
  if (column.type !== 'tags') return () => [];
  return (row) => {
    const code = column.codes()[row]!;
    return code === 0 ? [] : splitTags(column.pool.text(code));
  };
}

/** What a row of a kind with targets is about; see `targetTags`. */
function targetsAt(index: KindIndex, row: number): RecordRef[] {
  return tags(
    index,
    'targets',
  )(row).flatMap((tag) => {
    const [kind, id] = tag.split(':') as [RecordKind, string];
    return isKind(kind) ? [{ kind, id: Number(id) }] : [];
  });
}
