import { refKey } from '../../shared/entities/kind.ts';
import { AppError } from '../../shared/errors.ts';
import type { FileRef } from '../../shared/files.ts';
import type { Clock } from '../../shared/time.ts';
import type { FileCall, FilesOfCrm, RemoteFile } from './ports.ts';

/** How long a list is good for more files of its record. Addresses hold for longer (reference: `Expires` of the example), and one that has run out is noticed. */
const FRESH_MS = 5 * 60_000;

/** Finds the addresses of files. One list serves all files of its record for some minutes, as each costs one of the account's calls. */
export interface Listings {
  /**
   * @param anew whether to ask also where a list is here that is not old
   * @throws AppError `not-found` where the record lists no such file any more, and as `FilesOfCrm.list`
   */
  find(file: FileRef, anew: boolean, call: FileCall): Promise<RemoteFile>;
}

export function createListings(crm: FilesOfCrm, clock: Clock): Listings {
  const lists = new Map<string, { readonly at: number; readonly files: readonly RemoteFile[] }>();

  return {
    async find({ record, id }, anew, call) {
      const key = refKey(record);
      const named = (files: readonly RemoteFile[] | undefined) => files?.find((file) => file.id === id);
      const before = lists.get(key);
      const isFresh = before !== undefined && clock.now() - before.at <= FRESH_MS;
      // A file that was attached since is not in it.
      const known = isFresh && !anew ? named(before.files) : undefined;
      if (known !== undefined) return known;
      const files = await crm.list(record, call);
      lists.set(key, { at: clock.now(), files });
      const found = named(files);
      if (found === undefined) throw new AppError({ code: 'not-found' });
      return found;
    },
  };
}
