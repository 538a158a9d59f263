import type { Command } from './command.ts';
import type { Violation } from './world.ts';

/** What is told of a seed that was run, by the process that ran it. */
export interface Outcome {
  readonly seed: number;
  readonly violations: readonly Violation[];
  /** The shortest list of commands that was found to break the same promise, and its trace; only where one is broken. */
  readonly shortest: { readonly commands: readonly Command[]; readonly trace: readonly string[] } | null;
  /** A digest of everything that happened. */
  readonly digest: string;
  readonly done: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly requests: number;
  /** Virtual milliseconds. */
  readonly took: number;
  /** Real milliseconds. */
  readonly ms: number;
}
