import { AppError } from '../../../shared/errors.ts';
import type { IdentifiedRecord } from '../../../shared/entities/record.ts';
import type { Codec } from './codec.ts';
import { chunkPlace } from './chunk-place.ts';
import type { Database } from './database.ts';
import type { Seal } from './seal.ts';
import { storageError } from './storage-error.ts';

/** Chunks whose opened bytes are kept in memory, some 100 kB each. */
const KEPT_MAX = 8;

/** Reads chunks, and keeps those that were used last. */
export class ChunkStore {
  private readonly database: Database;
  private readonly codec: Codec;
  private readonly seal: Seal;
  private readonly kept = new Map<number, Uint8Array<ArrayBuffer>>();
  private writes = 0;

  constructor(database: Database, codec: Codec, seal: Seal) {
    this.database = database;
    this.codec = codec;
    this.seal = seal;
  }

  /**
   * The records of a chunk; they are the caller's own.
   * @throws AppError `storage` when the disk refuses (its reason), or when the chunk is missing or broken (`damaged`)
   */
  async read(n: number): Promise<IdentifiedRecord[]> {
    const kept = this.kept.get(n);
    if (kept) {
      this.keep(n, kept);
      return this.codec.decode(kept);
    }
    const { writes } = this;
    const row = await this.database.chunks.get(n).catch((error: unknown) => {
      throw storageError(error);
    });
    try {
      if (!row) throw new Error('no such chunk');
      const bytes = await this.seal.open(row.sealed, chunkPlace(row));
      const records = this.codec.decode(bytes);
      // What was written while this was read is newer.
      if (writes === this.writes) this.keep(n, bytes);
      return records;
    } catch (error) {
      // At the next start it is read, snapshot or not, found to be broken, and its records are fetched anew.
      await this.database.stamps.delete(n).catch(() => undefined);
      throw new AppError({ code: 'storage', reason: 'damaged' }, { cause: error });
    }
  }

  /** Notes what a chunk holds since a transaction that has committed. */
  written(n: number, bytes: Uint8Array<ArrayBuffer>): void {
    this.writes++;
    if (this.kept.has(n)) this.keep(n, bytes);
  }

  /** Notes that a chunk is no more since a transaction that has committed. */
  forgotten(n: number): void {
    this.writes++;
    this.kept.delete(n);
  }

  private keep(n: number, bytes: Uint8Array<ArrayBuffer>): void {
    this.kept.delete(n);
    this.kept.set(n, bytes);
    if (this.kept.size > KEPT_MAX) this.kept.delete(this.kept.keys().next().value!);
  }
}
