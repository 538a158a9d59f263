import type { ServerResponse } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { FormData } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallReport, CrmRequest, CrmTransport } from '../../../electron/crm/transport.ts';
import {
  createUndiciTransport,
  type UndiciTransportOptions,
} from '../../../electron/crm/undici-transport.ts';
import { AppError, errorInfoOf, type ErrorInfo } from '../../../shared/errors.ts';
import { startLoopbackServer, json, type LoopbackServer } from '../../fakes/loopback-server.ts';

const KEY = 'sfg999666t673t7t82';

let server: LoopbackServer;
let other: LoopbackServer;
let transports: (CrmTransport & { close(): Promise<void> })[] = [];
let calls: CallReport[] = [];

beforeEach(async () => {
  server = await startLoopbackServer();
  other = await startLoopbackServer();
  calls = [];
});
afterEach(async () => {
  await Promise.all(transports.map((transport) => transport.close()));
  transports = [];
  await Promise.all([server.close(), other.close()]);
});

function transportTo(origin: string, options: Partial<UndiciTransportOptions> = {}): CrmTransport {
  const transport = createUndiciTransport({
    origin,
    token: () => KEY,
    userAgent: 'Satchel/1.2.3',
    onCall: (call) => calls.push(call),
    now: () => 42,
    ...options,
  });
  transports.push(transport);
  return transport;
}

const get = (path = '/api/leads/1'): CrmRequest => ({
  method: 'GET',
  path,
  body: null,
  effect: 'read',
  lane: 'look',
});
const post = (text = '{"note":{}}', path = '/api/notes'): CrmRequest => ({
  method: 'POST',
  path,
  body: { type: 'json', text },
  effect: 'write',
  lane: 'edit',
});

async function failure(promise: Promise<unknown>): Promise<ErrorInfo> {
  const caught = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  expect(caught).toBeInstanceOf(AppError);
  expect(JSON.stringify(caught, Object.getOwnPropertyNames(caught))).not.toContain(KEY);
  return errorInfoOf(caught);
}

describe('what goes over the wire', () => {
  it('is the documented request', async () => {
    server.answer = (_, response) => json(response, { ok: true });
    const answer = await transportTo(server.origin).send(
      post('{"note":{"description":"Grüezi"}}', '/api/notes?a=b,c'),
    );
    expect(answer).toMatchObject({ status: 200, text: '{"ok":true}' });
    const [request] = server.requests;
    expect(request).toMatchObject({
      method: 'POST',
      url: '/api/notes?a=b,c',
      headers: {
        authorization: `Token token=${KEY}`,
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': 'Satchel/1.2.3',
      },
    });
    expect(request?.body.toString('utf8')).toBe('{"note":{"description":"Grüezi"}}');
  });

  it('is multipart for a form, with a boundary of the library’s own and the length said', async () => {
    server.answer = (_, response) => json(response, {});
    const form = new FormData();
    form.append('file', new Blob(['bytes of the file']), 'a b.txt');
    form.append('targetable_id', '1');
    await transportTo(server.origin).send({ ...post(), body: { type: 'form', form } });
    const [request] = server.requests;
    expect(request?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=\S+$/);
    expect(Number(request?.headers['content-length'])).toBe(request?.body.length);
    expect(request?.body.toString()).toContain('filename="a b.txt"');
  });

  it('tells how much of a form has left, as it leaves', async () => {
    server.answer = (_, response) => json(response, {});
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(1_000_000)]), 'large.bin');
    const sent: number[] = [];
    await transportTo(server.origin).send({
      ...post(),
      body: { type: 'form', form },
      onSent: (bytes) => sent.push(bytes),
    });
    expect(sent.length).toBeGreaterThan(2);
    expect(sent).toEqual(sent.toSorted((a, b) => a - b));
    expect(sent.at(-1)).toBe(server.requests[0]?.body.length);
  });

  it('is a PUT of nothing where there is no body', async () => {
    server.answer = (_, response) => json(response, {});
    await transportTo(server.origin).send({ ...get(), method: 'PUT', effect: 'write' });
    expect(server.requests[0]).toMatchObject({ method: 'PUT', headers: { 'content-length': '0' } });
  });

  it('asks for the token at each call', async () => {
    server.answer = (_, response) => json(response, {});
    let key = 'first';
    const transport = transportTo(server.origin, { token: () => key });
    await transport.send(get());
    key = 'second';
    await transport.send(get());
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Token token=first',
      'Token token=second',
    ]);
  });

  it.each(['', ' ', 'a b', 'line\nbreak', 'ключ'])('is nothing at all with the token %j', async (token) => {
    expect(await failure(transportTo(server.origin, { token: () => token }).send(get()))).toEqual({
      code: 'auth',
    });
    expect(server.requests).toHaveLength(0);
  });

  it.each(['https://evil.example/x', '//evil.example/x', 'api/leads'])(
    'is nothing for the path %j',
    async (path) => {
      expect(await failure(transportTo(server.origin).send(get(path)))).toMatchObject({ code: 'internal' });
      expect(server.requests).toHaveLength(0);
    },
  );

  it('goes over https only, but on loopback', () => {
    expect(() => transportTo('http://widgetz.freshsales.io')).toThrow(AppError);
    expect(() => transportTo('https://widgetz.freshsales.io')).not.toThrow();
  });

  it('keeps its connections', async () => {
    const ports = new Set<number | undefined>();
    server.answer = (_, response) => {
      ports.add(response.socket?.remotePort);
      json(response, {});
    };
    const transport = transportTo(server.origin);
    for (let n = 0; n < 20; n++) await transport.send(get());
    // The pool may open a second one where the first is not yet free when the next call comes.
    expect(ports.size).toBeLessThanOrEqual(2);
  });
});

