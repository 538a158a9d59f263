import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attachmentNamed, createOffers, type Offers } from '../../../electron/browser-host/offers.ts';

let dir: string;
let server: Server;
let offers: Offers;
let now: number;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'satchel-offers-'));
  await writeFile(join(dir, 'Offer.html'), '<script>alert(1)</script>');
  now = 1_000_000;
  offers = createOffers(() => now);
  server = createServer((incoming, response) => {
    void offers
      .serve({ 'content-security-policy': "default-src 'none'" }, incoming, response)
      .then((served) => {
        if (!served) response.writeHead(418).end();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(dir, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function ask(path: string, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    request({ port, host: '127.0.0.1', path, method, agent: false }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    })
      .on('error', reject)
      .end();
  });
}

const offer = (name = 'Offer.html') => offers.offer(join(dir, 'Offer.html'), name);

describe('a file that the page is offered', () => {
  it('comes once, to be saved, and nothing in it runs', async () => {
    const address = offer();
    expect(address).toMatch(/^\/opened\/[\w-]{43}$/);
    const answer = await ask(address);
    expect(answer).toMatchObject({ status: 200, body: '<script>alert(1)</script>' });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': "attachment; filename*=UTF-8''Offer.html",
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-length': '25',
    });
    expect((await ask(address)).status).toBe(404);
  });

  it('has an address of its own each time', () => {
    expect(new Set([offer(), offer(), offer()]).size).toBe(3);
  });

  it('is forgotten after a minute', async () => {
    const [early, late] = [offer(), offer()];
    now += 59_999;
    expect((await ask(early)).status).toBe(200);
    now += 1;
    expect((await ask(late)).status).toBe(404);
  });

  it('is not there once its copy was taken away, and under no other address', async () => {
    const address = offer();
    await rm(join(dir, 'Offer.html'));
    expect((await ask(address)).status).toBe(404);
    for (const path of ['/opened/', '/opened/x', '/opened/../Offer.html', `${offer()}/x`])
      expect((await ask(path)).status).not.toBe(200);
    expect((await ask('/index.html')).status).toBe(418);
  });

  it('is read and nothing else', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD']) {
      const answer = await ask(offer(), method);
      expect(answer).toMatchObject({ status: 404, body: '' });
    }
  });

  it('keeps its name, whatever stands in it, within the header', () => {
    expect(attachmentNamed('Füße & Co (1)*.pdf')).toBe(
      "attachment; filename*=UTF-8''F%C3%BC%C3%9Fe%20%26%20Co%20%281%29%2A.pdf",
    );
    for (const name of ['a"b;c\r\nx: y', 'Ω\u202Efdp.exe', "it's", '\uD800'])
      expect(attachmentNamed(name)).toMatch(/^attachment; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/);
  });
});
