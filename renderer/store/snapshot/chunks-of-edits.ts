import type { RecordKind } from '../../../shared/entities/kind.ts';
import type { Session } from '../session.ts';

/** The chunks in which bases lie that a pending edit bears on: what the index says of those is no more than a moment's. */
export function chunksOfEdits(
  { index, outbox }: Pick<Session, 'index' | 'outbox'>,
  kind: RecordKind,
): Set<number> {
  const rows = index.of(kind);
  const chunks = new Set<number>();
  for (const id of outbox.idsOf(kind)) {
    const row = rows.rowOf(id);
    const place = row < 0 ? null : rows.placeOf(row);
    if (place) chunks.add(place.chunk);
  }
  return chunks;
}
