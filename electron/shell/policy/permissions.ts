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
 * @param media what is to be recorded, where it is that: of screens nothing is listed (Electron: MediaAccessPermissionRequest)
 */
export function mayHavePermission(
  permission: string,
  asker: string,
  isMainFrame: boolean,
  rendererOrigin: string,
  media: readonly string[] = [],
): boolean {
  return (
    (GRANTED.has(permission) || isCamera(permission, media)) &&
    isMainFrame &&
    isOwnAddress(asker, rendererOrigin)
  );
}

/** Whether the camera alone is asked for: a picture to attach needs no microphone. */
export function isCamera(permission: string, media: readonly string[]): boolean {
  return permission === 'media' && media.length > 0 && media.every((type) => type === 'video');
}
