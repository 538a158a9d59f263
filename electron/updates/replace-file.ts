import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';

const PIECE_BYTES = 1024 * 1024;

/** The few steps that touch the disk, so that a test can end the process before any of them. */
export interface Steps {
  write(file: number, bytes: Uint8Array): void;
  sync(file: number): void;
  rename(from: string, to: string): void;
}

const SYSTEM: Steps = {
  write(file, bytes) {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
  },
  sync: fsyncSync,
  rename: renameSync,
};

/**
 * Puts a file in the place of another at one stroke: it is copied beside it and read on the way, and only takes its name once it is whole, on the disk, and has the checksum.
 * Ended at any moment, what stands at `target` is the old file or the new one.
 * @throws AppError `update: damaged` where the checksum is another
 */
export function replaceFile(source: string, target: string, sha512: string, steps: Steps = SYSTEM): void {
  const beside = `${target}.new`;
  // What an attempt that was ended has left. Made anew, so that no link is followed.
  rmSync(beside, { force: true });
  const to = openSync(beside, 'wx', 0o755);
  try {
    try {
      const sum = eachPiece(source, (piece) => steps.write(to, piece));
      if (sum !== sha512) throw new AppError({ code: 'update', reason: 'damaged' });
      steps.sync(to);
    } finally {
      closeSync(to);
    }
    steps.rename(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/**
 * Reads a file again right before it is run.
 * @throws AppError `update: damaged` where the checksum is another
 */
export function checkFile(path: string, sha512: string): void {
  if (eachPiece(path, () => undefined) !== sha512) throw new AppError({ code: 'update', reason: 'damaged' });
}

/** @returns the checksum, as base64 */
function eachPiece(path: string, onPiece: (piece: Uint8Array) => void): string {
  const hash: Hash = createHash('sha512');
  const file = openSync(path, 'r');
  try {
    const room = Buffer.alloc(PIECE_BYTES);
    for (let read = readSync(file, room); read > 0; read = readSync(file, room)) {
      const piece = room.subarray(0, read);
      hash.update(piece);
      onPiece(piece);
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('base64');
}
