import { join } from 'node:path';

/** Where an account's files lie. No name that anybody gave is part of a path. */
export interface Places {
  readonly folder: string;
  readonly index: string;
  readonly objects: string;
  readonly begun: string;
  /** A file that is whole. */
  object(address: string): string;
  /** The beginning of one. */
  beginning(file: string): string;
}

/** @param dir the app's folder */
export function placesOf(dir: string, accountId: string): Places {
  const folder = join(dir, 'files', accountId);
  const objects = join(folder, 'objects');
  const begun = join(folder, 'begun');
  return {
    folder,
    index: join(folder, 'index'),
    objects,
    begun,
    object: (address) => join(objects, address),
    beginning: (file) => join(begun, file),
  };
}
