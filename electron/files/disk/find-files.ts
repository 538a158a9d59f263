import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../../shared/log.ts';
import { EMPTY_INDEX, readIndex, type FileIndex } from './disk-index.ts';
import { refused, type DiskSteps } from './disk-steps.ts';
import type { FileKeys } from './file-keys.ts';
import type { Places } from './places.ts';
import { bytesIn, sealedSize } from './sealed-segments.ts';
import type { TakeAway } from './take-away.ts';

export interface FindOptions {
  readonly places: Places;
  readonly keys: FileKeys;
  readonly log: Log;
  readonly steps: DiskSteps;
  readonly takeAway: TakeAway;
}

/**
 * Finds what is on the disk, where a crash may have come between any two writes. What the index names and is not there, or has not its size, is forgotten; what is there and is not named goes. Where the index
 * itself cannot be read, everything goes: these are copies of what the CRM has.
 * @throws AppError `storage`
 */
export async function findFiles(options: FindOptions): Promise<FileIndex> {
  const { places, keys, log, steps, takeAway } = options;
  try {
    const found = await readIndex(places.index, keys);
    if (found === null) {
      log.warn('files.index-unreadable');
      await steps.remove(places.folder);
    }
    for (const path of [places.folder, places.objects, places.begun]) await steps.makeFolder(path);
    const objects = await sizesIn(places.objects);
    const beginnings = await sizesIn(places.begun);
    const index = whatHolds(found ?? EMPTY_INDEX, objects, beginnings);
    const missing = (found?.kept.length ?? 0) - index.kept.length;
    if (missing > 0) log.warn('files.missing', { files: missing });

    const named = new Set([
      ...index.kept.map(({ address }) => places.object(address)),
      ...index.begun.map(({ file }) => places.beginning(file)),
      places.index,
      places.objects,
      places.begun,
    ]);
    const there = [
      ...[...objects.keys()].map(places.object),
      ...[...beginnings.keys()].map(places.beginning),
      // Among them what a write of the index has left that did not come to its end.
      ...(await readdir(places.folder)).map((name) => join(places.folder, name)),
    ];
    for (const path of there) if (!named.has(path)) await takeAway(path);
    return index;
  } catch (error) {
    throw refused(error);
  }
}

/** @param objects the sizes of what is there; `beginnings` as well */
function whatHolds(
  { version, kept, begun }: FileIndex,
  objects: ReadonlyMap<string, number>,
  beginnings: ReadonlyMap<string, number>,
): FileIndex {
  return {
    version,
    kept: kept.filter(({ address, bytes }) => objects.get(address) === sealedSize(bytes)),
    begun: begun.flatMap((entry) => {
      const size = beginnings.get(entry.file);
      return size === undefined ? [] : [{ ...entry, bytes: bytesIn(size) }];
    }),
  };
}

async function sizesIn(folder: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const name of await readdir(folder)) sizes.set(name, (await stat(join(folder, name))).size);
  return sizes;
}
