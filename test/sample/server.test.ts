import { request as httpRequest, Agent, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { Fault, FaultPlan } from '../../electron/sample/faults.ts';
import {
  startSampleServer,
  type SampleServer,
  type SampleServerOptions,
} from '../../electron/sample/server.ts';

let server: SampleServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function start(options: SampleServerOptions = {}): Promise<SampleServer> {
  server = await startSampleServer({ seed: 3, records: 120, ...options });
  return server;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
}

/** A request by hand, so that nothing is decoded, followed or repeated behind the test's back. */
function ask(
  to: SampleServer,
  method: string,
  path: string,
  body?: unknown,
  extra: Record<string, string> = {},
  agent?: Agent,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Token token=${to.token}`,
      'content-type': 'application/json',
      ...extra,
    };
    const sent = httpRequest(
      `${to.address}/${path}`,
      { method, headers, ...(agent === undefined ? {} : { agent }) },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => void chunks.push(chunk));
        reply.on('error', reject);
        reply.on('end', () =>
          resolve({ status: reply.statusCode ?? 0, headers: reply.headers, bytes: Buffer.concat(chunks) }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const contact = { contact: { last_name: 'Fault', mobile_number: '+1' } };
const json = (reply: Reply): unknown => JSON.parse(reply.bytes.toString());

describe('the server', () => {
  it('listens on loopback, at the address its flavour has', async () => {
    const classic = await start();
    expect(classic.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api$/);
    expect((await ask(classic, 'GET', 'contacts/filters')).status).toBe(200);
    await classic.close();
    const suite = await start({ flavour: 'suite' });
    expect(suite.address).toMatch(/\/crm\/sales\/api$/);
    expect((await ask(suite, 'GET', 'contacts/filters')).status).toBe(200);
  });

  it('accepts other keys too, and knows whose they are', async () => {
    const running = await start();
    const { admin } = running.app;
    const colleague = admin.ids('users').find((id) => id !== admin.me) ?? 0;
    const made = async (key: string): Promise<unknown> => {
      const authorization = `Token token=${key}`;
      const person = { contact: { last_name: key, mobile_number: `+49 30 ${key.length}` } };
      return (await ask(running, 'POST', 'contacts', person, { authorization })).status;
    };
    expect(await made('grace-key')).toBe(401);
    admin.acceptKey('grace-key', colleague);
    expect(await made('grace-key')).toBe(200);
    expect(await made(running.token)).toBe(200);
    expect(
      admin
        .rows('contacts')
        .slice(-2)
        .map((row) => row['creater_id']),
    ).toEqual([colleague, admin.me]);
  });

  it('answers a wrong key and a wrong path as real accounts do', async () => {
    const running = await start({ token: 'other-key' });
    expect(running.token).toBe('other-key');
    const wrong = await ask(running, 'GET', 'contacts/filters', undefined, {
      authorization: 'Token token=nope',
    });
    expect([wrong.status, json(wrong)]).toEqual([401, { login: 'failed', message: null }]);
    const missing = await ask(running, 'GET', 'nonsense');
    expect([missing.status, json(missing)]).toEqual([
      404,
      { errors: { code: 404, message: ['Record not found'] } },
    ]);
    const outside = await fetch(`${running.origin}/elsewhere`);
    expect([outside.status, outside.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });

  it('compresses when asked, and only then', async () => {
    const running = await start();
    const plain = await ask(running, 'GET', 'settings/deals/fields');
    const zipped = await ask(running, 'GET', 'settings/deals/fields', undefined, {
      'accept-encoding': 'gzip, br',
    });
    expect([plain.headers['content-encoding'], zipped.headers['content-encoding']]).toEqual([
      undefined,
      'gzip',
    ]);
    expect(gunzipSync(zipped.bytes)).toEqual(plain.bytes);
    expect(zipped.bytes.length).toBeLessThan(plain.bytes.length / 2);
  });

  it('keeps connections alive', async () => {
    const running = await start();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let index = 0; index < 3; index += 1)
      await ask(running, 'GET', 'selector/owners', undefined, {}, agent);
    const sockets = Object.values(agent.freeSockets).flat();
    expect(sockets).toHaveLength(1);
    expect(running.app.admin.calls()).toHaveLength(3);
    agent.destroy();
  });

  it('takes a multipart upload from fetch, and gives the file back', async () => {
    const running = await start();
    const [id] = running.app.admin.ids('leads');
    const form = new FormData();
    form.set('targetable_type', 'Lead');
    form.set('targetable_id', String(id));
    form.set('file', new File(['hello'], 'hello.txt', { type: 'text/plain' }));
    const uploaded = await fetch(`${running.address}/documents`, {
      method: 'POST',
      headers: { authorization: `Token token=${running.token}` },
      body: form,
    });
    const { url } = (await uploaded.json()) as { url: string };
    expect(await (await fetch(url)).text()).toBe('hello');
  });
});

describe('faults', () => {
  const once = (fault: Fault): FaultPlan => {
    const left = [fault];
    return () => left.pop() ?? null;
  };

  it.each([
    ['drop-before', { kind: 'drop-before' }, 0],
    ['drop-after', { kind: 'drop-after' }, 1],
    ['truncate', { kind: 'truncate', share: 0.5 }, 1],
    ['truncate to all but the last byte', { kind: 'truncate', share: 1 }, 1],
  ] as const)('%s breaks the connection; the server has acted or not', async (_name, fault, made) => {
    const running = await start({ faults: once(fault) });
    const before = running.app.admin.count('contacts');
    await expect(ask(running, 'POST', 'contacts', contact)).rejects.toThrow(/hang up|aborted|ECONNRESET/);
    expect(running.app.admin.count('contacts') - before).toBe(made);
    expect((await ask(running, 'GET', 'selector/owners')).status).toBe(200);
  });

  it('captive-portal answers a page with 200, and the server sees nothing', async () => {
    const running = await start({ faults: once({ kind: 'captive-portal' }) });
    const reply = await ask(running, 'POST', 'contacts', contact);
    expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(reply.bytes.toString()).toContain('Wi-Fi');
    expect(running.app.admin.calls()).toEqual([]);
  });

  it.each([401, 403, 404, 429, 500, 503])('status %i', async (status) => {
    const running = await start({
      faults: once({ kind: 'status', status, headers: { 'retry-after': '7' } }),
    });
    const reply = await ask(running, 'POST', 'contacts', contact);
    expect([reply.status, reply.headers['retry-after'], running.app.admin.calls().length]).toEqual([
      status,
      '7',
      0,
    ]);
    expect(json(reply)).toMatchObject(status === 401 ? { login: 'failed' } : { errors: { code: status } });
  });

  it('a status may come although the server acted', async () => {
    const running = await start({ faults: once({ kind: 'status', status: 502, acts: true }) });
    const before = running.app.admin.count('contacts');
    expect((await ask(running, 'POST', 'contacts', contact)).status).toBe(502);
    expect(running.app.admin.count('contacts')).toBe(before + 1);
  });

  it('redirect sends elsewhere, without acting', async () => {
    const running = await start({
      faults: once({ kind: 'redirect', to: 'https://elsewhere.example/login' }),
    });
    const reply = await ask(running, 'POST', 'contacts', contact);
    expect([reply.status, reply.headers.location, running.app.admin.calls().length]).toEqual([
      302,
      'https://elsewhere.example/login',
      0,
    ]);
  });

  it('delay and latency change nothing but the time', async () => {
    const running = await start({ faults: once({ kind: 'delay', ms: 1 }), latency: () => 1 });
    expect((await ask(running, 'POST', 'contacts', contact)).status).toBe(200);
  });

  it('follow the plan: by request and by chance', async () => {
    const chances = [0.9, 0.1];
    const running = await start({ chance: () => chances.shift() ?? 0.9 });
    running.setFaults((request, chance) =>
      request.method === 'GET' && chance() < 0.5 ? { kind: 'status', status: 503 } : null,
    );
    const statuses = [];
    for (const method of ['GET', 'GET', 'POST'])
      statuses.push(
        (
          await ask(
            running,
            method,
            method === 'GET' ? 'selector/owners' : 'contacts',
            method === 'GET' ? undefined : contact,
          )
        ).status,
      );
    running.setFaults(null);
    expect(statuses).toEqual([200, 503, 200]);
    expect((await ask(running, 'GET', 'selector/owners')).status).toBe(200);
  });
});
