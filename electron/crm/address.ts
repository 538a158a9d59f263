import { AppError, type ErrorInfo } from '../../shared/errors.ts';

export type Flavour = 'classic' | 'suite';

/** A place where an account may be. */
export interface AccountCandidate {
  readonly origin: string;
  readonly basePath: string;
  readonly flavour: Flavour;
}

const BASE_PATH: Record<Flavour, string> = { classic: '/api', suite: '/crm/sales/api' };
/** The vendor's domains, in which the first label names the account (quirks §1). */
const SUITE = '.myfreshworks.com';
const SUITE_TOO = '.freshworks.com';
const CLASSIC = '.freshsales.io';

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether a URL's host name is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
}

/**
 * Reads what was typed as an account's address: a bare name (`widgetz`), a host, or any URL copied from the browser, in any case, with or without
 * `/api` or `/crm/sales/api`.
 * @returns the places to look at, the likeliest first; never empty. All are https, except on loopback.
 * @throws AppError bad-address
 */
export function parseAddress(text: string): AccountCandidate[] {
  const typed = text.trim();
  if (typed === '') throw badAddress('empty');
  // A bare name of digits would be read as an IPv4 address by URL.
  if (/^\d+$/.test(typed) && LABEL.test(typed)) return byName(typed);
  const url = parseUrl(typed);
  if (url.username !== '' || url.password !== '') throw badAddress('has-credentials');
  const { hostname } = url;
  if (isLoopback(hostname)) {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw badAddress('not-https');
    return both(url);
  }
  if (url.protocol !== 'https:') throw badAddress('not-https');
  if (LABEL.test(hostname) && url.port === '') return byName(hostname);
  if (!/^[^.]+(\.[^.]+)+$/.test(hostname) || isVendorItself(hostname)) throw badAddress('not-a-url');
  return unique([...at(url), ...elsewhere(hostname)]);
}

function badAddress(reason: Extract<ErrorInfo, { code: 'bad-address' }>['reason']): AppError {
  return new AppError({ code: 'bad-address', reason });
}

function parseUrl(typed: string): URL {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed);
  if (/[\s\\]/.test(typed)) throw badAddress('not-a-url');
  const whole = hasScheme ? typed : `https://${typed}`;
  if (!URL.canParse(whole)) throw badAddress('not-a-url');
  const url = new URL(whole);
  // The root's own dot (`widgetz.freshsales.io.`) is the same host; without it certificates and comparisons are simpler.
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.slice(0, -1);
  return !hasScheme && isLoopback(url.hostname) ? new URL(`http://${typed}`) : url;
}

/** `freshsales.io` and `www.freshsales.io` are nobody's account. */
function isVendorItself(hostname: string): boolean {
  return [SUITE, SUITE_TOO, CLASSIC].some(
    (domain) => `.${hostname}` === domain || hostname === `www${domain}`,
  );
}

function candidate(origin: string, flavour: Flavour): AccountCandidate {
  return { origin, basePath: BASE_PATH[flavour], flavour };
}

/** Both flavours at a host that tells nothing by its name; the path that was typed may. */
function both(url: URL): AccountCandidate[] {
  const classicFirst = !/^\/crm(\/|$)/i.test(url.pathname) && url.pathname !== '/';
  const flavours: Flavour[] = classicFirst ? ['classic', 'suite'] : ['suite', 'classic'];
  return flavours.map((flavour) => candidate(url.origin, flavour));
}

/** The candidates at the very host that was typed. */
function at(url: URL): AccountCandidate[] {
  if (url.hostname.endsWith(CLASSIC)) return [candidate(url.origin, 'classic')];
  if (url.hostname.endsWith(SUITE) || url.hostname.endsWith(SUITE_TOO))
    return [candidate(url.origin, 'suite')];
  return both(url);
}

function byName(name: string): AccountCandidate[] {
  return [
    candidate(`https://${name}${SUITE}`, 'suite'),
    candidate(`https://${name}${SUITE_TOO}`, 'suite'),
    candidate(`https://${name}${CLASSIC}`, 'classic'),
  ];
}

/** The other hosts of the vendor that may hold the account of the same name: accounts move from classic to suite (quirks §1). */
function elsewhere(hostname: string): AccountCandidate[] {
  const domain = [SUITE, SUITE_TOO, CLASSIC].find((suffix) => hostname.endsWith(suffix));
  const name = domain === undefined ? '' : hostname.slice(0, -domain.length);
  return LABEL.test(name) ? byName(name) : [];
}

function unique(candidates: AccountCandidate[]): AccountCandidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ origin, basePath }) => {
    const key = origin + basePath;
    return !seen.has(key) && seen.add(key);
  });
}
