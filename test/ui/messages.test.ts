import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ui = join(import.meta.dirname, '../../renderer/ui');
const catalogues = join(import.meta.dirname, '../../messages');
const keys = globSync('**/en.json', { cwd: catalogues }).flatMap((file) =>
  Object.keys(JSON.parse(readFileSync(join(catalogues, file), 'utf8')) as object).filter(
    (key) => !key.startsWith('$'),
  ),
);
const used = new Set(
  globSync('**/*.{ts,svelte}', { cwd: ui, exclude: ['paraglide/**'] }).flatMap((file) =>
    [...readFileSync(join(ui, file), 'utf8').matchAll(/\bm\.([a-z_]+)\b/g)].map((match) => match[1] ?? ''),
  ),
);

describe('the catalogue', () => {
  it('holds no message that nobody shows', () => {
    expect(keys.filter((key) => !used.has(key))).toEqual([]);
  });

  it('holds each message once', () => {
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });
});
