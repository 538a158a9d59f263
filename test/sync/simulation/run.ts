import { createHash } from 'node:crypto';
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
  /** A digest of everything that happened: the trace, the wire, and all that was written on the server. */
  readonly digest: string;
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
    digest: digestOf(world),
    took: world.kernel.now() - start,
  };
}

function digestOf(world: World): string {
  const hash = createHash('sha256');
  for (const line of world.trace) hash.update(line);
  for (const { n, sentAt, request, body, handledAt, status, outcome, answer } of world.line.log)
    hash.update(JSON.stringify([n, sentAt, request, body, handledAt, status, outcome, answer]));
  for (const { at, by, table, id, after } of world.history.deeds)
    hash.update(JSON.stringify([at, by, table, id, after]));
  return hash.digest('hex').slice(0, 16);
}
