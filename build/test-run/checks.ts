import type { Step } from './step.ts';

const MINUTE_MS = 60_000;
const check = (name: string, script: string, ...args: string[]): Step => ({
  name,
  script,
  args,
  limitMs: 10 * MINUTE_MS,
});

/** The message catalogue's code, which the checks below read. */
export const messages = check('messages', 'build/messages.ts');

/** Everything that can be said of the code without running it; each is one thing that passes or fails. */
export const staticChecks: readonly Step[] = [
  check('types', 'node_modules/typescript/bin/tsc', '--project', 'tsconfig.json'),
  check(
    'types of components',
    'node_modules/svelte-check/bin/svelte-check',
    '--tsconfig',
    'tsconfig.svelte.json',
    '--fail-on-warnings',
  ),
  check('lint', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0'),
  check('format', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'),
  check(
    'boundaries',
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    'shared',
    'electron',
    'renderer',
    'build',
    'test',
  ),
  check('dead code', 'node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'),
];

/** The production build, which the end-to-end tests open. */
export const productionBuild = check('build', 'build/build.ts');

/** A vitest run over the projects that match, with its count written to a file. */
export function vitest(name: string, projects: readonly string[], reportFile: string): Step {
  return {
    name,
    script: 'node_modules/vitest/vitest.mjs',
    args: [
      'run',
      ...projects.map((project) => `--project=${project}`),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
    ],
    limitMs: 30 * MINUTE_MS,
  };
}
