import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createOffers } from '../../../electron/browser-host/offers.ts';
import { startHostServer, type HostServer } from '../../../electron/browser-host/server.ts';
import { memoryLog } from '../../../electron/log/memory-log.ts';

let vite: Server;
let host: HostServer;
let seen: string[];

beforeEach(async () => {
  seen = [];
  vite = createServer((incoming, response) => {
    seen.push(`${incoming.method ?? ''} ${incoming.url ?? ''} ${incoming.headers.host ?? ''}`);
    response.writeHead(200, { 'content-type': 'text/javascript', etag: 'W/"1"' }).end('hot');
  });
  const hot = new WebSocketServer({ server: vite });
  hot.on('connection', (socket) =>
    socket.on('message', (data: Buffer) => socket.send(`echo ${data.toString()}`)),
  );
  await new Promise<void>((resolve) => vite.listen(0, '127.0.0.1', resolve));
  host = await startHostServer({
    log: memoryLog(),
    token: 'token',
    port: 0,
    rendererDir: '/nowhere',
    rendererUrl: `http://127.0.0.1:${(vite.address() as AddressInfo).port}`,
    offers: createOffers(Date.now),
  });
});

afterEach(async () => {
  await host.close();
  vite.closeAllConnections();
  await new Promise((resolve) => vite.close(resolve));
});

function ask(path: string): Promise<{ status: number; body: string; policy: string }> {
  return new Promise((resolve, reject) => {
    request({ port: host.port, host: '127.0.0.1', path, agent: false }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          body,
          policy: String(answer.headers['content-security-policy']),
        }),
      );
    })
      .on('error', reject)
      .end();
  });
}

describe('with a dev server behind', () => {
  it('passes requests on, under our own policy', async () => {
    const answer = await ask('/src/main.ts?t=1');
    expect(answer).toMatchObject({ status: 200, body: 'hot' });
    expect(answer.policy).toContain("script-src 'self';");
    expect(answer.policy).toContain("style-src 'self' 'unsafe-inline';");
    expect(seen).toEqual([`GET /src/main.ts?t=1 127.0.0.1:${(vite.address() as AddressInfo).port}`]);
  });

  it("joins the dev server's own socket", async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/?token=x`, ['vite-hmr'], {
      origin: `http://127.0.0.1:${host.port}`,
    });
    const answer = new Promise((resolve) =>
      socket.once('message', (data: Buffer) => resolve(data.toString())),
    );
    socket.once('open', () => socket.send('hello'));
    expect(await answer).toBe('echo hello');
    socket.terminate();
  });

  it('says so when the dev server is gone', async () => {
    vite.closeAllConnections();
    await new Promise((resolve) => vite.close(resolve));
    expect((await ask('/')).status).toBe(502);
    await new Promise<void>((resolve) => vite.listen(0, '127.0.0.1', resolve));
  });
});
