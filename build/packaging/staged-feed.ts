import type { KeyObject } from 'node:crypto';
import { parseDocument } from 'yaml';
import { readFeed, type Release } from '../../electron/updates/feed.ts';
import { signFeed } from '../../electron/updates/signature.ts';

/**
 * A feed as electron-builder wrote it, or as it was published before, for a share of the devices, and signed.
 * @param file its name, such as `latest-mac.yml`
 * @param percent how many of a hundred devices get it
 * @param keys the public keys that the packages know
 * @throws AppError where a package would not take it: the key is none of theirs, or it is no feed
 */
export function stagedFeed(
  file: string,
  text: string,
  percent: number,
  key: KeyObject,
  keys: readonly string[],
): { readonly text: string; readonly release: Release } {
  if (!Number.isInteger(percent) || percent < 0 || percent > 100)
    throw new Error(`${percent} is no share of a hundred devices.`);
  const feed = parseDocument(text);
  // The old signature's line is a comment behind the last key.
  feed.comment = null;
  if (percent === 100) feed.delete('stagingPercentage');
  else feed.set('stagingPercentage', percent);
  const signed = signFeed(file, feed.toString({ lineWidth: 0 }), key);
  return { text: signed, release: readFeed({ base: 'https://any.example/', file, keys }, signed) };
}
