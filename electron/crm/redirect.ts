import { isLoopback } from './address.ts';

/** How many redirects are followed in a row. */
export const REDIRECTS_MAX = 3;

export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/**
 * Where a redirect of an API call may lead, or null where it must not be followed. The token goes along, so it has to be the very same
 * host, over https (or loopback), on the same port unless http is raised to https.
 * @param location the `location` header, absolute or relative to `from`
 */
export function redirectTarget(from: URL, location: string | undefined): URL | null {
  if (!location || !URL.canParse(location, from.href)) return null;
  const to = new URL(location, from);
  if (to.username || to.password || to.hostname !== from.hostname) return null;
  if (to.origin === from.origin) return to;
  const raised =
    from.protocol === 'http:' && to.protocol === 'https:' && (to.port === '' || isLoopback(to.hostname));
  return raised ? to : null;
}
