import type { Conflict } from '../../../shared/edits/edit.ts';
import { refKey } from '../../../shared/entities/kind.ts';
import type { OutboxEntry } from '../../../shared/store-port.ts';

/** The edits that wait for the rep, and those that wait for one that does: behind it on the same record, or depending on it. By their ids. */
export function waitingForRep(entries: readonly OutboxEntry[], conflicts: readonly Conflict[]): Set<string> {
  const inConflict = new Set(conflicts.map(({ target }) => refKey(target)));
  const waiting = new Set<string>();
  for (const { edit } of entries)
    if (edit.state.name === 'parked' || edit.state.name === 'question' || inConflict.has(refKey(edit.target)))
      waiting.add(edit.id);
  for (let before = -1; before < waiting.size;) {
    before = waiting.size;
    for (const { edit } of entries) {
      const isBehind = entries.some(
        ({ edit: other }) =>
          waiting.has(other.id) && other.seq < edit.seq && refKey(other.target) === refKey(edit.target),
      );
      if (isBehind || edit.dependsOn.some((id) => waiting.has(id))) waiting.add(edit.id);
    }
  }
  return waiting;
}
