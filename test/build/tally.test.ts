import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Tally, add, lastLine, nothing, tallyCheck, tallyVitest } from '../../build/test-run/tally.ts';

const file = (name: string, statuses: string[], status = 'passed', message = '') => ({
  name: `/repo/test/${name}`,
  status,
  message,
  assertionResults: statuses.map((one, index) => ({ fullName: `${one} ${index}`, status: one })),
});
const tally = (files: object[], ok: boolean) => tallyVitest('tests', { testResults: files }, ok, '/repo');

describe('the count of a vitest run', () => {
  it('is by test, with the names of what failed and what was skipped', () => {
    const files = [
      file('a.test.ts', ['passed', 'failed', 'skipped'], 'failed'),
      file('b.test.ts', ['passed', 'todo', 'passed']),
    ];
    expect(tally(files, false)).toEqual({
      passed: 3,
      failed: 1,
      skipped: 2,
      failures: ['test/a.test.ts: failed 1'],
      skips: ['test/a.test.ts: skipped 2', 'test/b.test.ts: todo 1'],
    });
  });

  it('has a failure for a file that could not be loaded, and for one whose hook failed', () => {
    const files = [
      file('a.test.ts', [], 'failed', 'Cannot find module ./nope.ts'),
      file('b.test.ts', ['skipped'], 'failed'),
      file('c.test.ts', ['passed']),
    ];
    expect(tally(files, false)).toMatchObject({
      passed: 1,
      failed: 2,
      failures: ['test/a.test.ts: Cannot find module ./nope.ts', 'test/b.test.ts: a hook failed'],
    });
  });

  it('has a failure for an error that no test caught', () => {
    expect(tally([file('a.test.ts', ['passed'])], false)).toMatchObject({
      passed: 1,
      failed: 1,
      failures: ['tests: an error outside the tests'],
    });
  });

  it('has a failure where no test ran or no report was written', () => {
    expect(tally([], true)).toMatchObject({ failed: 1, failures: ['tests: no test ran'] });
    expect(tallyVitest('tests', undefined, true, '/repo')).toMatchObject({
      failed: 1,
      failures: ['tests: the run broke off'],
    });
  });
});

const tallies = fc.array(
  fc.oneof(fc.boolean(), fc.array(fc.constantFrom('passed', 'failed', 'skipped'), { minLength: 1 })),
  {
    minLength: 1,
  },
);

describe('the whole count', () => {
  it('is the sum of its parts, with a name for each failure', () => {
    fc.assert(
      fc.property(tallies, (parts) => {
        const each = parts.map((part, index): Tally =>
          typeof part === 'boolean'
            ? tallyCheck(`check ${index}`, part)
            : tally([file('a.test.ts', part)], !part.includes('failed')),
        );
        const whole = each.reduce(add, nothing);
        const sum = (key: 'passed' | 'failed' | 'skipped') =>
          each.reduce((total, one) => total + one[key], 0);
        expect(lastLine(whole)).toBe(
          `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`,
        );
        expect(whole.failures).toHaveLength(whole.failed);
        expect(whole.skips).toHaveLength(whole.skipped);
      }),
    );
  });

  it('is the last line, to the letter', () => {
    expect(lastLine({ ...nothing, passed: 12, failed: 1, skipped: 3 })).toBe(
      '12 passed, 1 failed, 3 skipped',
    );
  });
});
