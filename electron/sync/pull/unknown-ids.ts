import { idOf, type RawRecord } from '../../../shared/entities/record.ts';
import { SELECTOR_OF_FIELD, type Selector } from '../../../shared/entities/selectors.ts';
import type { ConfigurationNotes } from '../bookmarks.ts';

/** An id that no row of a selector has, as one text. */
export function unknownKey(selector: Selector, id: number): string {
  return `${selector}:${id}`;
}

/**
 * The ids in records that the configuration does not name: a new colleague, a new stage. Ids that were still unknown after the configuration was read again
 * are left out, as are selectors that were never read.
 */
export function unknownIds(
  records: readonly RawRecord[],
  { known, nameless }: ConfigurationNotes,
): Map<Selector, Set<number>> {
  const sets = new Map(Object.entries(known).map(([selector, ids]) => [selector, new Set(ids)]));
  const given = new Set(nameless);
  const found = new Map<Selector, Set<number>>();
  for (const record of records) {
    for (const [field, selector] of Object.entries(SELECTOR_OF_FIELD)) {
      const id = idOf(record, field);
      const ids = sets.get(selector);
      if (id === null || ids === undefined || ids.has(id) || given.has(unknownKey(selector, id))) continue;
      found.set(selector, (found.get(selector) ?? new Set()).add(id));
    }
  }
  return found;
}
