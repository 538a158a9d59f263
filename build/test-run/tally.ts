import { relative } from 'node:path';
import { z } from 'zod';

/** What a part of the test run came to. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Names of what failed and of what was skipped, for the end of the run. */
  readonly failures: readonly string[];
  readonly skips: readonly string[];
}

/** The part of vitest's JSON report that is counted. */
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [] };

/** The tally of one check: it holds or it does not. */
export function tallyCheck(name: string, ok: boolean): Tally {
  return ok ? { ...nothing, passed: 1 } : { ...nothing, failed: 1, failures: [name] };
}

/**
 * Counts a vitest run from its JSON report (nothing when it wrote none) and whether it ended well. What failed outside a
 * test counts as one failure each: a file that could not be loaded, a hook, an error nobody caught, a run that broke off.
 */
export function tallyVitest(name: string, report: unknown, ok: boolean, root: string): Tally {
  const parsed = reportSchema.safeParse(report);
  if (!parsed.success) return tallyCheck(`${name}: the run broke off`, false);
  const total = parsed.data.testResults.map((file) => tallyFile(file, root)).reduce(add, nothing);
  if (!ok && total.failed === 0) return add(total, tallyCheck(`${name}: an error outside the tests`, false));
  if (ok && total.passed + total.skipped === 0) return add(total, tallyCheck(`${name}: no test ran`, false));
  return total;
}

function tallyFile(file: z.infer<typeof reportSchema>['testResults'][number], root: string): Tally {
  const path = relative(root, file.name).replaceAll('\\', '/');
  const named = (...statuses: string[]) =>
    file.assertionResults
      .filter(({ status }) => statuses.includes(status))
      .map(({ fullName }) => `${path}: ${fullName}`);
  const passed = named('passed');
  const failures = named('failed');
  const skips = named('skipped', 'pending', 'todo', 'disabled');
  if (file.status === 'failed' && failures.length === 0) {
    failures.push(`${path}: ${file.message || 'a hook failed'}`);
  }
  return { passed: passed.length, failed: failures.length, skipped: skips.length, failures, skips };
}

/** Two parts together. */
export function add(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
    skips: [...a.skips, ...b.skips],
  };
}

/** The run's last line. */
export function lastLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
