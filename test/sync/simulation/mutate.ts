import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A change of a source file's text. */
export interface Change {
  /** From the root of the project. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** A mistake that somebody could make in the sources. */
export interface Mutation {
  readonly name: string;
  readonly changes: readonly Change[];
}

/** The root of the project. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** How often a change's text stands in its file. */
export function occurrencesOf({ file, find }: Change): number {
  return readFileSync(ROOT + file, 'utf8').split(find).length - 1;
}

/** Changes the sources for everything that this process loads from now on. @throws Error when one has moved on */
export function putIn(changes: readonly Change[]): void {
  const sources = new Map<string, string>();
  for (const change of changes) {
    if (occurrencesOf(change) !== 1)
      throw new Error(`${change.file} does not hold exactly once: ${change.find}`);
    const path = ROOT + change.file;
    const source = sources.get(path) ?? readFileSync(path, 'utf8');
    sources.set(
      path,
      source.replace(change.find, () => change.replace),
    );
  }
  registerHooks({
    load(url, context, next) {
      const source = url.startsWith('file:') ? sources.get(fileURLToPath(url)) : undefined;
      if (source === undefined) return next(url, context);
      return { format: 'module', source: stripTypeScriptTypes(source), shortCircuit: true };
    },
  });
}
