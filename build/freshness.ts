import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Something made from files: what it is made from, one file it makes, and where to note what it was last made from. */
export interface Product {
  readonly sources: readonly string[];
  readonly output: string;
  readonly stamp: string;
  readonly make: () => Promise<void>;
}

/** Makes the product unless its output is there and its sources are as they were. True when it was made. */
export async function makeIfStale(product: Product): Promise<boolean> {
  const isFresh =
    (await exists(product.output)) &&
    (await readText(product.stamp)) === (await fingerprint(product.sources));
  if (!isFresh) await make(product);
  return !isFresh;
}

/**
 * Makes the product and notes what it was made from. The last note is taken away first, so that an interrupted run is
 * never taken for a finished one.
 */
export async function make(product: Product): Promise<void> {
  const madeFrom = await fingerprint(product.sources);
  await rm(product.stamp, { force: true });
  await product.make();
  await mkdir(dirname(product.stamp), { recursive: true });
  await writeFile(product.stamp, madeFrom);
}

/** A digest over name, size and time of change of every file under the paths; a path that is absent counts as empty. */
export async function fingerprint(paths: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for (const path of paths) await collect(path, lines);
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex');
}

async function collect(path: string, lines: string[]): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return;
  if (!found.isDirectory()) {
    lines.push(`${path} ${found.size} ${found.mtimeMs}`);
    return;
  }
  for (const name of await readdir(path)) {
    // Compiled messages lie among the sources but are made from them.
    if (!name.startsWith('paraglide')) await collect(join(path, name), lines);
  }
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
