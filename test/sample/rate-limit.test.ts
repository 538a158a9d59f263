import { describe, expect, it } from 'vitest';
import type { RateLimit } from '../../electron/sample/rate-limit.ts';
import { openAccount, type Account } from './client.ts';

const open = (rateLimit: RateLimit): Promise<Account> => openAccount({ rateLimit });
const ask = (account: Account) => account.get('selector/owners');

describe('the rate limit', () => {
  it('counts by the hour of the clock, and refused calls do not count', async () => {
    const account = await open({ perHour: 3, headers: 'both' });
    const statuses = async (count: number): Promise<number[]> => {
      const list: number[] = [];
      for (let index = 0; index < count; index += 1) list.push((await ask(account)).status);
      return list;
    };
    expect(await statuses(5)).toEqual([200, 200, 200, 429, 429]);
    account.clock.ms += 3_599_999;
    expect(await statuses(1)).toEqual([429]);
    account.clock.ms += 1;
    expect(await statuses(4)).toEqual([200, 200, 200, 429]);
  });

  it('counts by the minute too', async () => {
    const account = await open({ perHour: 100, perMinute: 1, headers: 'retry-after' });
    expect((await ask(account)).status).toBe(200);
    expect(await ask(account)).toMatchObject({ status: 429, headers: { 'retry-after': '60' } });
    account.clock.ms += 60_000;
    expect((await ask(account)).status).toBe(200);
  });

  it.each([
    [
      'x-ratelimit',
      ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'],
      ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'],
    ],
    ['retry-after', [], ['retry-after']],
    [
      'both',
      ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'],
      ['retry-after', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'],
    ],
    ['none', [], []],
  ] as const)('tells by the headers %s', async (headers, before, after) => {
    const account = await open({ perHour: 1, headers });
    const names = (answer: Awaited<ReturnType<typeof ask>>): string[] =>
      Object.keys(answer.headers)
        .filter((name) => /ratelimit|retry/.test(name))
        .sort();
    expect(names(await ask(account))).toEqual(before);
    const refused = await ask(account);
    expect(refused.status).toBe(429);
    expect(names(refused)).toEqual(after);
  });

  it('tells what is left and when it is renewed', async () => {
    const account = await open({ perHour: 10, headers: 'both' });
    await ask(account);
    account.clock.ms += 1_800_000;
    expect((await ask(account)).headers).toMatchObject({
      'x-ratelimit-limit': '10',
      'x-ratelimit-remaining': '8',
      'x-ratelimit-reset': '1800',
    });
  });

  it('leaves a wrong key out, and can be set anew', async () => {
    const account = await open({ perHour: 1, headers: 'none' });
    expect(
      (await account.call('GET', 'selector/owners', undefined, { authorization: 'Token token=wrong' }))
        .status,
    ).toBe(401);
    expect((await ask(account)).status).toBe(200);
    expect((await ask(account)).status).toBe(429);
    account.admin.setRateLimit(null);
    expect((await ask(account)).status).toBe(200);
    account.admin.setRateLimit({ perHour: 0, headers: 'none' });
    expect((await ask(account)).status).toBe(429);
    expect(account.admin.calls().map((call) => call.status)).toEqual([401, 200, 429, 200, 429]);
  });
});
