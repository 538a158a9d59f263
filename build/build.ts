import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LogLevel, build } from 'vite';
import { type Product, make, makeIfStale } from './freshness.ts';
import { licencesText, shippedParts } from './licences/parts.ts';
import { root } from './paths.ts';
import main from './vite.main.ts';
import preload from './vite.preload.ts';
import renderer from './vite.renderer.ts';

const SOURCES = [
  'CHANGELOG.md',
  'build',
  'electron',
  'messages',
  'package-lock.json',
  'project.inlang/settings.json',
  'renderer',
  'shared',
];

/** `dist/`: the renderer, the main process and the preload script. Making it rejects at the first error. */
function dist(logLevel: LogLevel): Product {
  return {
    sources: SOURCES.map((path) => join(root, path)),
    output: join(root, 'dist/preload/preload.cjs'),
    stamp: join(root, '.cache/build.stamp'),
    make: async () => {
      for (const config of [renderer, main, preload]) await build({ ...config, logLevel, configFile: false });
      await writeFile(join(root, 'dist/licences.txt'), licencesText(shippedParts()));
    },
  };
}

/** Builds where a source changed since the last build, and says so. */
export async function buildIfStale(): Promise<void> {
  const product = dist('warn');
  await makeIfStale({
    ...product,
    make: () => {
      console.log('Building Satchel.');
      return product.make();
    },
  });
}

if (import.meta.main) {
  if (process.argv.includes('--if-stale')) await buildIfStale();
  else await make(dist('info'));
}
