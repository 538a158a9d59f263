import { runNode } from '../run-node.ts';

/** Before component tests: the message catalogue, compiled. */
export async function setup(): Promise<void> {
  await runNode('build/messages.ts');
}
