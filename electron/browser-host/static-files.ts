import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { cacheControl, findRendererFile } from '../shell/policy/renderer-files.ts';

/**
 * Answers a request for a file of the built renderer: the file, 404, or 405 for what is neither GET nor HEAD.
 * @param headers what every answer carries
 */
export async function serveRendererFile(
  root: string,
  headers: Readonly<Record<string, string>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...headers, allow: 'GET, HEAD' }).end();
    return;
  }
  const pathname = (request.url ?? '').split('?', 1)[0] ?? '';
  const file = await findRendererFile(root, pathname);
  if (!file) {
    response.writeHead(404, {
      ...headers,
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end('Not found\n');
    return;
  }
  response.writeHead(200, {
    ...headers,
    'content-type': file.contentType,
    'content-length': String(file.bytes),
    'cache-control': cacheControl(file),
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file.path), response);
}
