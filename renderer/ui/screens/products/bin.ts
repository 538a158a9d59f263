import type { RecordKind } from '../../../../shared/entities/kind.ts';
import type { JournalEntry } from '../../../../shared/store-port.ts';

/** Something that was deleted from this laptop and can be brought back. */
export interface Binned {
  readonly id: number;
  readonly title: string;
  /** When, epoch milliseconds. */
  readonly at: number;
}

/**
 * What was deleted from here and has reached the server, newest first. The API has no list of its bin, so the journal of this device is what is known of it; whatever was brought back or
 * is on this laptop again has left it.
 * @param entries of the journal, newest first
 * @param here ids of the records of the kind that are shown in lists
 */
export function binOf(
  kind: RecordKind,
  entries: readonly JournalEntry[],
  here: ReadonlySet<number>,
): readonly Binned[] {
  const seen = new Set<number>();
  return entries.flatMap((entry) => {
    const isOwn = entry.kind === kind && entry.id !== null && entry.operation !== null;
    if (!isOwn || entry.id === null || seen.has(entry.id)) return [];
    const isDone = entry.event === 'sent' || entry.event === 'already-there';
    if (!isDone || (entry.operation !== 'delete' && entry.operation !== 'restore')) return [];
    // The last of the two counts.
    seen.add(entry.id);
    if (entry.operation === 'restore' || here.has(entry.id)) return [];
    return { id: entry.id, title: entry.title, at: entry.at };
  });
}
