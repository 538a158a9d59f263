import type { RawRecord } from '../../shared/entities/record.ts';
import type { Selector } from '../../shared/entities/selectors.ts';
import type { PullJob } from './pull/job.ts';
import { pieceOfSelector, type Piece } from './pull/pieces.ts';
import { unknownIds, unknownKey } from './pull/unknown-ids.ts';

/** The configuration is read again for an unknown id at most so often. */
const AGAIN_MS = 60 * 60_000;
/** So many ids without a name are remembered. */
const NAMELESS_MAX = 300;

/** Watches for ids in records that the configuration does not name. */
export interface Unknown {
  /** @returns the pieces of the configuration that are worth reading again */
  check(records: readonly RawRecord[], job: PullJob): Piece[];
  /** A piece was read again: what it still does not name never will be. */
  settle(piece: Piece, job: PullJob): Promise<void>;
}

export function createUnknown(): Unknown {
  const waiting = new Map<Selector, Set<number>>();
  return {
    check(records, job) {
      const { configuration } = job.notebook.notes();
      const pieces: Piece[] = [];
      for (const [selector, ids] of unknownIds(records, configuration)) {
        const piece = pieceOfSelector(selector);
        if (job.now() - (configuration.readAt[piece] ?? 0) < AGAIN_MS) continue;
        waiting.set(selector, new Set([...(waiting.get(selector) ?? []), ...ids]));
        pieces.push(piece);
      }
      return pieces;
    },
    async settle(piece, job) {
      const { configuration } = job.notebook.notes();
      const nameless: string[] = [];
      for (const [selector, ids] of waiting) {
        if (pieceOfSelector(selector) !== piece) continue;
        const known = new Set(configuration.known[selector] ?? []);
        nameless.push(...[...ids].filter((id) => !known.has(id)).map((id) => unknownKey(selector, id)));
        waiting.delete(selector);
      }
      if (nameless.length === 0) return;
      const all = [...new Set([...configuration.nameless, ...nameless])].slice(-NAMELESS_MAX);
      await job.notebook.apply({}, { configuration: { ...configuration, nameless: all } });
    },
  };
}
