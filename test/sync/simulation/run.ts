import { Chance } from './chance.ts';
import { carryOut } from './acts.ts';
import { commandsOf, type Command } from './command.ts';
import { healAndCheck } from './heal.ts';
import { World, type Violation, type Workspaces } from './world.ts';

/** What came of one seed. */
export interface Result {
  readonly seed: number;
  readonly commands: readonly Command[];
  readonly violations: readonly Violation[];
  readonly trace: readonly string[];
  readonly done: ReadonlyMap<string, number>;
  readonly faults: ReadonlyMap<string, number>;
  readonly requests: number;
  /** Virtual time, in milliseconds. */
  readonly took: number;
}

/** Commands of a seed. */
const LENGTH = 48;

/** What a seed is, before anything happens. */
export function commandsOfSeed(seed: number): Command[] {
  return commandsOf(new Chance(seed), LENGTH);
}

/** Runs a seed's world with its commands, or with others. */
export async function runSeed(
  seed: number,
  workspaces: Workspaces,
  commands: readonly Command[] = commandsOfSeed(seed),
): Promise<Result> {
  const world = new World(seed);
  await world.begin(seed, workspaces);
  const start = world.kernel.now();
  try {
    for (const command of commands) await carryOut(world, command);
    await healAndCheck(world, new Chance(seed + 5));
  } catch (error) {
    world.violate(
      'no mistakes of ours',
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    );
  } finally {
    await world.end();
  }
  return {
    seed,
    commands,
    violations: world.violations,
    trace: world.trace,
    done: world.done,
    faults: world.faultsMet,
    requests: world.line.log.length,
    took: world.kernel.now() - start,
  };
}
