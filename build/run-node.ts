import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from './paths.ts';

/**
 * Runs one of the repository's scripts in a process of its own, out of the test runner's environment: its NODE_ENV
 * would make a production build a development one. Rejects with the script's output when it fails.
 */
export async function runNode(script: string, ...args: string[]): Promise<void> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => name !== 'NODE_ENV' && !name.startsWith('VITEST')),
  );
  await promisify(execFile)(process.execPath, [script, ...args], { cwd: root, env });
}
