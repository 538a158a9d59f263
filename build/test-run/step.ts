import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../paths.ts';

/** One process of the test run. */
export interface Step {
  readonly name: string;
  /** A script under node_modules, or one of ours, relative to the root; run by this Node. */
  readonly script: string;
  readonly args: readonly string[];
  /** After this long the process is ended and has failed. */
  readonly limitMs: number;
}

/** How a step ended. `output` is empty where it went straight to the terminal. */
export interface StepEnd {
  readonly ok: boolean;
  readonly output: string;
  readonly seconds: number;
}

/** Runs a step with its output going to the terminal (`stream`), or kept to be shown in one piece (`keep`). */
export function runStep(step: Step, mode: 'stream' | 'keep'): Promise<StepEnd> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, step.script), ...step.args], {
      cwd: root,
      stdio: mode === 'stream' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const timer = setTimeout(() => {
      output += `\n${step.name} was ended after ${step.limitMs / 1000} s.\n`;
      child.kill('SIGKILL');
    }, step.limitMs);
    const end = (ok: boolean) => {
      clearTimeout(timer);
      resolve({ ok, output, seconds: (performance.now() - started) / 1000 });
    };
    child.once('error', (error) => {
      output += `${error.message}\n`;
      end(false);
    });
    child.once('close', (code) => end(code === 0));
  });
}

/** Runs the steps `width` at a time; `onEnd` is told of each in the order in which they were given. */
export async function runSteps(
  steps: readonly Step[],
  width: number,
  onEnd: (step: Step, end: StepEnd) => void,
): Promise<void> {
  const waiting = [...steps];
  const ends = new Map<Step, StepEnd>();
  let told = 0;
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      ends.set(step, await runStep(step, 'keep'));
      for (let next = steps[told]; next; next = steps[told]) {
        const end = ends.get(next);
        if (!end) break;
        told += 1;
        onEnd(next, end);
      }
    }
  };
  await Promise.all(Array.from({ length: width }, work));
}
