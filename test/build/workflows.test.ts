import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { root } from '../../build/paths.ts';
import { nativesOf } from '../../build/packaging/natives.ts';

interface WorkflowStep {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps?: readonly WorkflowStep[];
}
interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(root, '.github/workflows');
const names = (await readdir(folder)).toSorted();
const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
const workflows = names.map(
  (name, at) => [name, parse(texts[at] ?? '', { strict: true }) as Workflow, texts[at] ?? ''] as const,
);

it('are for testing, releasing and publishing', () => {
  expect(names).toEqual(['publish.yml', 'release.yml', 'test.yml']);
});

describe.each(workflows)('%s', (_, workflow, text) => {
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps ?? []);

  it('may read, and no more than that unless a job says so', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  it('pins each action by its commit, and says which version that is', () => {
    for (const { uses } of steps) {
      if (uses === undefined) continue;
      expect(uses).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
      expect(text).toMatch(new RegExp(`${uses} # v\\d+\\.\\d+\\.\\d+\\n`));
    }
  });

  it('leaves no credentials behind a checkout', () => {
    for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')))
      expect(step.with).toMatchObject({ 'persist-credentials': false });
  });

  it('puts nothing that somebody typed into a command line', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });

  it('runs scripts that there are', () => {
    const commands = steps.flatMap(({ run }) => run?.split('\n') ?? []);
    for (const [, script] of commands.flatMap((line) => [...line.matchAll(/\bnpm run ([\w:-]+)/g)]))
      expect(Object.keys(packageJson.scripts)).toContain(script);
    for (const [, file] of commands.flatMap((line) => [...line.matchAll(/\bnode (\S+)/g)]))
      expect(existsSync(join(root, file ?? '')), file).toBe(true);
  });

  it('has jobs that end, and that follow jobs that there are', () => {
    for (const [name, job] of jobs) {
      const before = job.needs === undefined ? [] : [job.needs].flat();
      for (const needed of before) expect(Object.keys(workflow.jobs), name).toContain(needed);
      if (job.uses === undefined) expect(job['timeout-minutes'], name).toBeLessThanOrEqual(90);
      else expect(existsSync(join(root, job.uses)), job.uses).toBe(true);
    }
  });

  it('gives secrets to jobs that somebody approves, and to the steps that need them', () => {
    for (const [name, job] of jobs) {
      expect(JSON.stringify(job.env ?? {})).not.toContain('secrets.');
      const isSecret = (job.steps ?? []).some(({ env }) => JSON.stringify(env ?? {}).includes('secrets.'));
      if (isSecret) expect(job.environment, name).toBe('release');
    }
    // A pull request of a stranger runs without any.
    if ('pull_request' in workflow.on) expect(text).not.toContain('secrets.');
    expect(workflow.on).not.toHaveProperty('pull_request_target');
  });
});

it('tests on the systems that packages are made for', () => {
  const systems = (name: string, job: string) => {
    const [, workflow] = workflows.find(([file]) => file === name) ?? [];
    const { strategy } = (workflow?.jobs[job] ?? {}) as { strategy?: { matrix: { os: string[] } } };
    return strategy?.matrix.os;
  };
  expect(systems('test.yml', 'test')).toHaveLength(3);
  expect(systems('release.yml', 'package')).toEqual(systems('test.yml', 'test'));
});

it('brings the native module of each processor that a package is made for', () => {
  const named = (platform: string) => nativesOf(platform).map((name) => name.replace(/@[\d.]+$/, ''));
  expect(named('darwin')).toEqual(['@napi-rs/keyring-darwin-arm64', '@napi-rs/keyring-darwin-x64']);
  expect(named('linux')).toEqual(['@napi-rs/keyring-linux-arm64-gnu', '@napi-rs/keyring-linux-x64-gnu']);
  expect(named('win32')).toContain('@napi-rs/keyring-win32-x64-msvc');
});
