import type { Edit } from '../../shared/edits/edit.ts';
import { viewOf } from '../../shared/edits/view.ts';
import type { RecordRef } from '../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';

/**
 * What lists and search show of a record: its view, unless that is marked as deleted. Products and documents stay here so when they are deleted, since they can be restored.
 * @param edits every pending edit that bears on it, by `seq`
 */
export function shownOf(
  ref: RecordRef,
  base: IdentifiedRecord | null,
  edits: readonly Edit[],
): IdentifiedRecord | null {
  const view = edits.length === 0 ? base : viewOf(ref, base, edits);
  return view?.['is_deleted'] === true ? null : view;
}
