import { refKey } from '../../../../shared/entities/kind.ts';
import type { OutboxEntry } from '../../../../shared/store-port.ts';
import { subjectOf, type Subject } from './change-words.ts';

/** The changes of one record, and of what hangs on it, in the user's order. */
export interface Group {
  readonly key: string;
  readonly subject: Subject;
  readonly entries: readonly OutboxEntry[];
}

/** The outbox by record; records stand in the order of their first change. */
export function groupsOf(entries: readonly OutboxEntry[]): readonly Group[] {
  const groups = new Map<string, { subject: Subject; entries: OutboxEntry[] }>();
  for (const entry of entries) {
    const subject = subjectOf(entry);
    const key = refKey(subject.ref);
    const group = groups.get(key);
    if (group) group.entries.push(entry);
    else groups.set(key, { subject, entries: [entry] });
  }
  return [...groups].map(([key, group]) => ({ key, ...group }));
}
