import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Outcome } from './outcome.ts';

/** Which seeds are run, and how. */
export interface Plan {
  readonly from: number;
  readonly seeds: number;
  /** Processes at a time. */
  readonly jobs: number;
  readonly mutation?: string;
  /** Ends everything as soon as a promise is broken. */
  readonly stopAtFirst?: boolean;
  /** How long a shorter list of commands is looked for, for each seed that breaks a promise, in milliseconds. */
  readonly shrinkMs?: number;
  readonly onOutcome?: (outcome: Outcome) => void;
}

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));

/**
 * Runs seeds in several processes, each all the odd or all the even ones of its share.
 * @throws Error when a process ends otherwise than by having run its seeds
 */
export async function runPool(plan: Plan): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const stopping = new AbortController();
  const strands = 2 * Math.ceil(plan.jobs / 2);
  const take = (outcome: Outcome): void => {
    outcomes.push(outcome);
    plan.onOutcome?.(outcome);
    if (plan.stopAtFirst === true && outcome.violations.length > 0) stopping.abort();
  };
  const waiting = Array.from({ length: strands }, (_, strand) => strand);
  await Promise.all(
    Array.from({ length: plan.jobs }, async () => {
      for (
        let strand = waiting.shift();
        strand !== undefined && !stopping.signal.aborted;
        strand = waiting.shift()
      )
        await runStrand(plan, { strand, strands }, stopping, take);
    }),
  );
  return outcomes.sort((a, b) => a.seed - b.seed);
}

async function runStrand(
  plan: Plan,
  { strand, strands }: { readonly strand: number; readonly strands: number },
  stopping: AbortController,
  take: (outcome: Outcome) => void,
): Promise<void> {
  const seeds = Math.ceil((plan.seeds - strand) / strands);
  if (seeds <= 0) return;
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      // Worlds are short-lived and large: fewer collections of the young.
      '--max-semi-space-size=32',
      CHILD,
      ...['--from', String(plan.from + strand), '--step', String(strands), '--seeds', String(seeds)],
      ...(plan.mutation === undefined ? [] : ['--mutation', plan.mutation]),
      ...(plan.stopAtFirst === true ? ['--stop-at-first'] : []),
      ...(plan.shrinkMs === undefined ? [] : ['--shrink', String(plan.shrinkMs)]),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  const kill = (): void => void child.kill('SIGKILL');
  stopping.signal.addEventListener('abort', kill);
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  for await (const line of createInterface({ input: child.stdout })) take(JSON.parse(line) as Outcome);
  const code = await ended;
  stopping.signal.removeEventListener('abort', kill);
  if (code !== 0 && !stopping.signal.aborted)
    throw new Error(`a simulation ended with ${String(code)}: ${words}`);
}
