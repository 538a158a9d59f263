import type { Mutation } from './mutate.ts';

/** Mistakes that the simulation must find, each within 500 seeds. */
export const MUTATIONS: readonly Mutation[] = [];

/** @throws Error when there is none of that name */
export function mutationNamed(name: string): Mutation {
  const found = MUTATIONS.find((mutation) => mutation.name === name);
  if (found === undefined) throw new Error(`there is no mutation "${name}"`);
  return found;
}
