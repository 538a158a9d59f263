import { app } from 'electron';

/**
 * Makes this the only Satchel on its data.
 * @param onSecond called with its command line when another was started, which has ended itself
 * @returns false where there is one already; this one must end
 */
export function claimSingleInstance(onSecond: (argv: readonly string[]) => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv) => onSecond(argv));
  return true;
}
