import { join, resolve } from 'node:path';
import envPaths from 'env-paths';

/**
 * Where the browser host keeps settings, logs and the sample workspace: what was asked for, else `SATCHEL_USER_DATA`, else a folder of its own
 * in the place the system has for such data.
 */
export function userDataDirOf(asked: string | undefined, environment: NodeJS.ProcessEnv): string {
  const wanted = asked ?? environment['SATCHEL_USER_DATA'];
  return wanted ? resolve(wanted) : join(envPaths('Satchel', { suffix: '' }).data, 'browser-host');
}
