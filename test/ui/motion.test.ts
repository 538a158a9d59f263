import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../renderer/ui');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(svelte|css|ts)$/.test(name) && !name.startsWith('paraglide'))
  .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));
const calendar = readFileSync(
  join(import.meta.dirname, '../../node_modules/@event-calendar/core/dist/index.css'),
  'utf8',
);

/** One rule of the base stylesheet stills everything. What could get around it is looked for here, as that rule cannot reach it. */
describe('where less motion is asked for', () => {
  it('nothing is animated and nothing slides', () => {
    const base = sources.find(({ name }) => name === 'base.css')?.text ?? '';
    const [, reduced = ''] = /@media \(prefers-reduced-motion: reduce\) \{([\s\S]*?\n)\}/.exec(base) ?? [];
    expect(reduced).toMatch(/\*,\s*\*::before,\s*\*::after \{/);
    for (const rule of ['animation: none', 'transition: none', 'scroll-behavior: auto'])
      expect(reduced).toContain(`${rule} !important`);
  });

  it('no style insists on its own motion', () => {
    const insisting = /(animation|transition|scroll-behavior)[^;{}]*!important/;
    const own = sources.filter(({ name, text }) => name !== 'base.css' && insisting.test(text));
    expect(own.map(({ name }) => name)).toEqual([]);
    expect(insisting.test(calendar)).toBe(false);
  });

  it('no code moves anything by itself', () => {
    const moving =
      /svelte\/(transition|motion|animate)|\.animate\(|behavior: 'smooth'|\s(transition|in|out|animate):\w+[=\s>|(]/;
    expect(sources.filter(({ text }) => moving.test(text)).map(({ name }) => name)).toEqual([]);
  });
});
