import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../build/paths.ts';
import { type Step, runStep, runSteps } from '../../build/test-run/step.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'satchel-steps-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function step(name: string, code: string, limitMs = 60_000): Promise<Step> {
  const file = join(folder, `${name}.mjs`);
  await writeFile(file, code);
  return { name, script: relative(root, file), args: [], limitMs };
}

describe('a step', () => {
  it('passes or fails by its exit code, with what it printed', async () => {
    const good = await step('good', `console.log('all well');`);
    const bad = await step('bad', `console.error('not well'); process.exitCode = 3;`);
    expect(await runStep(good, 'keep')).toMatchObject({ ok: true, output: 'all well\n' });
    expect(await runStep(bad, 'keep')).toMatchObject({ ok: false, output: 'not well\n' });
  });

  it('is ended when it takes too long', async () => {
    const endless = await step('endless', `setInterval(() => {}, 1000);`, 50);
    const { ok, output } = await runStep(endless, 'keep');
    expect(ok).toBe(false);
    expect(output).toContain('endless was ended after');
  });

  it('runs under the Node that runs the scripts', async () => {
    const { output } = await runStep(await step('node', `console.log(process.version);`), 'keep');
    expect(output.trim()).toBe(process.version);
  });
});

describe('steps side by side', () => {
  it('are told of in their order, whichever ends first, and one failing stops no other', async () => {
    const file = join(folder, 'second-ended');
    const first = await step(
      'first',
      `import { existsSync } from 'node:fs';
       const timer = setInterval(() => { if (existsSync(${JSON.stringify(file)})) clearInterval(timer); }, 5);`,
    );
    const second = await step(
      'second',
      `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(file)}, ''); process.exitCode = 1;`,
    );
    const third = await step('third', '');
    const told: string[] = [];
    await runSteps([first, second, third], 2, ({ name }, { ok }) => told.push(`${name} ${ok}`));
    expect(told).toEqual(['first true', 'second false', 'third true']);
  });
});
