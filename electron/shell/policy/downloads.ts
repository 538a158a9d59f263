import { isOwnAddress } from './addresses.ts';

/** What the screens make files of: lists, the outbox, reports, calendars. Nothing that a system would run. */
const ENDINGS = /\.(?:csv|json|txt)$/i;

/**
 * Whether something may be saved as a file: a text that our own page has just made, under a name that is no program's. Nothing comes from elsewhere, and nothing is opened
 * when it is there.
 * @param chain the addresses it came by
 * @param name the file's name, as it would be saved
 */
export function mayDownload(chain: readonly string[], name: string, rendererOrigin: string): boolean {
  return chain.length === 1 && isOwnBlob(chain[0] ?? '', rendererOrigin) && ENDINGS.test(name);
}

/** Whether an address is of a blob that our own page holds. */
export function isOwnBlob(address: string, rendererOrigin: string): boolean {
  return address.startsWith('blob:') && isOwnAddress(address.slice('blob:'.length), rendererOrigin);
}
