import type { RecordRef } from '../entities/kind.ts';
import type { IdentifiedRecord } from '../entities/record.ts';
import type { Edit } from './edit.ts';

/**
 * What is shown of a record: the server's base with the pending edits replayed on it, in order.
 * @param base what the server last said; null for a record that was made here
 * @param edits every pending edit that bears on the record, by `seq`: those whose target it is, and the one that makes it (`madeBy`)
 * @returns null where there is nothing to show: deleted, converted, or not made by any of the edits
 */
export function viewOf(
  _ref: RecordRef,
  _base: IdentifiedRecord | null,
  _edits: readonly Edit[],
): IdentifiedRecord | null {
  throw new Error('to be written');
}
