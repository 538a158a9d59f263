import type { Acts } from './act.ts';
import type { Command } from './command.ts';
import { otherActs } from './others.ts';
import { decidingActs } from './rep/deciding.ts';
import { editingActs } from './rep/editing.ts';
import { makingActs } from './rep/making.ts';
import { wholeActs } from './rep/whole.ts';
import { deviceActs } from './surroundings.ts';
import type { World } from './world.ts';

const ACTS: Acts = {
  ...makingActs,
  ...editingActs,
  ...wholeActs,
  ...decidingActs,
  ...deviceActs,
  ...otherActs,
};

/** Carries out a command and lets its time pass. */
export async function carryOut(world: World, command: Command): Promise<void> {
  const act = ACTS[command.name];
  if (act === undefined) throw new Error(`nobody does "${command.name}"`);
  const said = await act(world, command);
  if (said !== null) {
    world.say(`#${String(command.n)} ${command.name}: ${said}`);
    world.done.set(command.name, (world.done.get(command.name) ?? 0) + 1);
  }
  await world.kernel.advance(command.wait);
}
