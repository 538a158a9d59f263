import { refKey, type RecordRef } from '../../../../shared/entities/kind.ts';
import type { JournalEntry } from '../../../../shared/store-port.ts';

/** A record that is not shaped as documented, and where. */
export interface DriftedRecord {
  readonly ref: RecordRef;
  readonly paths: readonly string[];
}

/** The records that the log says drifted, the last seen first, each once. */
export function driftsOf(journal: readonly JournalEntry[]): readonly DriftedRecord[] {
  const found = new Map<string, DriftedRecord>();
  for (const { event, kind, id, detail } of journal) {
    if (event !== 'drift' || kind === null || id === null) continue;
    const ref = { kind, id };
    const before = found.get(refKey(ref));
    const paths = [...(before?.paths ?? []), ...(detail === null ? [] : [detail])];
    found.set(refKey(ref), { ref, paths: [...new Set(paths)] });
  }
  return [...found.values()];
}
