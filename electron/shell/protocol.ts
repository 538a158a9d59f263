import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { APP_SCHEME, isOwnAddress, APP_ORIGIN } from './policy/addresses.ts';
import { securityHeaders } from './policy/content-security.ts';
import { cacheControl, findRendererFile } from './policy/renderer-files.ts';

/** Makes `app:` a scheme with an origin, so that the page has storage and workers of its own. Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built renderer as `app://satchel/…`. */
export function serveAppScheme(rendererDir: string): void {
  const headers = securityHeaders();
  protocol.handle(APP_SCHEME, async (request) => {
    if (request.method !== 'GET' || !isOwnAddress(request.url, APP_ORIGIN))
      return new Response(null, { status: 403, headers });
    const file = await findRendererFile(rendererDir, new URL(request.url).pathname);
    if (!file) return new Response(null, { status: 404, headers });
    return new Response(new Uint8Array(await readFile(file.path)), {
      headers: { ...headers, 'content-type': file.contentType, 'cache-control': cacheControl(file) },
    });
  });
}
