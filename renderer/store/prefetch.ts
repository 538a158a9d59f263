import { isKind, refKey, type RecordKind, type RecordRef } from '../../shared/entities/kind.ts';
import { isLocalId } from '../../shared/entities/local-id.ts';
import { selectorRows } from '../../shared/entities/selectors.ts';
import { splitTags } from './columns/column-data.ts';
import type { KindIndex } from './index/kind-index.ts';
import type { DetailTimes, Session } from './session.ts';

/** How far ahead tasks and appointments are looked at, in milliseconds; and how far back, for what is overdue. */
const AHEAD_MS = 3 * 24 * 3_600_000;
const BEHIND_MS = 24 * 3_600_000;

/** A record whose details are kept for times without a network, and the first reason for it. */
export interface Wanted {
  readonly ref: RecordRef;
  readonly reason: 'pinned' | 'visit' | 'deal';
}

/**
 * Records whose details are worth reading before they are needed, each once, most needed first: pinned ones, those that the coming tasks and appointments are about, open
 * deals. Only those that the server knows and that are shown.
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
  for (const ref of openDeals(session)) if (isNew(ref)) yield { ref, reason: 'deal' };
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

/** Whom the coming tasks and appointments are about, soonest first. */
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
  collect('appointments', 'from_date', () => true);
  return due.sort((a, b) => a.at - b.at).flatMap(({ refs }) => refs);
}

/** Deals in a stage that neither wins nor loses them, the most recently changed first. */
function openDeals(session: Session): RecordRef[] {
  const index = session.index.of('deals');
  const stages = index.column('deal_stage_id');
  if (stages.type !== 'reference') return [];
  const closed = new Set(
    selectorRows(session.configuration.get('selector:deal_stages')).flatMap((row) =>
      /won|lost/i.test(String(row['forecast_type'] ?? '')) ? [row.id] : [],
    ),
  );
  const updated = numbers(index, 'updated_at');
  return [...index.shownRows()]
    .filter((row) => !closed.has(stages.pool.values[stages.codes()[row]!] ?? NaN))
    .sort((a, b) => (updated(b) || 0) - (updated(a) || 0))
    .map((row) => ({ kind: 'deals', id: index.idOf(row) }));
}

function numbers(index: KindIndex, key: string): (row: number) => number {
  const column = index.column(key);
  if ('pool' in column) return () => NaN;
  return (row) => column.values()[row]!;
}

/** What a row of a kind with targets is about; see `targetTags`. */
function targetsAt(index: KindIndex, row: number): RecordRef[] {
  const column = index.column('targets');
  if (column.type !== 'tags') return [];
  const code = column.codes()[row]!;
  if (code === 0) return [];
  return splitTags(column.pool.text(code)).flatMap((tag) => {
    const [kind, id] = tag.split(':') as [RecordKind, string];
    return isKind(kind) ? [{ kind, id: Number(id) }] : [];
  });
}
