import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ui = join(import.meta.dirname, '../../renderer/ui');

describe('a form', () => {
  it('tells the browser to keep nothing of what is typed: it would lie on the disk as it is', () => {
    const forms = globSync('**/*.svelte', { cwd: ui }).flatMap((file) =>
      [...readFileSync(join(ui, file), 'utf8').matchAll(/<form\b[^>]*/g)].map(([form]) => ({ file, form })),
    );
    expect(forms.length).toBeGreaterThan(10);
    expect(forms.filter(({ form }) => !form.includes('autocomplete="off"'))).toEqual([]);
  });
});
