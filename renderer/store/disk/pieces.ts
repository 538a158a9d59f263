import type { Database } from './database.ts';
import type { Place } from './seal.ts';

/** How the pieces of files are known: by the file's id and their number. */
export function pieceKey(fileId: string, piece: number): string {
  return `${fileId}:${piece}`;
}

/** Where a piece lies. */
export function piecePlace(key: string): Place {
  return { table: 'pieces', key };
}

/** The file that a piece is of. */
export function fileOfPiece(key: string): string {
  return key.slice(0, key.lastIndexOf(':'));
}

/** Starts taking away all pieces of a file, within a transaction. */
export function deletePieces({ pieces }: Database, fileId: string): PromiseLike<unknown> {
  return pieces.where('key').startsWith(`${fileId}:`).delete();
}
