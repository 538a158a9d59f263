import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A mistake that somebody could make: a text of the sources, and another in its place. */
export interface Mutation {
  readonly name: string;
  /** From the root of the project. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** The root of the project. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** How often a mutation's text stands in its file. */
export function occurrencesOf({ file, find }: Mutation): number {
  return readFileSync(ROOT + file, 'utf8').split(find).length - 1;
}

/** Puts the mistake in for everything that this process loads from now on. @throws Error when the source has moved on */
export function putIn(mutation: Mutation): void {
  if (occurrencesOf(mutation) !== 1)
    throw new Error(`${mutation.file} does not hold the text of "${mutation.name}" exactly once`);
  const path = ROOT + mutation.file;
  registerHooks({
    load(url, context, next) {
      if (!url.startsWith('file:') || fileURLToPath(url) !== path) return next(url, context);
      const source = readFileSync(path, 'utf8').replace(mutation.find, () => mutation.replace);
      return { format: 'module', source: stripTypeScriptTypes(source), shortCircuit: true };
    },
  });
}
