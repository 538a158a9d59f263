import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createOffers } from '../../../electron/browser-host/offers.ts';
import { startHostServer, type HostServer } from '../../../electron/browser-host/server.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';
import { parseJson, stringifyJson } from '../../../shared/json.ts';
import type { Port } from '../../../shared/rpc/port.ts';

const TOKEN = 'the-session-token';

let dir: string;
let server: HostServer;
let stores: Port[];
let listeners: Set<(name: string, event: unknown) => void>;
let log: ReturnType<typeof memoryLog>;
const opened: WebSocket[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'satchel-host-'));
  await writeFile(join(dir, 'index.html'), '<!doctype html>');
  await writeFile(join(dir, 'app.js'), 'export {}');
  stores = [];
  listeners = new Set();
  log = memoryLog();
  server = await startHostServer({
    log,
    token: TOKEN,
    port: 0,
    rendererDir: dir,
    offers: createOffers(Date.now),
  });
  server.serve({
    dispatch: (name, input) => Promise.resolve({ ok: true, value: { name, input } }),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    attachStore: (port) => void stores.push(port),
  });
});

afterEach(async () => {
  for (const socket of opened.splice(0)) socket.terminate();
  await server.close();
  await rm(dir, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request as raw as possible: Node sends path and headers as they are. */
function ask(path: string, options: { method?: string; host?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        port: server.port,
        host: '127.0.0.1',
        path,
        method: options.method ?? 'GET',
        headers: { host: options.host ?? `127.0.0.1:${server.port}` },
        agent: false,
      },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      },
    );
    outgoing.on('error', reject).end();
  });
}

function open(path: string, options: { token?: string; origin?: string; host?: string } = {}): WebSocket {
  const {
    token = TOKEN,
    origin = `http://127.0.0.1:${server.port}`,
    host = `127.0.0.1:${server.port}`,
  } = options;
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, ['satchel', token], {
    origin,
    headers: { host },
  });
  opened.push(socket);
  return socket;
}

function outcome(socket: WebSocket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('open', () => resolve('open'));
    socket.once('error', (error) => resolve(error.message));
  });
}

function nextMessage(socket: WebSocket): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once('message', (data: Buffer) => resolve(parseJson(data.toString())));
  });
}

function closed(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve));
}

describe('files', () => {
  it('serves the page under a strict policy, never kept', async () => {
    const page = await ask('/');
    expect(page).toMatchObject({ status: 200, body: '<!doctype html>' });
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(
      `connect-src 'self' ws://127.0.0.1:${server.port} ws://localhost:${server.port};`,
    );
    expect(policy).not.toContain('unsafe');
  });

  it('puts a script under the same policy, since a worker takes it from there', async () => {
    const [page, script] = await Promise.all([ask('/'), ask('/app.js?v=1')]);
    expect(script).toMatchObject({ status: 200, body: 'export {}' });
    expect(script.headers['content-security-policy']).toBe(page.headers['content-security-policy']);
  });

  it.each(['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '//etc/passwd', '/none.js'])(
    'has no %s',
    async (path) => {
      expect((await ask(path)).status).toBe(404);
    },
  );

  it('answers a place inside the app with the page', async () => {
    expect(await ask('/contacts/12')).toMatchObject({ status: 200, body: '<!doctype html>' });
  });

  it('sends no body to HEAD and refuses to be written to', async () => {
    expect(await ask('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
    expect((await ask('/', { method: 'POST' })).status).toBe(405);
  });

  it('answers to no other name, so that a rebound one reads nothing', async () => {
    expect(await ask('/', { host: `evil.example:${server.port}` })).toMatchObject({ status: 421, body: '' });
  });
});

describe('sockets', () => {
  it('answers calls of a page and tells it of events', async () => {
    const socket = open('/rpc');
    expect(await outcome(socket)).toBe('open');
    expect(socket.protocol).toBe('satchel');
    socket.send(
      stringifyJson({ type: 'call', id: 7, name: 'app.info', input: { big: 12345678901234567890n } }),
    );
    expect(await nextMessage(socket)).toEqual({
      type: 'answer',
      id: 7,
      envelope: { ok: true, value: { name: 'app.info', input: { big: 12345678901234567890n } } },
    });
    const event = nextMessage(socket);
    for (const listener of listeners) listener('sync.changed', { phase: 1 });
    expect(await event).toEqual({ type: 'event', name: 'sync.changed', event: { phase: 1 } });
  });

  it('tells a page that has gone of nothing', async () => {
    const socket = open('/rpc');
    await outcome(socket);
    expect(listeners.size).toBe(1);
    socket.close();
    await closed(socket);
    await expect.poll(() => listeners.size).toBe(0);
  });

  it('hands the store worker to the services', async () => {
    const socket = open('/store');
    await outcome(socket);
    expect(stores).toHaveLength(1);
    stores[0]?.post({ type: 'call', id: 1, name: 'store.state', input: {} });
    expect(await nextMessage(socket)).toEqual({ type: 'call', id: 1, name: 'store.state', input: {} });
  });

  it.each([
    ['a wrong token', { token: 'another-token' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['a rebound name', { host: 'evil.example', origin: 'http://evil.example' }],
  ])('refuses %s before anything is read', async (_, options) => {
    expect(await outcome(open('/rpc', options))).toBe('Unexpected server response: 403');
    expect(await outcome(open('/store', options))).toBe('Unexpected server response: 403');
    expect(listeners.size).toBe(0);
    expect(stores).toHaveLength(0);
    expect(JSON.stringify(log.entries)).not.toContain('another-token');
  });

  it('knows no other socket', async () => {
    expect(await outcome(open('/rpc/'))).toBe('Unexpected server response: 403');
    expect(await outcome(open(`/rpc?token=${TOKEN}`))).toBe('Unexpected server response: 403');
  });

  it('ends a socket that does not speak JSON, and stays up for others', async () => {
    const socket = open('/rpc');
    await outcome(socket);
    const code = closed(socket);
    socket.send('{');
    expect(await code).toBe(1003);
    const binary = open('/rpc');
    await outcome(binary);
    const binaryCode = closed(binary);
    binary.send(Buffer.from('{}'));
    expect(await binaryCode).toBe(1003);
    expect(await outcome(open('/rpc'))).toBe('open');
  });

  it('ends a socket that sends more than a message may hold', async () => {
    const socket = open('/rpc');
    await outcome(socket);
    const code = closed(socket);
    socket.send('x'.repeat(16 * 1024 * 1024 + 1));
    expect(await code).toBe(1009);
  });

  it('closes with every socket still open', async () => {
    const other = await startHostServer({
      log,
      token: TOKEN,
      port: 0,
      rendererDir: dir,
      offers: createOffers(Date.now),
    });
    other.serve({
      dispatch: () => Promise.reject(new Error()),
      onEvent: () => () => undefined,
      attachStore: () => undefined,
    });
    const origin = `http://127.0.0.1:${other.port}`;
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, ['satchel', TOKEN], { origin });
    expect(await outcome(socket)).toBe('open');
    const gone = closed(socket);
    await other.close();
    await gone;
  });

  it('lets nobody in before it serves', async () => {
    const other = await startHostServer({
      log,
      token: TOKEN,
      port: 0,
      rendererDir: dir,
      offers: createOffers(Date.now),
    });
    const origin = `http://127.0.0.1:${other.port}`;
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, ['satchel', TOKEN], { origin });
    expect(await outcome(socket)).toContain('403');
    await other.close();
  });
});
