import type { Outcome } from './outcome.ts';
import { WEIGHTS } from './command.ts';

/** What a seed that broke a promise has to say: the seed, the promise, and the shortest way to it. */
export function failureText({ seed, violations, shortest }: Outcome): string {
  return [
    `seed ${String(seed)} broke ${String(violations.length)} promise(s):`,
    ...violations.slice(0, 5).map(({ rule, what }) => `  ${rule}: ${what.slice(0, 1000)}`),
    `  the shortest trace (${String(shortest?.commands.length ?? 0)} commands; run it whole with npm run simulate -- --seeds 1 --from ${String(seed)}):`,
    ...(shortest?.trace ?? []).map((line) => `  ${line.slice(0, 400)}`),
  ].join('\n');
}

interface Sums {
  readonly seeds: number;
  readonly done: ReadonlyMap<string, number>;
  readonly faults: ReadonlyMap<string, number>;
  readonly requests: number;
  readonly hours: number;
  readonly violations: number;
}

function sumsOf(outcomes: readonly Outcome[]): Sums {
  const add = (of: (outcome: Outcome) => Readonly<Record<string, number>>): Map<string, number> => {
    const sums = new Map<string, number>();
    for (const outcome of outcomes)
      for (const [name, count] of Object.entries(of(outcome))) sums.set(name, (sums.get(name) ?? 0) + count);
    return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  return {
    seeds: outcomes.length,
    done: add(({ done }) => done),
    faults: add(({ faults }) => faults),
    requests: outcomes.reduce((sum, { requests }) => sum + requests, 0),
    hours: outcomes.reduce((sum, { took }) => sum + took, 0) / 3_600_000,
    violations: outcomes.reduce((sum, { violations }) => sum + violations.length, 0),
  };
}

const RULES = [
  'Every edit that the rep was told is saved is on the server exactly once, or lies in front of him with its reason.',
  'Nothing that he took back before it was sent reaches the server.',
  'Nobody’s change is overwritten unseen.',
  'What the device shows is what the server has.',
  'No local id leaves the device, and none is left when all is done.',
  'The account’s limit is kept.',
  'What he typed he sees at once, and after a restart.',
  'It is never stuck.',
];

/** The report of a run, as the page `docs/simulation.md`. */
export function reportOf(outcomes: readonly Outcome[], from: number): string {
  const sums = sumsOf(outcomes);
  const table = (head: string, rows: ReadonlyMap<string, number>): string[] => [
    `| ${head} | times |`,
    '| --- | ---: |',
    ...[...rows].map(([name, count]) => `| ${name} | ${count.toLocaleString('en')} |`),
  ];
  const broken = outcomes.filter(({ violations }) => violations.length > 0);
  return [
    '# The simulation',
    '',
    '_Written by `npm run simulate`; do not edit._',
    '',
    'The engine, the real store over an IndexedDB, the real client and its budget, and the sample account run in one process under a virtual clock with a seeded source of chance. The rep, somebody else and an admin do what they do; the network, the server, the disk, the clock and the process fail. Then everything heals, the rep decides what he is asked, and a model that knows nothing of the insides checks:',
    '',
    ...RULES.map((rule, index) => `${String(index + 1)}. ${rule}`),
    '',
    `**${sums.seeds.toLocaleString('en')} seeds from ${String(from)}: ${String(sums.violations)} violations.** ${sums.requests.toLocaleString('en')} requests in ${Math.round(sums.hours).toLocaleString('en')} hours of virtual time; ${String(Object.keys(WEIGHTS).length)} commands in the model.`,
    '',
    ...(broken.length === 0
      ? []
      : [`Seeds that broke a promise: ${broken.map(({ seed }) => String(seed)).join(', ')}.`, '']),
    '## Commands that were carried out',
    '',
    ...table('command', sums.done),
    '',
    '## Faults that were met',
    '',
    ...table('fault', sums.faults),
    '',
  ].join('\n');
}
