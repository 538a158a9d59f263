import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import messages from '../../messages/en.json' with { type: 'json' };

const ui = join(import.meta.dirname, '../../renderer/ui');
const used = new Set(
  globSync('**/*.{ts,svelte}', { cwd: ui, exclude: ['paraglide/**'] }).flatMap((file) =>
    [...readFileSync(join(ui, file), 'utf8').matchAll(/\bm\.([a-z_]+)\b/g)].map((match) => match[1] ?? ''),
  ),
);

describe('the catalogue', () => {
  it('holds no message that nobody shows', () => {
    const kept = Object.keys(messages).filter((key) => !key.startsWith('$'));
    expect(kept.filter((key) => !used.has(key))).toEqual([]);
  });
});
