import { isOwnAddress } from './addresses.ts';

/** What the screens use; every other permission is refused. */
const GRANTED: ReadonlySet<string> = new Set([
  // Copying a field's text.
  'clipboard-sanitized-write',
  // The records must not be evicted when the disk gets full.
  'persistent-storage',
  // Where the rep is when an appointment is checked in; asked for by a button, and the system asks too.
  'geolocation',
]);

/**
 * Whether a permission is granted to who asks for it.
 * @param asker the URL or origin of the frame that asks
 */
export function mayHavePermission(
  permission: string,
  asker: string,
  isMainFrame: boolean,
  rendererOrigin: string,
): boolean {
  return GRANTED.has(permission) && isMainFrame && isOwnAddress(asker, rendererOrigin);
}
