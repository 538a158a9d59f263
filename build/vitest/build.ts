import { runNode } from '../run-node.ts';

/** Before end-to-end tests: the production build, where a source changed since the last one. */
export async function setup(): Promise<void> {
  await runNode('build/build.ts', '--if-stale');
}
