import type { RecordKind } from '../../../shared/entities/kind.ts';
import { bytesOf, takeApart } from '../typed/saved.ts';
import type { Session } from '../session.ts';
import { chunksOfEdits } from './chunks-of-edits.ts';
import { freshStamp, headKey, pieceKey, piecesOf, snapshotPlace, type SnapshotHead } from './snapshot.ts';

/**
 * Saves the index of a kind as it is now, in place of an older snapshot. It is given up as soon as the index changes: what was written of it is taken away, and the older
 * one stays.
 * @param build of this app
 * @param isStopped whether the account is being closed
 * @throws what the disk says where it refuses; then too the older one stays
 */
export async function saveSnapshot(
  session: Session,
  kind: RecordKind,
  build: string,
  isStopped: () => boolean,
): Promise<void> {
  const { database, safe, stamps } = session;
  const { dexie, snapshots } = database.relaxed;
  const index = session.index.of(kind);
  const { version } = index;
  const saved = index.save();
  if (saved === null) return;
  const isOver = (): boolean => isStopped() || index.version !== version;
  const { shape, arrays } = takeApart(saved);
  const edited = chunksOfEdits(session, kind);
  const covered = index.chunkNumbers().flatMap((n) => {
    const stamp = stamps.get(n);
    return stamp === undefined || edited.has(n) ? [] : [[n, stamp] as const];
  });
  const id = freshStamp();
  const own = index.ownKey();
  const head: SnapshotHead = { build, own, id, pieces: arrays.length, stamps: covered, shape };
  const mine = Array.from(arrays, (_, piece) => pieceKey(kind, id, piece));
  let isSaved = false;
  try {
    for (const [piece, array] of arrays.entries()) {
      const key = mine[piece]!;
      // The bytes are copied by the cipher right here, before anything else can change them.
      const sealed = await safe.bytes.seal(bytesOf(array), snapshotPlace(key));
      if (isOver()) return;
      await snapshots.put({ key, sealed });
      if (isOver()) return;
    }
    const key = headKey(kind);
    const sealed = await safe.seal(head, snapshotPlace(key));
    if (isOver()) return;
    const kept = new Set(mine);
    await dexie.transaction('rw', snapshots, async () => {
      await snapshots.put({ key, sealed });
      const all = await snapshots.where('key').startsWith(piecesOf(kind)).primaryKeys();
      await snapshots.bulkDelete(all.filter((each) => !kept.has(each)));
    });
    isSaved = true;
    session.snapshots.set(kind, { id, stamps: new Map(covered) });
  } finally {
    // Where that cannot be done now, the next start does it.
    if (!isSaved) await snapshots.bulkDelete(mine).catch(() => undefined);
  }
}
