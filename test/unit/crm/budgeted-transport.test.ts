import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../electron/crm/budget.ts';
import { budgeted } from '../../../electron/crm/budgeted-transport.ts';
import { createCrmClient } from '../../../electron/crm/client.ts';
import type { CrmRequest, Lane } from '../../../electron/crm/transport.ts';
import { AppError, errorInfoOf, type ErrorInfo } from '../../../shared/errors.ts';
import { createMemoryTransport, type MemoryReply } from '../../fakes/memory-transport.ts';

const ORIGIN = 'https://acme.myfreshworks.com';
const START = Date.UTC(2026, 10, 24, 9);

function setUp(answer: (request: CrmRequest) => MemoryReply | Promise<MemoryReply> = () => ({ body: {} })) {
  let now = START;
  const budget = createBudget({
    now: () => now,
    state: null,
    settings: { callsPerHour: 5 },
    chance: () => 0,
  });
  const inner = createMemoryTransport(answer);
  return { budget, inner, transport: budgeted(inner, budget, ORIGIN), pass: (ms: number) => (now += ms) };
}

const get = (lane: Lane, signal?: AbortSignal): CrmRequest => ({
  method: 'GET',
  path: '/api/leads/1',
  body: null,
  effect: 'read',
  lane,
  signal,
});
const put: CrmRequest = {
  method: 'PUT',
  path: '/api/leads/1',
  body: { type: 'json', text: '{}' },
  effect: 'write',
  lane: 'edit',
};

async function failure(promise: Promise<unknown>): Promise<ErrorInfo> {
  return promise.then(() => {
    throw new Error('it did not fail');
  }, errorInfoOf);
}

describe('budgeted', () => {
  it('refuses before anything leaves, and says how long to wait', async () => {
    const { transport, inner, pass } = setUp();
    for (let n = 0; n < 5; n++) await transport.send(get('today'));
    expect(await failure(transport.send(get('today')))).toEqual({ code: 'rate-limited', waitMs: 3_600_000 });
    expect(inner.requests).toHaveLength(5);
    pass(3_600_000);
    await transport.send(get('today'));
    expect(inner.requests).toHaveLength(6);
  });

  it('refuses a write in the same way: the server did not act', async () => {
    const { transport, inner } = setUp(() => ({ status: 429, headers: { 'retry-after': '30' } }));
    expect((await transport.send(put)).status).toBe(429);
    expect(await failure(transport.send(put))).toEqual({ code: 'rate-limited', waitMs: 30_000 });
    expect(inner.requests).toHaveLength(1);
  });

  it('counts calls that are on their way, so that none slips through beside them', async () => {
    let release = (): void => {};
    const gate = new Promise<MemoryReply>((resolve) => (release = () => resolve({ body: {} })));
    const { transport, inner } = setUp(() => gate);
    const sent = Array.from({ length: 8 }, () => transport.send(get('today')));
    const settled = Promise.allSettled(sent);
    release();
    expect((await settled).map(({ status }) => status)).toEqual([
      ...Array<string>(5).fill('fulfilled'),
      ...Array<string>(3).fill('rejected'),
    ]);
    expect(inner.requests).toHaveLength(5);
  });

  it('learns from every answer', async () => {
    const { transport, budget } = setUp(() => ({
      status: 404,
      headers: {
        'x-ratelimit-limit': '2000',
        'x-ratelimit-remaining': '1234',
        'x-ratelimit-reset': '600',
        date: new Date(START + 60_000).toUTCString(),
      },
    }));
    await transport.send(get('look'));
    expect([budget.limit(), budget.remaining(), budget.serverNow()]).toEqual([2000, 1234, START + 60_000]);
  });

  it.each([
    ['a network that is not there', get('today'), { code: 'network', reason: 'ENETUNREACH' }, 0],
    ['no key', get('today'), { code: 'auth' }, 0],
    ['a connection that broke', get('today'), { code: 'network', reason: 'ECONNRESET' }, 1],
    ['an answer that came too late', get('today'), { code: 'timeout' }, 1],
    ['a write that may have been done', put, { code: 'unsure', reason: 'ECONNRESET' }, 1],
    ['a write that did not leave', put, { code: 'network', reason: 'ECONNRESET' }, 0],
  ] as const)('counts what may have reached the server: %s', async (_, request, info, counted) => {
    const { transport, budget } = setUp(() => {
      throw new AppError(info);
    });
    expect(await failure(transport.send(request))).toEqual(info);
    expect(budget.lastHour()).toBe(counted);
  });

  it('does not begin what was given up already', async () => {
    const { transport, budget, inner } = setUp();
    expect(await failure(transport.send(get('today', AbortSignal.abort())))).toEqual({ code: 'cancelled' });
    expect([budget.lastHour(), inner.requests.length]).toEqual([0, 0]);
  });

  it('counts a download from the account’s own server, and learns nothing of it', async () => {
    const { transport, budget } = setUp(() => ({
      status: 429,
      headers: { 'retry-after': '3600', 'x-ratelimit-remaining': '0' },
    }));
    await transport.download({ url: `${ORIGIN}/a`, lane: 'look' });
    expect([budget.lastHour(), budget.remaining()]).toEqual([1, null]);
    expect(budget.allowedAt('look')).toBe(START);
  });

  it('lets downloads from elsewhere through, and counts none', async () => {
    const { transport, budget } = setUp();
    for (let n = 0; n < 100; n++)
      await transport.download({ url: `https://files.example.test/${n}`, lane: 'background' });
    expect(budget.lastHour()).toBe(0);
  });

  it('gives the client errors that it passes on', async () => {
    const { transport } = setUp(() => ({ body: { lead: { id: 1 } } }));
    const client = createCrmClient({ transport, basePath: '/api' });
    for (let n = 0; n < 5; n++) await client.leads.get(1, { lane: 'today' });
    expect(await failure(client.leads.get(1, { lane: 'today' }))).toMatchObject({ code: 'rate-limited' });
    await client.leads.get(1, { lane: 'look' });
  });
});
