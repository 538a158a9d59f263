import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

const UNDER = '/opened/';
/** 256 bits: who was not told the address does not find it. */
const TOKEN_BYTES = 32;
/** The page asks for what it was offered at once. */
const GOOD_MS = 60_000;

/** Files that the page may have, once each: a browser has no programs to open them with, it saves them. */
export interface Offers {
  /** Gives the address of a file, good for a minute. */
  offer(path: string, name: string): string;
  /** Answers a request for such an address. @returns whether it was one */
  serve(
    headers: Readonly<Record<string, string>>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean>;
}

/** @param now epoch milliseconds */
export function createOffers(now: () => number): Offers {
  const offered = new Map<string, { readonly path: string; readonly name: string; readonly until: number }>();

  function forget(): void {
    for (const [token, { until }] of offered) if (until <= now()) offered.delete(token);
  }

  return {
    offer(path, name) {
      forget();
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      offered.set(token, { path, name, until: now() + GOOD_MS });
      return `${UNDER}${token}`;
    },
    async serve(headers, request, response) {
      const { url = '' } = request;
      if (!url.startsWith(UNDER)) return false;
      forget();
      const token = url.slice(UNDER.length);
      const file = request.method === 'GET' ? offered.get(token) : undefined;
      offered.delete(token);
      // Locked meanwhile: the copy is gone.
      const size =
        file &&
        (await stat(file.path)
          .then(({ size: bytes }) => bytes)
          .catch(() => null));
      if (file === undefined || size == null) {
        response.writeHead(404, { ...headers, 'cache-control': 'no-store' }).end();
        return true;
      }
      response.writeHead(200, {
        ...headers,
        // Should a browser show it all the same, nothing in it runs and it has no origin.
        'content-security-policy': 'sandbox',
        'content-type': 'application/octet-stream',
        'content-disposition': attachmentNamed(file.name),
        'content-length': String(size),
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      await pipeline(createReadStream(file.path), response);
      return true;
    },
  };
}

/** To be saved, by this name (RFC 6266, 4.3; RFC 8187, 3.2.1). */
export function attachmentNamed(name: string): string {
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename*=UTF-8''${encoded}`;
}
