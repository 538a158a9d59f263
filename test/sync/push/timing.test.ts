import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeOf, type WhenNotFound } from '../../../electron/sync/push/outcome.ts';
import {
  createWaits,
  firstProbeAt,
  isDue,
  isSettled,
  nextProbeAt,
  PROBE_SETTLE_MS,
} from '../../../electron/sync/push/timing.ts';
import { ERROR_TABLE, type ErrorInfo } from '../../../shared/errors.ts';
import { virtualClock } from '../../fakes/virtual-clock.ts';

const NOW = virtualClock().now();

function times(chance = 0.5) {
  return { clock: virtualClock(NOW), chance: () => chance };
}

const UNSURE = {
  name: 'unsure',
  sentAt: NOW,
  serverTime: NOW,
  reason: '',
  probes: 0,
  notBefore: NOW,
  jobId: null,
} as const;

describe('how long was waited', () => {
  it('counts from the sending, or from the first question of this process, whatever the clock on the wall says', async () => {
    const clock = virtualClock(NOW);
    const waits = createWaits({ uptime: () => clock.uptime() });
    waits.begin('sent');
    await clock.advance(20_000);
    expect(waits.of('found')).toBe(0);
    await clock.advance(5_000);
    expect([waits.of('sent'), waits.of('found')]).toEqual([25_000, 5_000]);
    waits.begin('sent');
    expect(waits.of('sent')).toBe(0);
  });

  it('never counts a "not there" before its time', () => {
    expect([0, PROBE_SETTLE_MS - 1, PROBE_SETTLE_MS].map(isSettled)).toEqual([false, false, true]);
  });
});

describe('when it is asked', () => {
  it('is soon at first, then before the time, then at it, then ever more rarely', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (chance) => {
        const first = firstProbeAt(times(chance)) - NOW;
        expect(first).toBeGreaterThanOrEqual(2_000);
        expect(first).toBeLessThanOrEqual(4_000);
      }),
    );
    expect(nextProbeAt(0, 3_000, times()) - NOW).toBe(15_000);
    expect(nextProbeAt(1, 18_000, times()) - NOW).toBe(PROBE_SETTLE_MS - 18_000);
    const late = [2, 3, 4, 5].map((probes) => nextProbeAt(probes, 200_000, times()) - NOW);
    expect(late).toEqual([...late].sort((a, b) => a - b));
    expect(Math.max(...late)).toBeLessThanOrEqual(300_000);
  });

  it('does not wait for a moment that only a clock which jumped can have set', () => {
    expect(isDue({ ...UNSURE, notBefore: NOW + 60_000 }, NOW)).toBe(false);
    expect(isDue({ ...UNSURE, notBefore: NOW + 86_400_000 }, NOW)).toBe(true);
  });
});

describe('what a failed write comes to', () => {
  const at = { probeAt: 1, retryAt: 2 };
  const samples: Record<ErrorInfo['code'], ErrorInfo> = {
    validation: { code: 'validation', messages: [], field: null },
    'gave-up': { code: 'gave-up', attempts: 1, reason: '' },
    'too-late': { code: 'too-late' },
    auth: { code: 'auth' },
    forbidden: { code: 'forbidden', messages: [] },
    'not-found': { code: 'not-found' },
    'rate-limited': { code: 'rate-limited', waitMs: 1 },
    server: { code: 'server', status: 500 },
    network: { code: 'network', reason: '' },
    timeout: { code: 'timeout' },
    unsure: { code: 'unsure', reason: 'x' },
    'not-the-crm': { code: 'not-the-crm', reason: '' },
    'too-large': { code: 'too-large', limit: 1 },
    'unexpected-shape': { code: 'unexpected-shape', path: '' },
    'bad-address': { code: 'bad-address', reason: 'empty' },
    'other-key': { code: 'other-key' },
    cancelled: { code: 'cancelled' },
    storage: { code: 'storage', reason: '' },
    'store-unavailable': { code: 'store-unavailable', reason: 'gone' },
    keychain: { code: 'keychain', reason: '' },
    update: { code: 'update', reason: 'unreachable' },
    'bad-call': { code: 'bad-call', reason: '' },
    internal: { code: 'internal', reason: '' },
  };

  const words = (code: ErrorInfo['code'], whenNotFound: WhenNotFound): string => {
    const { outcome, rethrow } = outcomeOf(samples[code], whenNotFound, at);
    const counts = outcome.name === 'again' && outcome.isFailure ? ' counted' : '';
    return `${outcome.name}${counts}${rethrow ? ', told' : ''}`;
  };

  it.each([
    ['unsure', 'unsure'],
    ['server', 'unsure'],
    ['unexpected-shape', 'unsure'],
    ['too-large', 'unsure'],
    ['network', 'again, told'],
    ['timeout', 'again, told'],
    ['not-the-crm', 'again, told'],
    ['rate-limited', 'again, told'],
    ['auth', 'again, told'],
    ['cancelled', 'again, told'],
    ['validation', 'refused'],
    ['forbidden', 'refused'],
    ['not-found', 'again counted'],
    ['internal', 'again counted'],
  ] as const)('%s: %s', (code, expected) => {
    expect(words(code, 'look-again')).toBe(expected);
  });

  it('is a refusal where what is missing is not the target', () => {
    expect(words('not-found', 'refused')).toBe('refused');
  });

  it('is gone where no look would tell', () => {
    expect(words('not-found', 'gone')).toBe('gone');
  });

  it('never counts what the engine is told of', () => {
    for (const code of Object.keys(ERROR_TABLE) as ErrorInfo['code'][])
      expect(words(code, 'look-again')).not.toBe('again counted, told');
  });
});
