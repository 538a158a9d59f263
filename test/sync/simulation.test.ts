import { describe, expect, it } from 'vitest';
import { WEIGHTS } from './simulation/command.ts';
import { runPool } from './simulation/pool.ts';
import { failureText } from './simulation/report.ts';

/** Processes at a time. */
const JOBS = 2;
const SEEDS = 500;
/** Far more than the three minutes it takes on two cores, for machines that are busy. */
const TIMEOUT_MS = 20 * 60_000;

describe('the device, the account and everybody in it', () => {
  it('keep every promise in 500 seeds', { timeout: TIMEOUT_MS }, async () => {
    const outcomes = await runPool({ from: 1, seeds: SEEDS, jobs: JOBS, shrinkMs: 60_000 });
    const broken = outcomes.filter(({ violations }) => violations.length > 0);
    expect(broken.map(failureText).join('\n')).toBe('');
    expect(outcomes).toHaveLength(SEEDS);
    // Commands that can never be carried out would prove nothing. A question hardly ever stands when it is this command's turn; the healing answers those that do.
    const done = new Set(['answer', ...outcomes.flatMap((outcome) => Object.keys(outcome.done))]);
    expect(Object.keys(WEIGHTS).filter((name) => !done.has(name))).toEqual([]);
  });

  it('do the same twice with the same seed', { timeout: TIMEOUT_MS }, async () => {
    const [first, second] = [
      await runPool({ from: 1, seeds: 10, jobs: JOBS }),
      await runPool({ from: 1, seeds: 10, jobs: 1 }),
    ];
    expect(first.map(({ digest }) => digest)).toEqual(second.map(({ digest }) => digest));
  });
});