describe('what comes back', () => {
  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('is decoded from %s', async (encoding, compress) => {
    const text = JSON.stringify({ lead: { id: 1, name: 'Zoë' } });
    server.answer = (_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(compress(text));
    expect((await transportTo(server.origin).send(get())).text).toBe(text);
  });

  it.each([400, 404, 429, 500])('is decoded at status %i too', async (status) => {
    server.answer = (_, response) =>
      response.writeHead(status, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}'));
    expect(await transportTo(server.origin).send(get())).toMatchObject({ status, text: '{"a":1}' });
  });

  it('keeps letters that are cut between chunks whole', async () => {
    const bytes = Buffer.from('{"name":"Zoë"}');
    const cut = bytes.indexOf(0xc3) + 1;
    server.answer = (_, response) => {
      response.write(bytes.subarray(0, cut), () => response.end(bytes.subarray(cut)));
    };
    expect((await transportTo(server.origin).send(get())).text).toBe('{"name":"Zoë"}');
  });

  it('is not read when it is of an encoding we did not ask for', async () => {
    server.answer = (_, response) => response.writeHead(200, { 'content-encoding': 'compress' }).end('x');
    const info = { code: 'not-the-crm', reason: 'content-encoding' };
    expect(await failure(transportTo(server.origin).send(get()))).toEqual(info);
  });

  it('is a lost connection when the encoded bytes are broken', async () => {
    const whole = gzipSync('{"a":"'.padEnd(5000, 'x'));
    server.answer = (_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(whole.subarray(0, 20));
    expect(await failure(transportTo(server.origin).send(get()))).toEqual({
      code: 'network',
      reason: 'truncated',
    });
  });

  it.each<[string, (text: string) => { headers: Record<string, string>; body: Buffer }]>([
    ['as it is sent', (text) => ({ headers: {}, body: Buffer.from(text) })],
    ['as it unfolds', (text) => ({ headers: { 'content-encoding': 'gzip' }, body: gzipSync(text) })],
  ])('is given up when it is too large %s', async (_, make) => {
    const { headers, body } = make('x'.repeat(20_000));
    server.answer = (_request, response) => response.writeHead(200, headers).end(body);
    const transport = transportTo(server.origin, { responseBytesMax: 10_000 });
    expect(await failure(transport.send(get()))).toEqual({ code: 'too-large', limit: 10_000 });
    expect(await failure(transport.send(post()))).toEqual({ code: 'unsure', reason: 'too-large' });
    const enough = transportTo(server.origin, { responseBytesMax: 20_000 });
    expect((await enough.send(get())).text).toHaveLength(20_000);
  });
});

describe('redirects', () => {
  const to = (location: string) => (request: { url: string }, response: ServerResponse) => {
    if (request.url === '/api/start') response.writeHead(302, { location }).end('moved');
    else json(response, { at: request.url });
  };

  it('are followed on the same host', async () => {
    server.answer = to('/api/end?x=1');
    expect((await transportTo(server.origin).send(get('/api/start'))).text).toBe('{"at":"/api/end?x=1"}');
    expect(calls).toHaveLength(2);
  });

  it('are not followed elsewhere, and the token does not get there', async () => {
    server.answer = to(`${other.origin}/api/start`);
    expect(await failure(transportTo(server.origin).send(get('/api/start')))).toEqual({
      code: 'not-the-crm',
      reason: 'redirect',
    });
    expect(other.requests).toHaveLength(0);
  });

  it('are not followed by a write, of which it is not known whether it was done', async () => {
    server.answer = to('/api/end');
    const failed = transportTo(server.origin).send(post('{}', '/api/start'));
    expect(await failure(failed)).toEqual({ code: 'unsure', reason: 'redirect' });
    expect(server.requests).toHaveLength(1);
  });

  it('end after three in a row', async () => {
    server.answer = (request, response) => response.writeHead(301, { location: `${request.url}x` }).end();
    expect(await failure(transportTo(server.origin).send(get('/a')))).toEqual({
      code: 'not-the-crm',
      reason: 'redirect',
    });
    expect(server.requests.map(({ url }) => url)).toEqual(['/a', '/ax', '/axx', '/axxx']);
  });
});

describe('failures', () => {
  it('before anything left are the network’s, for a write as well', async () => {
    const closed = server.origin;
    await server.close();
    const transport = transportTo(closed);
    expect(await failure(transport.send(get()))).toEqual({ code: 'network', reason: 'ECONNREFUSED' });
    expect(await failure(transport.send(post()))).toEqual({ code: 'network', reason: 'ECONNREFUSED' });
    expect(calls).toHaveLength(0);
    server = await startLoopbackServer();
  });

  it('of a name that does not exist are the network’s', async () => {
    const info = await failure(transportTo('https://widgetz.invalid').send(post()));
    expect(info).toMatchObject({ code: 'network', reason: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) });
  });

  it.each<[string, (response: ServerResponse) => unknown]>([
    ['the connection is reset', (response) => response.socket?.resetAndDestroy()],
    ['the connection ends before the answer', (response) => response.destroy()],
    [
      'the answer is cut short',
      (response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"lead":', () => response.destroy());
      },
    ],
  ])('after a write left, when %s, leave it unsure', async (_, fail) => {
    server.answer = (_request, response) => void fail(response);
    const transport = transportTo(server.origin);
    expect((await failure(transport.send(get()))).code).toBe('network');
    expect((await failure(transport.send(post()))).code).toBe('unsure');
    expect(server.requests).toHaveLength(2);
  });

  it.each<[string, (response: ServerResponse, timeRunsOut: () => void) => unknown]>([
    ['does not come', (_, timeRunsOut) => timeRunsOut()],
    ['does not end', (response, timeRunsOut) => response.writeHead(200).write('{"lead":', timeRunsOut)],
  ])('of an answer that %s are a timeout, and leave a write unsure', async (_, fail) => {
    let time = new AbortController();
    const transport = transportTo(server.origin, { deadline: () => (time = new AbortController()).signal });
    server.answer = (_request, response) => void fail(response, () => time.abort());
    expect(await failure(transport.send(get()))).toEqual({ code: 'timeout' });
    expect(await failure(transport.send(post()))).toEqual({ code: 'unsure', reason: 'timeout' });
  });

  it('of a server that speaks no HTTP are the network’s', async () => {
    const raw = createServer((socket) =>
      socket.on('data', () => socket.end('SSH-2.0-OpenSSH\r\n')).on('error', () => {}),
    );
    await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
    const { port } = raw.address() as AddressInfo;
    expect((await failure(transportTo(`http://127.0.0.1:${port}`).send(get()))).code).toBe('network');
    await new Promise((resolve) => raw.close(resolve));
  });
});

describe('giving up', () => {
  it('before the call sends nothing', async () => {
    const signal = AbortSignal.abort();
    expect(await failure(transportTo(server.origin).send({ ...get(), signal }))).toEqual({
      code: 'cancelled',
    });
    expect(await failure(transportTo(server.origin).send({ ...post(), signal }))).toEqual({
      code: 'cancelled',
    });
    expect(server.requests).toHaveLength(0);
  });

  it('after a write left leaves it unsure', async () => {
    for (const [request, info] of [
      [get(), { code: 'cancelled' }],
      [post(), { code: 'unsure', reason: 'cancelled' }],
    ] as const) {
      const giveUp = new AbortController();
      server.answer = () => giveUp.abort();
      expect(await failure(transportTo(server.origin).send({ ...request, signal: giveUp.signal }))).toEqual(
        info,
      );
    }
  });
});

describe('what is told of calls', () => {
  it('is each request that went out, with what the CRM says of its limit', async () => {
    server.answer = (request, response) => {
      if (request.method === 'POST') response.destroy();
      else response.writeHead(429, { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Limit': '1000' }).end();
    };
    const transport = transportTo(server.origin);
    await transport.send(get());
    await failure(transport.send(post()));
    expect(calls).toEqual([
      { at: 42, method: 'GET', lane: 'look', status: 429, remaining: 0, limit: 1000 },
      { at: 42, method: 'POST', lane: 'edit', status: null, remaining: null, limit: null },
    ]);
  });
});

describe('downloads', () => {
  async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  }

  it('from elsewhere carry no token, also after a redirect', async () => {
    other.answer = (request, response) => {
      if (request.url === '/file') response.writeHead(302, { location: `${other.origin}/signed?x=1` }).end();
      else response.end('bytes');
    };
    const { status, stream } = await transportTo(server.origin).download({
      url: `${other.origin}/file`,
      lane: 'look',
    });
    expect([status, await textOf(stream)]).toEqual([200, 'bytes']);
    expect(other.requests.map(({ url }) => url)).toEqual(['/file', '/signed?x=1']);
    expect(other.requests.some(({ headers }) => headers.authorization)).toBe(false);
    // They are no calls of the account's either.
    expect(calls).toEqual([]);
  });

  it('from the account’s own host carry the token, and do not leave it', async () => {
    server.answer = (request, response) => {
      if (request.url === '/away') response.writeHead(302, { location: `${other.origin}/` }).end();
      else response.end('bytes');
    };
    const transport = transportTo(server.origin);
    await textOf((await transport.download({ url: `${server.origin}/file`, lane: 'look' })).stream);
    expect(server.requests[0]?.headers.authorization).toBe(`Token token=${KEY}`);
    expect(calls).toMatchObject([{ lane: 'look', status: 200 }]);
    const away = transport.download({ url: `${server.origin}/away`, lane: 'look' });
    expect(await failure(away)).toEqual({ code: 'not-the-crm', reason: 'redirect' });
    expect(other.requests).toHaveLength(0);
  });

  it('ask for what follows a beginning, as it is, of that content alone', async () => {
    server.answer = (_, response) => response.end('bytes');
    const transport = transportTo(server.origin);
    for (const from of [null, { bytes: 100, validator: '"a"' }])
      await textOf((await transport.download({ url: `${server.origin}/file`, lane: 'look', from })).stream);
    expect(server.requests.map(({ headers }) => [headers.range, headers['if-range']])).toEqual([
      [undefined, undefined],
      ['bytes=100-', '"a"'],
    ]);
    expect(server.requests.map(({ headers }) => headers['accept-encoding'])).toEqual([
      'identity',
      'identity',
    ]);
  });

  it('say how they ended when they end too soon', async () => {
    server.answer = (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => response.destroy());
    };
    const transport = transportTo(server.origin);
    const open = (signal?: AbortSignal) =>
      transport.download({ url: `${server.origin}/`, lane: 'look', signal });
    expect(await failure(textOf((await open()).stream))).toMatchObject({ code: 'network' });
    server.answer = (_, response) => response.writeHead(200, { 'content-length': '100' }).write('half');
    const giveUp = new AbortController();
    const { stream } = await open(giveUp.signal);
    giveUp.abort();
    expect(await failure(textOf(stream))).toEqual({ code: 'cancelled' });
    const { stream: unwanted, cancel } = await open();
    cancel();
    expect(await failure(textOf(unwanted))).toMatchObject({ code: 'network' });
  });

  it.each(['http://files.example/x', 'file:///etc/passwd', 'not an address'])(
    'from %j are refused',
    async (url) => {
      const info = { code: 'not-the-crm', reason: 'file-address' };
      expect(await failure(transportTo(server.origin).download({ url, lane: 'look' }))).toEqual(info);
    },
  );
});
