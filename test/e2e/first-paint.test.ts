import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { root } from '../../build/paths.ts';

/** Bytes, packed as a server would. */
const MOST = 250_000;

it('needs little JavaScript before the first paint', async () => {
  const folder = join(root, 'dist/renderer');
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  // The page's own script, and all that it imports at once: the build lists them to be loaded beside it.
  const scripts = [...html.matchAll(/(?:src|href)="(\.\/assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? '');
  expect(scripts.length).toBeGreaterThan(1);
  const packed = await Promise.all(
    scripts.map(async (path) => gzipSync(await readFile(join(folder, path)), { level: 9 }).length),
  );
  expect(packed.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(MOST);
});
