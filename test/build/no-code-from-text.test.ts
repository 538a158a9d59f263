import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { noCodeFromText, withoutCodeFromText } from '../../build/no-code-from-text.ts';

it('finds zod’s settings where they are, and turns code from text off in them', async () => {
  const path = join(dirname(createRequire(import.meta.url).resolve('zod/v4/core')), 'core.js');
  const { transform } = noCodeFromText;
  const filter = transform && 'filter' in transform ? transform.filter : undefined;
  expect(path).toMatch(filter?.id as RegExp);
  const code = withoutCodeFromText(await readFile(path, 'utf8'));
  expect(code).toMatch(/^export const globalConfig = /m);
  expect(code.trimEnd().split('\n').at(-1)).toBe('globalConfig.jitless = true;');
});
