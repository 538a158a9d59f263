import type { RecordKind } from '../../../shared/entities/kind.ts';
import { putTogether, SavedReader } from '../typed/saved.ts';
import type { Session } from '../session.ts';
import { headKey, pieceKey, snapshotPlace, type KnownSnapshot, type SnapshotHead } from './snapshot.ts';

/** Pieces that are read at a time. */
const BATCH = 24;

/**
 * Fills the index of a kind, which must be empty, from its snapshot.
 * @param build of this app
 * @returns what the index speaks of now; null, with the index as empty as before, where there is no snapshot that can be used
 * @throws what the disk says where it refuses
 */
export async function loadSnapshot(
  { database, safe, index }: Session,
  kind: RecordKind,
  build: string,
): Promise<KnownSnapshot | null> {
  const { snapshots } = database.relaxed;
  const row = await snapshots.get(headKey(kind));
  if (!row) return null;
  try {
    const head = await safe.open<SnapshotHead>(row.sealed, snapshotPlace(row.key));
    if (head.build !== build || head.own !== index.of(kind).ownKey()) return null;
    const keys = Array.from({ length: head.pieces }, (_, piece) => pieceKey(kind, head.id, piece));
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for (let from = 0; from < keys.length; from += BATCH) {
      const rows = await snapshots.bulkGet(keys.slice(from, from + BATCH));
      pieces.push(
        ...(await Promise.all(
          rows.map((piece) => {
            if (!piece) throw new Error('a piece is missing');
            return safe.bytes.open(piece.sealed, snapshotPlace(piece.key));
          }),
        )),
      );
    }
    index.of(kind).load(new SavedReader(putTogether(head.shape, pieces)));
    return { id: head.id, stamps: new Map(head.stamps) };
  } catch {
    // Whatever is wrong with it: all that it said is in the chunks.
    index.forget(kind);
    return null;
  }
}
