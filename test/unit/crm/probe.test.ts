import { describe, expect, it } from 'vitest';
import { parseAddress, type AccountCandidate } from '../../../electron/crm/address.ts';
import { probeAccount, type ProbedAccount } from '../../../electron/crm/probe.ts';
import { AppError, errorInfoOf, type ErrorInfo } from '../../../shared/errors.ts';
import {
  createMemoryTransport,
  type MemoryReply,
  type MemoryTransport,
} from '../../fakes/memory-transport.ts';

const OWNERS: MemoryReply = { body: { users: [{ id: 1, display_name: 'Ana', email: 'ana@example.com' }] } };
const HTML: MemoryReply = {
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Sign in</title>',
};
const NOT_FOUND: MemoryReply = {
  status: 404,
  headers: { 'content-type': 'text/html' },
  body: '<h1>404</h1>',
};
const WRONG_KEY: MemoryReply = { status: 401, body: { login: 'failed', message: null } };
const FORBIDDEN: MemoryReply = {
  status: 403,
  body: { errors: { code: 403, message: ['U bent niet bevoegd'] } },
};
const FLOOD: MemoryReply = { status: 429, body: 'Too many requests' };
const LIMITED: MemoryReply = {
  status: 429,
  headers: { 'x-ratelimit-remaining': '0', 'retry-after': '30' },
  body: '',
};
const DOWN: MemoryReply = { status: 503, body: 'maintenance' };
const network = (reason: string): ErrorInfo => ({ code: 'network', reason });

/** Answers of the hosts that are asked, by the host's domain; a host without one does not exist. */
type World = Partial<
  Record<'myfreshworks.com' | 'freshworks.com' | 'freshsales.io', MemoryReply | ErrorInfo>
>;

async function probe(address: string, world: World) {
  const asked: string[] = [];
  const transports: MemoryTransport[] = [];
  const makeTransport = ({ origin }: AccountCandidate) => {
    const host = new URL(origin).hostname;
    const answer = Object.entries(world).find(([domain]) => host.endsWith(`.${domain}`))?.[1];
    const transport = createMemoryTransport(({ path }) => {
      asked.push(origin + path);
      if (!answer) throw new AppError(network('ENOTFOUND'));
      if ('code' in answer) throw new AppError(answer);
      return answer;
    });
    transports.push(transport);
    return transport;
  };
  const result: ProbedAccount | ErrorInfo = await probeAccount(parseAddress(address), makeTransport).catch(
    errorInfoOf,
  );
  expect(transports.every((transport) => transport.isClosed())).toBe(true);
  return { result, asked };
}

describe('probeAccount', () => {
  it('finds a suite account by its name with one call', async () => {
    const { result, asked } = await probe('widgetz', { 'myfreshworks.com': OWNERS });
    expect(result).toEqual({
      origin: 'https://widgetz.myfreshworks.com',
      basePath: '/crm/sales/api',
      flavour: 'suite',
    });
    expect(asked).toEqual(['https://widgetz.myfreshworks.com/crm/sales/api/selector/owners']);
  });

  it('finds a classic account by its name when the suite does not know it', async () => {
    const { result } = await probe('widgetz', { 'myfreshworks.com': NOT_FOUND, 'freshsales.io': OWNERS });
    expect(result).toMatchObject({
      origin: 'https://widgetz.freshsales.io',
      basePath: '/api',
      flavour: 'classic',
    });
  });

  it('finds the suite account behind an old classic address that answers 429 to everybody', async () => {
    const { result } = await probe('widgetz.freshsales.io', {
      'freshsales.io': FLOOD,
      'myfreshworks.com': OWNERS,
    });
    expect(result).toMatchObject({ origin: 'https://widgetz.myfreshworks.com' });
  });

  it('finds the account of a user who may not list owners', async () => {
    const { result } = await probe('widgetz', { 'myfreshworks.com': FORBIDDEN });
    expect(result).toMatchObject({ flavour: 'suite' });
  });

  it('passes by a page that is not the CRM', async () => {
    const { result } = await probe('widgetz.freshworks.com', {
      'freshworks.com': HTML,
      'myfreshworks.com': OWNERS,
    });
    expect(result).toMatchObject({ origin: 'https://widgetz.myfreshworks.com' });
  });

  it('ends at once when the key is refused', async () => {
    const { result, asked } = await probe('widgetz', {
      'myfreshworks.com': WRONG_KEY,
      'freshsales.io': OWNERS,
    });
    expect(result).toEqual({ code: 'auth' });
    expect(asked).toHaveLength(1);
  });

  it('does not take a proxy’s 401 for the CRM’s', async () => {
    const page = { ...HTML, status: 401 };
    const { result } = await probe('widgetz', {
      'myfreshworks.com': page,
      'freshworks.com': page,
      'freshsales.io': page,
    });
    expect(result).toMatchObject({ code: 'not-the-crm' });
  });

  it('does not take JSON of some other service for the CRM', async () => {
    const { result } = await probe('crm.freshworks.com', { 'freshworks.com': { body: { status: 'ok' } } });
    expect(result).toMatchObject({ code: 'not-the-crm' });
  });

  it.each<[string, World, ErrorInfo['code']]>([
    ['nothing resolves', {}, 'network'],
    ['one does not know it and the others do not exist', { 'myfreshworks.com': NOT_FOUND }, 'not-found'],
    [
      'all do not know it',
      { 'myfreshworks.com': NOT_FOUND, 'freshworks.com': NOT_FOUND, 'freshsales.io': NOT_FOUND },
      'not-found',
    ],
    [
      'a guessed host floods and the others do not know it',
      { 'myfreshworks.com': NOT_FOUND, 'freshsales.io': FLOOD },
      'not-found',
    ],
    [
      'a guessed host says its limit',
      { 'myfreshworks.com': NOT_FOUND, 'freshsales.io': LIMITED },
      'rate-limited',
    ],
    ['the typed host floods', { 'myfreshworks.com': FLOOD }, 'rate-limited'],
    ['one is down', { 'myfreshworks.com': DOWN, 'freshsales.io': NOT_FOUND }, 'server'],
    ['one is slow', { 'myfreshworks.com': { code: 'timeout' }, 'freshsales.io': NOT_FOUND }, 'timeout'],
    [
      'one is unreachable',
      { 'myfreshworks.com': network('ECONNRESET'), 'freshsales.io': NOT_FOUND },
      'network',
    ],
    [
      'a portal answers for all',
      { 'myfreshworks.com': HTML, 'freshworks.com': HTML, 'freshsales.io': HTML },
      'not-the-crm',
    ],
    [
      'one is a page and one does not know it',
      { 'myfreshworks.com': NOT_FOUND, 'freshworks.com': HTML },
      'not-found',
    ],
  ])('when %s, tells %s', async (_, world, code) => {
    const { result } = await probe('widgetz', world);
    expect(result).toMatchObject({ code });
  });

  it('gives the time to wait', async () => {
    const { result } = await probe('widgetz', { 'myfreshworks.com': LIMITED });
    expect(result).toEqual({ code: 'rate-limited', waitMs: 30_000 });
  });

  it('asks nobody after it was cancelled', async () => {
    let calls = 0;
    const makeTransport = () =>
      createMemoryTransport(() => {
        calls++;
        return OWNERS;
      });
    const failed = probeAccount(parseAddress('widgetz'), makeTransport, AbortSignal.abort());
    await expect(failed).rejects.toMatchObject({ info: { code: 'cancelled' } });
    expect(calls).toBe(0);
  });
});
