import type { Log } from '../../../shared/log.ts';
import { codeOf, type DiskSteps } from './disk-steps.ts';

/** Takes away a file that nothing names any more. */
export type TakeAway = (path: string) => Promise<void>;

/** What cannot be taken away now, as on Windows what somebody has open, goes when the disk is opened next. */
export function takingAway(steps: DiskSteps, log: Log): TakeAway {
  return async (path) => {
    try {
      await steps.remove(path);
    } catch (error) {
      log.warn('files.not-removed', { reason: codeOf(error) });
    }
  };
}
