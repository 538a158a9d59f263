import { rm } from 'node:fs/promises';
import { AppError } from '../../../shared/errors.ts';
import type { Log } from '../../../shared/log.ts';
import { refused, SYSTEM_STEPS, type DiskSteps } from './disk-steps.ts';
import { fileKeysOf } from './file-keys.ts';
import { findFiles } from './find-files.ts';
import { placesOf } from './places.ts';
import type { FileDisk } from '../ports.ts';
import { createShelf } from './shelf.ts';
import { takingAway } from './take-away.ts';
import { readWhole } from './whole-file.ts';
import { createWriting, type Writing } from './writing.ts';

export interface FileDiskOptions {
  /** The app's folder. */
  readonly dir: string;
  readonly accountId: string;
  /** The account's data key. It is not kept; keys are made of it. */
  readonly key: Uint8Array;
  readonly log: Log;
  readonly steps?: DiskSteps;
}

/**
 * The files of an account under `files/<account id>/`: `objects/`, each whole file under the keyed hash of its content, so that two with the same content are one; `begun/`; and the sealed `index`, which alone knows
 * what they are (decision 0025). One process at a time.
 * @throws AppError `storage`
 */
export async function openFileDisk(options: FileDiskOptions): Promise<FileDisk> {
  const { dir, accountId, key, log, steps = SYSTEM_STEPS } = options;
  const places = placesOf(dir, accountId);
  const keys = fileKeysOf(key);
  const takeAway = takingAway(steps, log);
  const parts = { places, keys, log, steps, takeAway };
  const shelf = createShelf(await findFiles(parts), parts);
  const live = new Map<number, Writing>();
  let isClosed = false;

  function check(): void {
    if (isClosed) throw new AppError({ code: 'cancelled' });
  }

  return {
    list: () => shelf.index().kept.map(({ address: _, ...file }) => file),
    begun: () => [
      ...shelf
        .index()
        .begun.filter(({ id }) => !live.has(id))
        .map(({ id, record, version, bytes }) => ({ id, record, version, bytes })),
      ...[...live].map(([id, writing]) => ({
        id,
        record: writing.record,
        version: writing.version,
        bytes: writing.bytes(),
      })),
    ],
    async begin(file) {
      check();
      if (live.has(file.id)) throw new AppError({ code: 'internal', reason: 'this file is being written' });
      const onEnd = () => {
        if (live.get(file.id) === writing) live.delete(file.id);
      };
      const writing = createWriting(file, { ...parts, shelf, check, onEnd });
      live.set(file.id, writing);
      await writing.resume();
      return writing;
    },
    async *read(id) {
      check();
      const entry = shelf.index().kept.find((kept) => kept.id === id);
      if (!entry) throw new AppError({ code: 'not-found' });
      yield* readWhole(places.object(entry.address), entry.address, keys, check);
    },
    async used(id, at) {
      check();
      await shelf.noteUse(id, at);
    },
    async remove(id) {
      check();
      const writing = live.get(id);
      if (writing) {
        await writing.abandon();
        check();
      }
      await shelf.drop(id);
    },
    async close() {
      isClosed = true;
      await Promise.all([...live.values()].map((writing) => writing.pause()));
      await shelf.settled();
      keys.forget();
    },
  };
}

/**
 * Takes away all files of an account.
 * @throws AppError `storage`
 */
export async function wipeFiles(dir: string, accountId: string): Promise<void> {
  try {
    await rm(placesOf(dir, accountId).folder, { recursive: true, force: true });
  } catch (error) {
    throw refused(error);
  }
}
