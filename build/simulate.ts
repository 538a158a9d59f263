import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { ROOT } from '../test/sync/simulation/mutate.ts';
import { runPool } from '../test/sync/simulation/pool.ts';
import { failureText, reportOf } from '../test/sync/simulation/report.ts';

/** From so many seeds on, the report is written without being asked for. */
const REPORTED_FROM = 10_000;

/**
 * `npm run simulate -- --seeds 10000 --from 1`: runs seeds of the simulation, prints what they break with the shortest trace, and writes the report to
 * docs/simulation.md (from 10,000 seeds on, or with `--report`). `--mutation NAME` puts a mistake in; `--stop-at-first` ends at the first broken promise.
 */
async function simulate(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '500' },
      from: { type: 'string', default: '1' },
      jobs: { type: 'string', default: String(availableParallelism()) },
      mutation: { type: 'string' },
      'stop-at-first': { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
      'shrink-seconds': { type: 'string', default: '60' },
    },
  });
  const [seeds, from] = [Number(values.seeds), Number(values.from)];
  const started = performance.now();
  let run = 0;
  const outcomes = await runPool({
    from,
    seeds,
    jobs: Math.max(1, Math.min(Number(values.jobs), seeds)),
    stopAtFirst: values['stop-at-first'],
    shrinkMs: Number(values['shrink-seconds']) * 1000,
    ...(values.mutation === undefined ? {} : { mutation: values.mutation }),
    onOutcome(outcome) {
      run += 1;
      if (outcome.violations.length > 0) console.log(failureText(outcome));
      if (run % 100 === 0)
        console.log(`${String(run)} seeds, ${String(Math.round((performance.now() - started) / 1000))} s`);
    },
  });
  const broken = outcomes.filter(({ violations }) => violations.length > 0);
  console.log(
    `${String(outcomes.length)} seeds in ${String(Math.round((performance.now() - started) / 1000))} s: ${String(broken.length)} broke a promise${broken.length > 0 ? ` (${broken.map(({ seed }) => seed).join(', ')})` : ''}`,
  );
  if (seeds >= REPORTED_FROM || values.report)
    writeFileSync(
      `${ROOT}docs/simulation.md`,
      await format(reportOf(outcomes, from), { parser: 'markdown', printWidth: 160 }),
    );
  if (broken.length > 0) process.exitCode = 1;
}

if (import.meta.main) await simulate();
