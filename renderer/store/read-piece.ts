import { AppError } from '../../shared/errors.ts';
import { base64Of } from './base64.ts';
import { pieceKey, piecePlace } from './disk/pieces.ts';
import { storageError } from './disk/storage-error.ts';
import type { Session } from './session.ts';

/**
 * A piece of a file that waits to be attached, as base64; null where there is none of that number.
 * @throws AppError `storage` when the disk refuses (its reason), or when the piece is broken (`damaged`)
 */
export async function readPiece(
  { database, safe }: Session,
  fileId: string,
  piece: number,
): Promise<string | null> {
  const key = pieceKey(fileId, piece);
  const row = await database.relaxed.pieces.get(key).catch((error: unknown) => {
    throw storageError(error);
  });
  if (!row) return null;
  try {
    return base64Of(await safe.bytes.open(row.sealed, piecePlace(key)));
  } catch (error) {
    throw new AppError({ code: 'storage', reason: 'damaged' }, { cause: error });
  }
}
