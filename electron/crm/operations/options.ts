import type { CallOptions } from '../call.ts';

/** A record's id. The server takes digits as well as numbers. */
export type Id = number | string;

/** Options of operations that can embed more: `include=owner,sales_accounts` (reference: Embedding). */
export interface IncludeOptions extends CallOptions {
  readonly include?: readonly string[] | undefined;
}

export interface PageOptions extends IncludeOptions {
  /** From 1. */
  readonly page?: number | undefined;
  /** 25 unless said; no more than 100 is known to work (quirks §2). */
  readonly perPage?: number | undefined;
}

export interface ViewOptions extends PageOptions {
  /** A field the reference names for the kind, such as `updated_at`. */
  readonly sort?: string | undefined;
  readonly sortType?: 'asc' | 'desc' | undefined;
}

export interface ScrollOptions extends IncludeOptions {
  readonly limit?: number | undefined;
  /** The last id of the page before; none for the first page. */
  readonly lastFetchedId?: number | null | undefined;
}
