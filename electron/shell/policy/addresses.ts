/** Which addresses the app's window may show, load and pass on. Every decision is made on a parsed URL, never on text. */

export const APP_SCHEME = 'app';
export const APP_HOST = 'satchel';
/** Where the packaged screens live. A dev server's origin takes its place while developing. */
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** How long an address may be that is handed to the system. */
const EXTERNAL_LENGTH_MAX = 2000;

/** The URL's origin. Node gives `null` for a scheme of our own, so it is put together here. */
function originOf(url: URL): string {
  return url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin;
}

/** Whether the window may show `address`: our own screens, without a name or password in front. */
export function isOwnAddress(address: string, rendererOrigin: string): boolean {
  const url = parse(address);
  return url !== null && originOf(url) === rendererOrigin && url.username === '' && url.password === '';
}

/**
 * Whether anything in the window may be loaded from `address`: our own files, and what the page itself holds. In development the dev server's
 * socket too.
 */
export function mayLoad(address: string, rendererOrigin: string): boolean {
  const url = parse(address);
  if (url === null) return false;
  if (url.protocol === 'blob:') return isOwnAddress(url.pathname, rendererOrigin);
  if (url.protocol === 'devtools:') return true;
  return isOwnAddress(address, rendererOrigin) || originOf(url) === rendererOrigin.replace(/^http/, 'ws');
}

/**
 * The address that is handed to the system when a link is followed, or null where it is not one of the three kinds that are: a page over https, a
 * mail, a call. It is the parsed form that is passed on, not the text.
 */
export function externalAddress(address: string): string | null {
  const url = address.length > EXTERNAL_LENGTH_MAX ? null : parse(address);
  if (url === null) return null;
  switch (url.protocol) {
    case 'https:':
      return url.username === '' && url.password === '' ? url.href : null;
    case 'mailto:':
      return url.href;
    case 'tel:':
      return /^[+0-9*#(),;.\-/ a-z=%]+$/i.test(url.pathname) ? url.href : null;
    default:
      return null;
  }
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
