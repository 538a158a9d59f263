import { AppError } from '../../../shared/errors.ts';
import type { Place, Seal } from './seal.ts';
import { decodeValue, encodeValue } from './value-codec.ts';

declare const content: unique symbol;

/** Bytes on the disk that hold a value which only the account's key opens. */
export type Sealed<T> = Uint8Array<ArrayBuffer> & { readonly [content]?: T };

/** A row as it lies on the disk. */
export interface SealedRow<T, K extends string | number = string> {
  readonly key: K;
  readonly sealed: Sealed<T>;
}

/** The opened rows of a table by their keys, and the keys of those that do not open. */
export interface OpenedRows<T, K> {
  readonly opened: Map<K, T>;
  readonly damaged: K[];
}

/** Seals values and opens them. Nothing of it may be waited for within a transaction, which would commit by itself. */
export class Safe {
  readonly bytes: Seal;

  constructor(seal: Seal) {
    this.bytes = seal;
  }

  async seal<T>(value: T, place: Place): Promise<Sealed<T>> {
    return this.bytes.seal(encodeValue(value), place);
  }

  /** @throws AppError `storage: damaged` for what was not sealed for this place with this key */
  async open<T>(sealed: Sealed<T>, place: Place): Promise<T> {
    try {
      return decodeValue(await this.bytes.open(sealed, place)) as T;
    } catch (error) {
      throw new AppError({ code: 'storage', reason: 'damaged' }, { cause: error });
    }
  }

  /** The rows of a table that hold these values. */
  sealAll<T, K extends string | number>(
    table: string,
    values: Iterable<readonly [K, T]>,
  ): Promise<SealedRow<T, K>[]> {
    return Promise.all(
      Array.from(values, async ([key, value]) => ({ key, sealed: await this.seal(value, { table, key }) })),
    );
  }

  /** What the rows of a table hold, in their order. */
  async openAll<T, K extends string | number>(
    table: string,
    rows: readonly SealedRow<T, K>[],
  ): Promise<OpenedRows<T, K>> {
    const opened = new Map<K, T>();
    const damaged: K[] = [];
    const outcomes = await Promise.allSettled(
      rows.map(({ key, sealed }) => this.open(sealed, { table, key })),
    );
    for (const [at, outcome] of outcomes.entries()) {
      const { key } = rows[at]!;
      if (outcome.status === 'fulfilled') opened.set(key, outcome.value);
      else damaged.push(key);
    }
    return { opened, damaged };
  }
}
