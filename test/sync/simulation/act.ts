import type { Command, CommandName } from './command.ts';
import type { World } from './world.ts';

/** Does a command. @returns what came of it, in words for the trace; null where it could not be done */
export type Act = (world: World, command: Command) => Promise<string | null> | string | null;

/** What those who act can do, by command. */
export type Acts = Readonly<Partial<Record<CommandName, Act>>>;

/** One of a command's choices. */
export const at = (command: Command, index: number): number => command.r[index] ?? 0;

/** One of a list; undefined where it is empty. */
export const pick = <T>(list: readonly T[], by: number): T | undefined => list[by % Math.max(1, list.length)];
