import type { RecordKind } from '../../../shared/entities/kind.ts';
import type { Shape } from '../typed/saved.ts';
import type { Place } from '../disk/seal.ts';

/**
 * A snapshot is the memory index of one kind as it was at some moment, so that the next start need not read every record. It says of which chunks it speaks, by the stamp
 * that each chunk gets anew whenever it is written: of a chunk whose stamp is another by now, or that is not named, the records are read as if there were no snapshot.
 */
export interface SnapshotHead {
  /** Which build of the app made it: another may read columns or words otherwise. */
  readonly build: string;
  /** The account's own columns, as text. */
  readonly own: string;
  /** Tells its pieces from those of another snapshot. */
  readonly id: number;
  /** How many there are. */
  readonly pieces: number;
  /** The number of each chunk of which it speaks, and the chunk's stamp. */
  readonly stamps: readonly (readonly [number, number])[];
  readonly shape: Shape;
}

/** What is known of a snapshot that lies on the disk. */
export interface KnownSnapshot {
  /** What tells its pieces from others'. */
  readonly id: number;
  /** Of which chunks it speaks: their stamps, by their numbers. */
  readonly stamps: ReadonlyMap<number, number>;
}

/** The keys of a kind's head, and of one piece. */
export function headKey(kind: RecordKind): string {
  return kind;
}

export function pieceKey(kind: RecordKind, id: number, piece: number): string {
  return `${kind}:${id}:${piece}`;
}

/** What the keys of all pieces of a kind begin with. */
export function piecesOf(kind: RecordKind): string {
  return `${kind}:`;
}

export function snapshotPlace(key: string): Place {
  return { table: 'snapshots', key };
}

/** A number that no chunk has had before, but by a chance of one in many million million. */
export function freshStamp(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return (high >>> 11) * 2 ** 32 + low;
}
