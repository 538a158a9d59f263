import type { Command } from './command.ts';
import { runSeed, type Result } from './run.ts';
import type { Workspaces } from './world.ts';

/**
 * Looks for a shorter list of commands that breaks the same promise: leaves out halves, quarters and so on down to single commands, as long as time allows (Zeller's delta
 * debugging, without its complements of complements).
 */
export async function shrink(failed: Result, workspaces: Workspaces, budgetMs: number): Promise<Result> {
  const end = performance.now() + budgetMs;
  const rules = new Set(failed.violations.map(({ rule }) => rule));
  let best = failed;
  let size = Math.ceil(best.commands.length / 2);
  while (size >= 1 && performance.now() < end) {
    let isShorter = false;
    for (let from = 0; from < best.commands.length && performance.now() < end;) {
      const fewer = [...best.commands.slice(0, from), ...best.commands.slice(from + size)];
      const result = await runSeed(failed.seed, workspaces, fewer);
      if (result.violations.some(({ rule }) => rules.has(rule))) {
        best = result;
        isShorter = true;
      } else from += size;
    }
    size = isShorter && size === 1 ? 1 : Math.floor(size / 2);
  }
  return withoutWaits(best, rules, workspaces, end);
}

/** The same with as little waiting as possible, in one try. */
async function withoutWaits(
  best: Result,
  rules: ReadonlySet<string>,
  workspaces: Workspaces,
  end: number,
): Promise<Result> {
  if (performance.now() > end) return best;
  const hasty = best.commands.map((command, at): Command => (at === 0 ? command : { ...command, wait: 0 }));
  const result = await runSeed(best.seed, workspaces, hasty);
  return result.violations.some(({ rule }) => rules.has(rule)) ? result : best;
}
