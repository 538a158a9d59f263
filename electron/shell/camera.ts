import { systemPreferences } from 'electron';
import type { Log } from '../../shared/log.ts';

/** Whether the system lets the app have the camera. macOS asks the user, once; the other systems say it themselves when the camera is opened. */
export async function systemGrantsCamera(platform: NodeJS.Platform, log: Log): Promise<boolean> {
  if (platform !== 'darwin') return true;
  try {
    return await systemPreferences.askForMediaAccess('camera');
  } catch (error) {
    log.warn('camera.failed', { reason: error instanceof Error ? error.message : String(error) });
    return false;
  }
}
