import { AppError } from '../../shared/errors.ts';
import { pieceKey } from './disk/pieces.ts';
import { storageError } from './disk/storage-error.ts';
import type { Session } from './session.ts';

/** Bytes that become one argument list each: a call cannot take any number of arguments. */
const STRETCH = 8 * 1024;

/**
 * A piece of a file that waits to be attached, as base64; null where there is none of that number.
 * @throws AppError `storage` when the disk refuses (its reason), or when the piece is broken (`damaged`)
 */
export async function readPiece(
  { database, seal }: Session,
  fileId: string,
  piece: number,
): Promise<string | null> {
  const row = await database.relaxed.pieces.get(pieceKey(fileId, piece)).catch((error: unknown) => {
    throw storageError(error);
  });
  if (!row) return null;
  try {
    return base64Of(await seal.open(row.bytes));
  } catch (error) {
    throw new AppError({ code: 'storage', reason: 'damaged' }, { cause: error });
  }
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += STRETCH)
    text += String.fromCharCode(...bytes.subarray(from, from + STRETCH));
  return btoa(text);
}
