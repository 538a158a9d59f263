import { createHash, timingSafeEqual } from 'node:crypto';

/** The protocol name of our sockets. A page opens them with `new WebSocket(url, ['satchel', token])`. */
export const SUBPROTOCOL = 'satchel';

/** What of a request decides whether it may come in. */
export interface Knock {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly protocols: string | undefined;
}

/** Whether a `Host` header names this server. Anything else is a name that was rebound to loopback. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/**
 * Whether a socket may be opened: from our own page, to our own name, with the session's token among its protocols. The token is not in the
 * URL, so it is in no history and in no log of requests.
 */
export function admitsSocket(knock: Knock, port: number, token: string): boolean {
  if (!isOwnHost(knock.host, port) || knock.origin !== `http://${knock.host}`) return false;
  const offered = (knock.protocols ?? '').split(',').map((protocol) => protocol.trim());
  return offered.length === 2 && offered[0] === SUBPROTOCOL && isSameSecret(offered[1] ?? '', token);
}

/** Compares two secrets in a time that tells nothing of where they differ, nor of their lengths. */
export function isSameSecret(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
