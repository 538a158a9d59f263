import type { Edit } from './edit.ts';

/** What is sent next of one target's queue. */
export interface Folded {
  /** The first edits of the chain, which go in one request. */
  readonly edits: readonly Edit[];
  /** What they come to; null where they cancel out (made and deleted here): they are done without a request. */
  readonly edit: Edit | null;
}

/**
 * Coalesces the queue of one target: as many of its first edits as one request can carry. Pairs are folded by a table, operation by operation.
 * @param chain the queued edits of one target, by `seq`; at least one
 */
export function foldNext(_chain: readonly Edit[]): Folded {
  throw new Error('to be written');
}
