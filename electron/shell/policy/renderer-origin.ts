import { APP_ORIGIN } from './addresses.ts';

const ARGUMENT = '--renderer-url=';

/**
 * Where the screens come from: the bundle, or in a development run (never in a package) the dev server on this machine that is named on the
 * command line.
 * @param argv the command line
 * @returns an origin, without a slash at its end
 */
export function rendererOriginOf(argv: readonly string[], packaged: boolean): string {
  const argument = argv.find((argument) => argument.startsWith(ARGUMENT));
  if (packaged || argument === undefined) return APP_ORIGIN;
  const url = new URL(argument.slice(ARGUMENT.length));
  if (url.protocol !== 'http:' || (url.hostname !== '127.0.0.1' && url.hostname !== 'localhost')) {
    throw new Error(`${ARGUMENT}${url.href} is not on this machine`);
  }
  return url.origin;
}
