import { refKey } from '../../../../../shared/entities/kind.ts';
import { isOpenTask, newestFirst, writtenRef, type Written, type WrittenKind } from '../../compose/recent.ts';
import type { Happening, HappeningType } from './feed.ts';

/** By what a timeline can be narrowed. */
export const ENTRY_TYPES = ['note', 'task', 'appointment', 'call', 'activity', 'mail', 'other'] as const;
export type EntryType = (typeof ENTRY_TYPES)[number];

/** One entry of a timeline: something kept on this laptop, or something that the CRM tells of. */
export type Entry =
  | {
      readonly from: 'here';
      readonly key: string;
      readonly type: EntryType;
      readonly at: number | null;
      readonly line: Written;
    }
  | {
      readonly from: 'feed';
      readonly key: string;
      readonly type: EntryType;
      readonly at: number | null;
      readonly happening: Happening;
    };

/** Entries of one calendar day; `day` is `YYYY-MM-DD` in the reader's zone, null for what has no time yet. */
export interface EntryDay {
  readonly day: string | null;
  readonly entries: readonly Entry[];
}

export interface TimelineView {
  /** Open tasks and what is still to come, the earliest first. */
  readonly ahead: readonly Entry[];
  /** What was, newest first, by day. */
  readonly days: readonly EntryDay[];
  /** How many entries of each type there are, whatever is shown. */
  readonly counts: ReadonlyMap<EntryType, number>;
}

const TYPE_OF_KIND: Readonly<Record<WrittenKind, EntryType>> = {
  notes: 'note',
  tasks: 'task',
  appointments: 'appointment',
  phone_calls: 'call',
  sales_activities: 'activity',
};

const typeOf = (type: HappeningType): EntryType => (type === 'stage' ? 'other' : type);

/**
 * Joins what is kept here about a record with what the CRM's timeline tells, each thing once: where it tells of something that is kept, what is kept is
 * shown, as it knows what was changed here.
 * @param only the types that are shown; none for all
 * @param dayOf the reader's calendar day of an instant
 */
export function timelineOf(
  written: readonly Written[],
  happenings: readonly Happening[],
  only: ReadonlySet<EntryType>,
  now: number,
  dayOf: (ms: number) => string,
): TimelineView {
  const kept = new Set([
    ...written.map((line) => refKey(writtenRef(line))),
    ...written.flatMap(({ noteId }) => (noteId === null ? [] : [refKey({ kind: 'notes', id: noteId })])),
  ]);
  const here = written.map((line): Entry => ({
    from: 'here',
    key: refKey(writtenRef(line)),
    type: TYPE_OF_KIND[line.kind],
    at: line.at,
    line,
  }));
  const told = happenings
    .filter(({ about }) => about === null || !kept.has(refKey(about)))
    .map((happening): Entry => ({
      from: 'feed',
      key: happening.key,
      type: typeOf(happening.type),
      at: happening.at,
      happening,
    }));
  const all = [...here, ...told];
  const counts = new Map<EntryType, number>();
  for (const { type } of all) counts.set(type, (counts.get(type) ?? 0) + 1);
  const shown = all.filter(({ type }) => only.size === 0 || only.has(type));
  const ahead = shown
    .filter((entry) => isAhead(entry, now))
    .toSorted((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity) || a.key.localeCompare(b.key));
  const past = shown
    .filter((entry) => !isAhead(entry, now))
    .toSorted((a, b) => newestFirst({ at: a.at, id: idIn(a) }, { at: b.at, id: idIn(b) }));
  return { ahead, days: byDay(past, dayOf), counts };
}

/** A call or a note is never ahead, whatever its clock says. */
function isAhead(entry: Entry, now: number): boolean {
  if (entry.from === 'feed') return false;
  const { line } = entry;
  if (isOpenTask(line)) return true;
  const isPlanned = line.kind === 'appointments' || line.kind === 'sales_activities';
  return isPlanned && (line.until ?? line.at ?? now) > now;
}

function idIn(entry: Entry): number {
  return entry.from === 'here' ? entry.line.id : 0;
}

function dayIn(entry: Entry, dayOf: (ms: number) => string): string | null {
  if (entry.at === null) return null;
  // An all-day one is of its day wherever one is.
  const isAllDay = entry.from === 'here' && entry.line.isAllDay;
  return isAllDay ? new Date(entry.at).toISOString().slice(0, 10) : dayOf(entry.at);
}

function byDay(entries: readonly Entry[], dayOf: (ms: number) => string): readonly EntryDay[] {
  const days = new Map<string | null, Entry[]>();
  for (const entry of entries) {
    const day = dayIn(entry, dayOf);
    const same = days.get(day);
    if (same) same.push(entry);
    else days.set(day, [entry]);
  }
  return [...days]
    .map(([day, ofDay]) => ({ day, entries: ofDay }))
    .toSorted((a, b) => (b.day ?? '9999').localeCompare(a.day ?? '9999'));
}
