import { describe, expect, it } from 'vitest';
import { HOUR, liveADay, type Day } from './fifty-reps.ts';

/** Fifty reps on one account of 2,000 calls an hour, for a working day. */
const day = (given: Partial<Day>): Day => ({
  seed: 1,
  reps: 50,
  hours: 8,
  firstMirrors: 4,
  limit: { perHour: 2000, headers: 'x-ratelimit' },
  ...given,
});

const part = (waits: readonly number[], share: number): number =>
  waits[Math.floor(share * (waits.length - 1))] ?? Infinity;

describe('fifty reps on an account that tells what is left', () => {
  it.each([
    { seed: 1, headers: 'x-ratelimit' },
    { seed: 2, headers: 'x-ratelimit' },
    { seed: 3, headers: 'both' },
  ] as const)('are never refused, and every edit goes out: $headers, seed $seed', ({ seed, headers }) => {
    const report = liveADay(day({ seed, limit: { perHour: 2000, headers } }));
    expect(report.refused).toBe(0);
    expect(report.edits).toBeGreaterThan(2000);
    expect(report.sent).toBe(report.edits);
    // Most at once, and all within the quarter of an hour that the meeting at noon takes in the worst case.
    expect(part(report.waits, 0.95)).toBeLessThan(60_000);
    expect(part(report.waits, 1)).toBeLessThan(HOUR / 4);
    expect(report.mirrored).toEqual([700, 700, 700, 700]);
  });

  it('are not refused by a limit a minute either', () => {
    const report = liveADay(day({ limit: { perHour: 2000, perMinute: 400, headers: 'both' } }));
    expect([report.refused, report.sent]).toEqual([0, report.edits]);
  });

  it('are not refused where the account is far too small for them', () => {
    const report = liveADay(day({ limit: { perHour: 1000, headers: 'both' } }));
    expect([report.refused, report.sent]).toEqual([0, report.edits]);
  });

  it('use what there is: an account that is large enough is not left idle', () => {
    const { calls } = liveADay(day({ limit: { perHour: 5000, headers: 'x-ratelimit' } }));
    expect(calls.background).toBeGreaterThan(50 * 8 * 25);
  });
});

/**
 * Nobody can know what others have used where the server does not tell, so 429s there are. What holds instead: every edit goes out, nobody calls before the time that a
 * 429 named to him, and the devices ease until the account bears them.
 */
describe('fifty reps on an account that tells nothing but', () => {
  it('how long to wait, send every edit, never call sooner, and ease', () => {
    const report = liveADay(day({ limit: { perHour: 2000, headers: 'retry-after' } }));
    const all = report.trace.length;
    expect(report.sent).toBe(report.edits);
    expect(report.tooEarly).toBe(0);
    expect(report.refused).toBeLessThan(all * 0.05);
    const inTheLastHours = report.trace.filter((line) => Number(line.split(' ')[0]) > 5 * HOUR);
    const refused = inTheLastHours.filter((line) => line.endsWith('429'));
    expect(refused.length).toBeLessThan(inTheLastHours.length * 0.03);
  });

  it('refusals, send every edit all the same', () => {
    const report = liveADay(day({ limit: { perHour: 2000, headers: 'none' } }));
    expect(report.sent).toBe(report.edits);
    expect(report.refused).toBeLessThan(report.trace.length * 0.15);
  });
});

describe('the day', () => {
  it('is the same for the same seed, and another for another', () => {
    const short = { reps: 10, hours: 2, firstMirrors: 1 };
    expect(liveADay(day(short)).trace).toEqual(liveADay(day(short)).trace);
    expect(liveADay(day({ ...short, seed: 2 })).trace).not.toEqual(liveADay(day(short)).trace);
  });
});
