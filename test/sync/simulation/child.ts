import { parseArgs } from 'node:util';
import { mutationNamed } from './mutations.ts';
import { putIn, type Change } from './mutate.ts';
import type { Outcome } from './outcome.ts';

/**
 * Runs seeds in a process of its own, and writes an `Outcome` a line:
 * `node child.ts --from 1 --step 2 --seeds 250 [--mutation NAME] [--stop-at-first] [--shrink MS]`. All its seeds are odd, or all even.
 */
const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    step: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    mutation: { type: 'string' },
    'stop-at-first': { type: 'boolean', default: false },
    shrink: { type: 'string', default: '0' },
  },
});

/**
 * Every second seed is run in a world with small pages: with those of the real account everything of a small workspace would be on the first one, and no list would ever go
 * on.
 */
function smallPages(seed: number): Change[] {
  if (seed % 2 === 1) return [];
  return [
    {
      file: 'shared/limits.ts',
      find: 'export const PAGE_SIZE = 100;',
      replace: 'export const PAGE_SIZE = 4;',
    },
  ];
}

async function main(): Promise<void> {
  // Nobody else listens within this process, and each message is a copy of all that changed.
  Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  const [from, step, seeds] = [Number(values.from), Number(values.step), Number(values.seeds)];
  putIn([
    ...smallPages(from),
    ...(values.mutation === undefined ? [] : mutationNamed(values.mutation).changes),
  ]);
  const { runSeed } = await import('./run.ts');
  const { shrink } = await import('./shrink.ts');
  const workspaces = new Map();
  for (let each = 0; each < seeds; each++) {
    const started = performance.now();
    const result = await runSeed(from + each * step, workspaces);
    const ms = performance.now() - started;
    const failed = result.violations.length > 0;
    const short =
      failed && Number(values.shrink) > 0 ? await shrink(result, workspaces, Number(values.shrink)) : result;
    const outcome: Outcome = {
      seed: result.seed,
      violations: result.violations,
      shortest: failed ? { commands: short.commands, trace: short.trace } : null,
      digest: result.digest,
      done: Object.fromEntries(result.done),
      faults: Object.fromEntries(result.faults),
      requests: result.requests,
      took: result.took,
      ms,
    };
    await new Promise<void>(
      (resolve) => void process.stdout.write(`${JSON.stringify(outcome)}\n`, () => resolve()),
    );
    if (failed && values['stop-at-first']) break;
  }
}

await main();
