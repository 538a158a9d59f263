import { describe, expect, it } from 'vitest';
import { MUTATIONS } from './simulation/mutations.ts';
import { occurrencesOf } from './simulation/mutate.ts';
import { runPool } from './simulation/pool.ts';

const SEEDS = 500;
const TIMEOUT_MS = 20 * 60_000;

describe('the simulation finds mistakes', () => {
  it('that are put where they belong', () => {
    const moved = MUTATIONS.flatMap(({ name, changes }) =>
      changes.filter((change) => occurrencesOf(change) !== 1).map(({ find }) => `${name}: ${find}`),
    );
    expect(moved).toEqual([]);
  });

  it.each(MUTATIONS)('$name', { timeout: TIMEOUT_MS }, async ({ name }) => {
    const outcomes = await runPool({ from: 1, seeds: SEEDS, jobs: 2, mutation: name, stopAtFirst: true });
    expect(outcomes.filter(({ violations }) => violations.length > 0)).not.toEqual([]);
  });
});
