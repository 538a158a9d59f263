import { app, nativeImage, type BrowserWindow } from 'electron';
import { badgePicture } from './policy/picture.ts';

/** Twice the 16 pixels of an overlay, for fine displays. */
const OVERLAY_SIZE = 32;

/**
 * Shows how many changes wait on the app's sign: a number on the dock (macOS) and on launchers that know it (Linux: Unity and those that follow it), a drawn one over the taskbar's
 * button (Windows).
 * @param words what it means, for who does not see it
 */
export function showBadge(count: number, words: string, window: BrowserWindow | null): void {
  if (process.platform !== 'win32') {
    app.setBadgeCount(count);
    return;
  }
  const picture =
    count === 0
      ? null
      : nativeImage.createFromBitmap(Buffer.from(badgePicture(OVERLAY_SIZE, count)), {
          width: OVERLAY_SIZE,
          height: OVERLAY_SIZE,
          scaleFactor: 2,
        });
  window?.setOverlayIcon(picture, words);
}
