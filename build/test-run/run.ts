import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../paths.ts';
import { vitest } from './checks.ts';
import { type Step, type StepEnd, runStep, runSteps } from './step.ts';
import { type Tally, add, lastLine, nothing, tallyCheck, tallyVitest } from './tally.ts';

/** A test run: what it did so far, and how to go on. */
export class Run {
  #tally: Tally = nothing;

  /** Runs one check; true when it passed. */
  async check(step: Step): Promise<boolean> {
    const end = await runStep(step, 'keep');
    this.#note(step, end);
    return end.ok;
  }

  /** Runs checks that do not need each other, two at a time. */
  async checks(steps: readonly Step[]): Promise<void> {
    await runSteps(steps, 2, (step, end) => this.#note(step, end));
  }

  /** Counts as failed what could not be run. */
  fail(name: string): void {
    this.#tally = add(this.#tally, tallyCheck(name, false));
  }

  /** Runs the vitest projects that match, with the output as it comes. */
  async tests(name: string, ...projects: string[]): Promise<void> {
    heading(name);
    const folder = await mkdtemp(join(tmpdir(), 'satchel-test-'));
    try {
      const reportFile = join(folder, 'report.json');
      const end = await runStep(vitest(name, projects, reportFile), 'stream');
      if (end.output) console.log(end.output);
      this.#tally = add(this.#tally, tallyVitest(name, await readJson(reportFile), end.ok, root));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Prints what failed and what was skipped, then the count; the process fails when something did. */
  finish(): void {
    const { failures, skips } = this.#tally;
    list('Skipped', skips);
    list('Failed', failures);
    console.log(`\n${lastLine(this.#tally)}`);
    if (failures.length > 0) process.exitCode = 1;
  }

  #note(step: Step, { ok, output, seconds }: StepEnd): void {
    this.#tally = add(this.#tally, tallyCheck(step.name, ok));
    console.log(`${ok ? '✓' : '✗'} ${step.name} (${seconds.toFixed(1)} s)`);
    if (!ok) console.log(`${output.trimEnd()}\n`);
  }
}

function heading(name: string): void {
  console.log(`\n── ${name} ──`);
}

function list(title: string, names: readonly string[]): void {
  if (names.length === 0) return;
  console.log(`\n${title}:`);
  for (const name of names) console.log(`  ${name}`);
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
