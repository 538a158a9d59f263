import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateOf, waitOf } from '../../../electron/crm/rate-headers.ts';
import { RATE_LIMIT_WAIT_MS } from '../../../shared/limits.ts';

const NOW = Date.UTC(2026, 10, 24, 12, 0, 0);
const inTwoMinutes = NOW + 120_000;

describe('waitOf', () => {
  it.each<[string, Record<string, string>, number]>([
    ['retry-after in seconds', { 'retry-after': '17' }, 17_000],
    ['retry-after of nothing', { 'retry-after': '0' }, 0],
    ['retry-after as a date', { 'retry-after': new Date(inTwoMinutes).toUTCString() }, 120_000],
    ['retry-after as a date that is past', { 'retry-after': new Date(NOW - 5000).toUTCString() }, 0],
    ['retry-after before the reset', { 'retry-after': '5', 'x-ratelimit-reset': '900' }, 5000],
    ['a retry-after that says nothing', { 'retry-after': 'soon', 'x-ratelimit-reset': '900' }, 900_000],
    ['a reset in seconds from now', { 'x-ratelimit-reset': '900' }, 900_000],
    ['a reset in epoch seconds', { 'x-ratelimit-reset': String(inTwoMinutes / 1000) }, 120_000],
    ['a reset in epoch milliseconds', { 'x-ratelimit-reset': String(inTwoMinutes) }, 120_000],
    ['a reset that is past', { 'x-ratelimit-reset': String(NOW / 1000 - 60) }, RATE_LIMIT_WAIT_MS],
    ['a reset that is no number', { 'x-ratelimit-reset': '12m' }, RATE_LIMIT_WAIT_MS],
    ['no header', {}, RATE_LIMIT_WAIT_MS],
    ['more than an hour', { 'retry-after': '86400' }, 3_600_000],
  ])('reads %s', (_, headers, expected) => {
    expect(waitOf(headers, NOW)).toBe(expected);
  });

  it('measures a moment against the server’s clock, not ours', () => {
    const headers = { 'x-ratelimit-reset': String(inTwoMinutes / 1000), date: new Date(NOW).toUTCString() };
    expect(waitOf(headers, NOW + 50 * 60_000)).toBe(120_000);
  });

  it('never gives less than nothing or more than an hour', () => {
    const header = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    fc.assert(
      fc.property(
        fc.record({ 'retry-after': header, 'x-ratelimit-reset': header, date: header }, { requiredKeys: [] }),
        (headers) => {
          const wait = waitOf(headers, NOW);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(3_600_000);
        },
      ),
    );
  });
});

describe('rateOf', () => {
  it('reads what is said, and nothing else', () => {
    expect(rateOf({ 'x-ratelimit-remaining': '998', 'x-ratelimit-limit': '1000' })).toEqual({
      remaining: 998,
      limit: 1000,
    });
    expect(rateOf({ 'x-ratelimit-remaining': '-1', 'x-ratelimit-limit': 'many' })).toEqual({
      remaining: null,
      limit: null,
    });
  });
});
