import type { Log } from '../../../shared/log.ts';
import {
  sealIndex,
  withBegun,
  withKept,
  type BegunEntry,
  type FileIndex,
  type KeptEntry,
} from './disk-index.ts';
import { codeOf, refused, type DiskSteps } from './disk-steps.ts';
import type { FileKeys } from './file-keys.ts';
import type { Places } from './places.ts';
import type { TakeAway } from './take-away.ts';
import { createTurns } from './turns.ts';

/** The index, and the objects that it names: they change together, one thing after the other. */
export interface Shelf {
  index(): FileIndex;
  /**
   * A beginning has become whole, and lies on the disk: it gets its place, and what was there of that id goes.
   * @throws AppError `storage`; then what was there is as before
   */
  keep(entry: KeptEntry, beginning: string): Promise<void>;
  /** Notes what is begun of a file, or that nothing is. What the disk refuses to note is known until the app ends. */
  noteBegun(id: number, entry: BegunEntry | null): Promise<void>;
  /** Notes in the same way that a file was used. */
  noteUse(id: number, at: number): Promise<void>;
  /** Takes away what is here of a file. Also where the disk is full, and nothing can be noted. */
  drop(id: number): Promise<void>;
  /** When what was asked for is done. */
  settled(): Promise<void>;
}

export interface ShelfOptions {
  readonly places: Places;
  readonly keys: FileKeys;
  readonly log: Log;
  readonly steps: DiskSteps;
  readonly takeAway: TakeAway;
}

/** @param found what is on the disk */
export function createShelf(found: FileIndex, { places, keys, log, steps, takeAway }: ShelfOptions): Shelf {
  const inTurn = createTurns();
  let index = found;
  const isNamed = (address: string) => index.kept.some((entry) => entry.address === address);

  const write = (next: FileIndex) => steps.replace(places.index, sealIndex(keys, next));

  async function note(next: FileIndex): Promise<void> {
    index = next;
    try {
      await write(next);
    } catch (error) {
      log.warn('files.not-noted', { reason: codeOf(error) });
    }
  }

  async function takeAwayObject(address: string): Promise<void> {
    if (!isNamed(address)) await takeAway(places.object(address));
  }

  /** An object of the same content is replaced, as it may have been damaged. */
  async function place(beginning: string, address: string): Promise<void> {
    try {
      await steps.rename(places.beginning(beginning), places.object(address));
    } catch (error) {
      // Windows replaces nothing that somebody has open. What is there is as good.
      if (!isNamed(address)) throw error;
      await takeAway(places.beginning(beginning));
    }
  }

  return {
    index: () => index,
    keep: (entry, beginning) =>
      inTurn(async () => {
        const before = index.kept.find(({ id }) => id === entry.id);
        const next = withBegun(withKept(index, entry.id, entry), entry.id, null);
        try {
          await place(beginning, entry.address);
          await write(next);
        } catch (error) {
          await takeAwayObject(entry.address);
          throw refused(error);
        }
        index = next;
        if (before) await takeAwayObject(before.address);
      }),
    noteBegun: (id, entry) => inTurn(() => note(withBegun(index, id, entry))),
    noteUse: (id, at) =>
      inTurn(async () => {
        const entry = index.kept.find((kept) => kept.id === id);
        if (entry) await note(withKept(index, id, { ...entry, usedAt: at }));
      }),
    drop: (id) =>
      inTurn(async () => {
        const kept = index.kept.find((entry) => entry.id === id);
        const begun = index.begun.find((entry) => entry.id === id);
        if (!kept && !begun) return;
        index = withBegun(withKept(index, id, null), id, null);
        if (kept) await takeAwayObject(kept.address);
        if (begun) await takeAway(places.beginning(begun.file));
        await note(index);
      }),
    settled: () => inTurn(async () => {}),
  };
}
