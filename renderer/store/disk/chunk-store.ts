import { AppError } from '../../../shared/errors.ts';
import type { Codec } from './codec.ts';
import type { Database } from './database.ts';
import type { Seal } from './seal.ts';
import { storageError } from './storage-error.ts';

/** The encoded records of a chunk, by slot. */
export type Parts = readonly Uint8Array<ArrayBuffer>[];

/** Opened chunks that are kept in memory, some 100 kB each. */
const KEPT_MAX = 8;

/** Reads chunks, and keeps those that were used last. */
export class ChunkStore {
  private readonly database: Database;
  private readonly codec: Codec;
  private readonly sealing: Seal;
  private readonly kept = new Map<number, Parts>();
  private writes = 0;

  constructor(database: Database, codec: Codec, seal: Seal) {
    this.database = database;
    this.codec = codec;
    this.sealing = seal;
  }

  /**
   * The encoded records of a chunk.
   * @throws AppError `storage` when the disk refuses (its reason), or when the chunk is missing or broken (`damaged`)
   */
  async read(n: number): Promise<Parts> {
    const kept = this.kept.get(n);
    if (kept) {
      this.keep(n, kept);
      return kept;
    }
    const { writes } = this;
    let bytes: Uint8Array<ArrayBuffer> | undefined;
    try {
      bytes = (await this.database.chunks.get(n))?.bytes;
    } catch (error) {
      throw storageError(error);
    }
    if (!bytes) throw new AppError({ code: 'storage', reason: 'damaged' });
    let parts: Parts;
    try {
      parts = this.codec.unpack(await this.sealing.open(bytes));
    } catch (error) {
      throw new AppError({ code: 'storage', reason: 'damaged' }, { cause: error });
    }
    // What was written while this was read is newer.
    if (writes === this.writes) this.keep(n, parts);
    return parts;
  }

  /** Packs and seals a chunk for the disk. */
  seal(parts: Parts): Promise<Uint8Array<ArrayBuffer>> {
    return this.sealing.seal(this.codec.pack(parts));
  }

  /** Notes what a chunk holds since a transaction that has committed. */
  written(n: number, parts: Parts): void {
    this.writes++;
    this.keep(n, parts);
  }

  private keep(n: number, parts: Parts): void {
    this.kept.delete(n);
    this.kept.set(n, parts);
    if (this.kept.size > KEPT_MAX) this.kept.delete(this.kept.keys().next().value!);
  }
}
