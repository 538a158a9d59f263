import { isKind, type RecordKind, type RecordRef } from '../../../../shared/entities/kind.ts';
import type { FlightRecord, FlightValue } from '../../../../shared/store-port.ts';
import type { KindState, SyncState } from '../../../../shared/sync-state.ts';

/** What is older is told of: a working day's changes are not in it. */
export const OLD_MS = 24 * 60 * 60_000;
/** Calls that a record takes with all that belongs to it: itself, notes, tasks, appointments, timeline, files. */
const CALLS_EACH = 6;
/** Calls that ask for what is new: changes and recycle bins of four kinds, tasks, appointments. */
const CALLS_FOR_NEWS = 10;
/** Calls in a minute at most (decision 0017). */
const CALLS_A_MINUTE = 100;
/** The account's hourly limit while it has not told one, and the part of it that filling may take (decision 0017). */
const LIMIT_UNTIL_TOLD = 1000;
const PART = 1 / 2;
/** Records that can be asked for at once. */
const FILL_MAX = 500;

/** How something stands: here and fresh, old, here in part, not here. */
export type Readiness = 'good' | 'old' | 'part' | 'missing';

/** Green, amber, red. */
export type Tone = 'good' | 'wait' | 'bad';

export interface KindLine {
  readonly kind: RecordKind;
  readonly count: number;
  /** How many there will be, where that is known and they are not all here. */
  readonly expected: number | null;
  /** When the kind was last asked for changes, epoch milliseconds; null where it never was, or is not asked for as a whole. */
  readonly checkedAt: number | null;
  /** Whether the list is here to its end. */
  readonly isWhole: boolean;
  /** Records of the kind that are needed in the next days, and how many of them are here in full. */
  readonly needed: number;
  readonly ready: number;
  /** How the list stands, or what is needed of it where that stands worse. */
  readonly readiness: Readiness;
}

export interface RecordLine extends FlightRecord {
  readonly readiness: Readiness;
}

export interface Verdict {
  readonly tone: Tone;
  readonly kinds: readonly KindLine[];
  readonly records: readonly RecordLine[];
  /** What is to be filled, most needed first. */
  readonly gaps: readonly RecordRef[];
  /** What filling takes at most, in calls and whole minutes. */
  readonly calls: number;
  readonly minutes: number;
}

/** Why a record is needed in the next days. Without the others one can leave. */
const NEEDED: ReadonlySet<FlightRecord['reason']> = new Set(['pinned', 'visit', 'closing'] as const);

const WORST_FIRST: readonly Readiness[] = ['missing', 'part', 'old', 'good'];

/**
 * Whether the rep can leave: what is here of what is needed in the next days, and how old it is.
 * @param filesLacking how many files of pinned records are not here
 */
export function verdictOf(
  flight: FlightValue,
  sync: SyncState | null,
  now: number,
  filesLacking = 0,
): Verdict {
  const records = flight.records.map((record): RecordLine => ({
    ...record,
    readiness: readinessOf(record, now),
  }));
  const states = new Map<RecordKind, KindState>((sync?.kinds ?? []).map((state) => [state.kind, state]));
  const kinds = flight.kinds.flatMap(({ kind, count, expected, mirroredAt }): KindLine[] => {
    const state = states.get(kind);
    if (state?.state === 'absent') return [];
    const checkedAt = latest(state?.checkedAt ?? null, state?.finishedAt ?? null, mirroredAt);
    const isWhole = mirroredAt !== null || !isKind(kind);
    const list = isWhole ? age(isKind(kind) ? checkedAt : now, now) : count > 0 ? 'part' : 'missing';
    const needed = records.filter(({ ref, reason }) => ref.kind === kind && NEEDED.has(reason));
    const worst = worstOf(needed.map(({ readiness }) => readiness));
    return [
      {
        kind,
        count,
        expected: isWhole ? null : expected,
        checkedAt: isKind(kind) ? checkedAt : null,
        isWhole,
        needed: needed.length,
        ready: needed.filter(({ missing }) => missing.length === 0).length,
        // A record that is lacking is a part of its list.
        readiness: worstOf([list, worst === 'missing' ? 'part' : worst]),
      },
    ];
  });
  const gaps = records
    .filter(({ readiness }) => readiness !== 'good')
    .map(({ ref }) => ref)
    .slice(0, FILL_MAX);
  const calls = gaps.length * CALLS_EACH + CALLS_FOR_NEWS;
  return {
    tone: toneOf(kinds, records, filesLacking),
    kinds,
    records,
    gaps,
    calls,
    minutes: minutesFor(calls, sync?.calls.limit ?? LIMIT_UNTIL_TOLD),
  };
}

/** Whole minutes that calls take: whole hours for what goes beyond an hour's part, and what is left at the pace of a minute. */
function minutesFor(calls: number, limit: number): number {
  const anHour = Math.max(1, Math.floor(limit * PART));
  const hours = Math.ceil(calls / anHour) - 1;
  return hours * 60 + Math.ceil((calls - hours * anHour) / CALLS_A_MINUTE);
}

function readinessOf({ missing, detailsAt }: FlightRecord, now: number): Readiness {
  if (detailsAt === null) return 'missing';
  return missing.length > 0 ? 'part' : age(detailsAt, now);
}

function age(at: number | null, now: number): Readiness {
  return at !== null && now - at < OLD_MS ? 'good' : 'old';
}

function worstOf(all: readonly Readiness[]): Readiness {
  return WORST_FIRST.find((readiness) => all.includes(readiness)) ?? 'good';
}

/** Red where a list, or a record that is needed in the next days, is not here at all; amber where something is old or here in part, a file is not here, or another open deal is not here in full. */
function toneOf(kinds: readonly KindLine[], records: readonly RecordLine[], filesLacking: number): Tone {
  if (kinds.some(({ isWhole }) => !isWhole)) return 'bad';
  if (records.some(({ readiness, reason }) => NEEDED.has(reason) && readiness === 'missing')) return 'bad';
  const all = [...kinds, ...records];
  return filesLacking === 0 && all.every(({ readiness }) => readiness === 'good') ? 'good' : 'wait';
}

function latest(...times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.max(...known);
}
