import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCrmClient, type CrmClient } from '../../../electron/crm/client.ts';
import { createUndiciTransport } from '../../../electron/crm/undici-transport.ts';
import { errorInfoOf, type ErrorInfo } from '../../../shared/errors.ts';
import { startLoopbackServer, type LoopbackServer } from '../../fakes/loopback-server.ts';

let server: LoopbackServer;
let transport: ReturnType<typeof createUndiciTransport>;
let files: CrmClient['files'];

beforeEach(async () => {
  server = await startLoopbackServer();
  // The storage is somebody else's server, as with real accounts.
  transport = createUndiciTransport({
    origin: 'https://widgetz.example',
    token: () => 'key',
    userAgent: 'Satchel/1.2.3',
  });
  files = createCrmClient({ transport, basePath: '/api' }).files;
});
afterEach(async () => {
  await transport.close();
  await server.close();
});

const WHOLE = 'Gold plan';
const TAG = '"a"';
const FROM = { bytes: 4, validator: TAG };

/** Answers the first request so, and the following ones with the whole file. */
function answering(status: number, headers: Record<string, string>, body: string): void {
  let count = 0;
  server.answer = (_, response) => {
    if (count++ === 0) response.writeHead(status, headers).end(body);
    else response.writeHead(200, { etag: TAG }).end(WHOLE);
  };
}

async function opened(from: typeof FROM | null, name = 'plan.pdf') {
  const { stream, ...head } = await files.open(`${server.origin}/${name}?Signature=x`, from);
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return { ...head, text: Buffer.concat(pieces).toString(), asked: server.requests.length };
}

async function refusal(from: typeof FROM | null = null): Promise<ErrorInfo> {
  return opened(from).then(
    () => expect.fail('it was opened'),
    (error: unknown) => errorInfoOf(error),
  );
}

describe('a file', () => {
  it('comes whole, with its size and its tag', async () => {
    answering(200, { etag: TAG, 'content-length': '9' }, WHOLE);
    expect(await opened(null)).toEqual({ from: 0, total: 9, validator: TAG, text: WHOLE, asked: 1 });
  });

  it.each(['W/"a"', 'a', ''])('is not known again by the tag %j', async (etag) => {
    answering(200, { etag }, WHOLE);
    expect(await opened(null)).toMatchObject({ validator: null, total: null });
  });

  it('goes on where its beginning ends', async () => {
    answering(206, { etag: TAG, 'content-range': 'bytes 4-8/9' }, ' plan');
    expect(await opened(FROM)).toEqual({ from: 4, total: 9, validator: TAG, text: ' plan', asked: 1 });
    answering(206, { etag: TAG, 'content-range': 'bytes 4-8/*' }, ' plan');
    expect(await opened(FROM)).toMatchObject({ from: 4, total: null });
  });

  it('begins anew where the content is another by now', async () => {
    answering(200, { etag: '"b"', 'content-length': '6' }, 'Silver');
    expect(await opened(FROM)).toEqual({ from: 0, total: 6, validator: '"b"', text: 'Silver', asked: 1 });
  });

  it.each([
    ['another part', 206, { etag: TAG, 'content-range': 'bytes 0-8/9' }],
    ['a part of nobody knows what', 206, { etag: TAG }],
    ['a part of another content', 206, { etag: '"b"', 'content-range': 'bytes 4-8/9' }],
    ['a part without a tag', 206, { 'content-range': 'bytes 4-8/9' }],
    ['that there is no such part', 416, { 'content-range': 'bytes */9' }],
  ])('is asked for from the start when the answer is %s', async (_, status, headers) => {
    answering(status, headers, 'wrong');
    expect(await opened(FROM)).toMatchObject({ from: 0, text: WHOLE, asked: 2 });
    expect(server.requests[1]?.headers.range).toBeUndefined();
  });

  it.each<[number, ErrorInfo]>([
    [206, { code: 'not-the-crm', reason: 'HTTP 206' }],
    [304, { code: 'not-the-crm', reason: 'HTTP 304' }],
    [400, { code: 'forbidden', messages: [] }],
    [401, { code: 'forbidden', messages: [] }],
    [403, { code: 'forbidden', messages: [] }],
    [404, { code: 'not-found' }],
    [407, { code: 'not-the-crm', reason: 'HTTP 407' }],
    [408, { code: 'timeout' }],
    [410, { code: 'not-found' }],
    [416, { code: 'forbidden', messages: [] }],
    [429, { code: 'rate-limited', waitMs: 7000 }],
    [503, { code: 'server', status: 503 }],
    [511, { code: 'not-the-crm', reason: 'HTTP 511' }],
  ])('is refused with %i: %j', async (status, info) => {
    answering(
      status,
      { 'retry-after': '7', 'content-type': 'application/xml' },
      status === 304 ? '' : '<Error/>',
    );
    expect(await refusal()).toEqual(info);
    expect(server.requests).toHaveLength(1);
  });

  it('is not a page of somebody in between', async () => {
    const page = { 'content-type': 'text/html; charset=utf-8' };
    for (const from of [null, FROM]) {
      answering(200, page, '<h1>Sign in</h1>');
      expect(await refusal(from)).toEqual({ code: 'not-the-crm', reason: 'html' });
    }
    answering(200, page, '<h1>Our offer</h1>');
    expect(await opened(null, 'offer%20.HTML')).toMatchObject({ text: '<h1>Our offer</h1>' });
  });

  it('is not taken encoded', async () => {
    answering(200, { 'content-encoding': 'gzip' }, 'zipped');
    expect(await refusal()).toEqual({ code: 'not-the-crm', reason: 'content-encoding' });
  });
});
