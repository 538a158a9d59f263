import { refKey } from '../../../../shared/entities/kind.ts';
import type { OutboxEntry } from '../../../../shared/store-port.ts';
import { subjectOf, type Subject } from './change-words.ts';
import { STANDINGS, standingOf, type Standing } from './standing.ts';

/** The changes of one record, and of what hangs on it. */
export interface Group {
  readonly key: string;
  readonly subject: Subject;
  readonly entries: readonly OutboxEntry[];
}

const rank = (entry: OutboxEntry): number => {
  const at = STANDINGS.indexOf(standingOf(entry));
  // What is on its way and what waits stay in the user's order.
  return Math.min(at, STANDINGS.indexOf('underway'));
};

/** The outbox by record: those with something that waits for the rep come first, and within each such changes do; else all is in the order in which it was made. */
export function groupsOf(entries: readonly OutboxEntry[]): readonly Group[] {
  const groups = new Map<string, { subject: Subject; entries: OutboxEntry[] }>();
  for (const entry of entries) {
    const subject = subjectOf(entry);
    const key = refKey(subject.ref);
    const group = groups.get(key);
    if (group) group.entries.push(entry);
    else groups.set(key, { subject, entries: [entry] });
  }
  return [...groups]
    .map(([key, group]) => ({
      key,
      subject: group.subject,
      entries: group.entries.toSorted((a, b) => rank(a) - rank(b)),
      worst: Math.min(...group.entries.map(rank)),
    }))
    .toSorted((a, b) => a.worst - b.worst)
    .map(({ key, subject, entries: sorted }) => ({ key, subject, entries: sorted }));
}

/** The outbox by where its changes stand, in the order of `STANDINGS`. */
export function byStanding(
  entries: readonly OutboxEntry[],
): readonly { readonly standing: Standing; readonly entries: readonly OutboxEntry[] }[] {
  return STANDINGS.map((standing) => ({
    standing,
    entries: entries.filter((entry) => standingOf(entry) === standing),
  })).filter((group) => group.entries.length > 0);
}
