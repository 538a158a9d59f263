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
 * mail, a call. It is put together from what was parsed, never passed on as it was written: plain ASCII, without a sign that hides or rearranges others.
 */
export function externalAddress(address: string): string | null {
  // The parser would drop some of these in silence; who writes them hides something.
  if (address.length > EXTERNAL_LENGTH_MAX || /\p{Cc}/u.test(address)) return null;
  const url = parse(address);
  if (url === null) return null;
  switch (url.protocol) {
    case 'https:':
      // Signs that mean something to a command line are written as bytes, should a system ever put one together.
      return url.username === '' && url.password === ''
        ? shortEnough(url.href.replace(/["`|^\\{}<>]/g, encodeURIComponent))
        : null;
    case 'mailto:':
      return mailAddress(url);
    case 'tel:':
      return callAddress(url);
    default:
      return null;
  }
}

/** Somebody's address, as it stands in a `mailto:`; signs that part one address or header from another are none of it. */
const MAIL = /^[^\s@<>()[\]"'`\\?&,;:|\p{Cc}\p{Cf}]{1,64}@[^\s@<>()[\]"'`\\?&,;:|\p{Cc}\p{Cf}]{1,253}$/u;

/** Whom to write to, and of what. No text, no copies and no files are put in: some mail programs would send those along. */
function mailAddress(url: URL): string | null {
  const to = decode(url.pathname);
  const subject = decode(/[?&]subject=([^&]*)/i.exec(url.search)?.[1] ?? '');
  // Not a dash in front, which a program could take for an option of its own.
  if (to === null || !MAIL.test(to) || to.startsWith('-')) return null;
  if (subject === null || /\p{Cc}/u.test(subject)) return null;
  const head = `mailto:${encodeURIComponent(to).replace('%40', '@').replaceAll('%2B', '+')}`;
  return shortEnough(subject === '' ? head : `${head}?subject=${encodeURIComponent(subject)}`);
}

/** What is dialled: digits, the keys beside them, pauses and an extension; signs between the digits are for the eye. */
function callAddress(url: URL): string | null {
  const [number = '', ...extensions] = (decode(url.pathname + url.hash) ?? '')
    .replace(/[ ().\-/]/g, '')
    .split(';ext=');
  const extension = extensions[0] ?? '';
  if (!/^\+?[\d*#][\d*#,;]{1,63}$/.test(number) || extensions.length > 1 || !/^\d{0,15}$/.test(extension))
    return null;
  // A bare number sign would begin a fragment.
  return `tel:${number.replaceAll('#', '%23')}${extension === '' ? '' : `;ext=${extension}`}`;
}

/** Parsing can make an address longer than it was written. */
function shortEnough(address: string): string | null {
  return address.length > EXTERNAL_LENGTH_MAX ? null : address;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // Malformed: no link that anybody made on purpose.
  }
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
