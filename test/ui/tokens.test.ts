import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The tokens as the stylesheet has them: light and dark of each colour. */
const sheet = readFileSync(join(import.meta.dirname, '../../renderer/ui/tokens.css'), 'utf8');
const colours = new Map(
  [...sheet.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map((match) => [
    match[1] ?? '',
    { light: match[2] ?? '', dark: match[3] ?? '' },
  ]),
);

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ['bg', 'panel', 'sunk', 'hover', 'accent-soft'];
const pairs: (readonly [ink: string, ground: string, least: number])[] = [
  ...['ink', 'ink-2', 'ink-3', 'accent'].flatMap((ink) =>
    GROUNDS.map((ground) => [ink, ground, 4.5] as const),
  ),
  ...['wait', 'bad', 'good', 'info'].flatMap((tone) =>
    ['bg', 'panel', `${tone}-soft`].map((ground) => [tone, ground, 4.5] as const),
  ),
  ...['wait', 'bad', 'good', 'info'].map((tone) => ['ink', `${tone}-soft`, 4.5] as const),
  ['accent-ink', 'accent', 4.5],
  ['accent-ink', 'accent-hover', 4.5],
  ['panel', 'bad', 4.5],
  ['ink', 'mark', 4.5],
  ...[1, 2, 3, 4, 5, 6].map((tint) => [`tint-${tint}-ink`, `tint-${tint}`, 4.5] as const),
  // The edge of a field that somebody types in (WCAG 1.4.11).
  ['line-control', 'bg', 3],
  ['line-control', 'panel', 3],
];

describe.each(['light', 'dark'] as const)('%s tokens', (theme) => {
  it.each(pairs)('%s on %s can be read', (ink, ground, least) => {
    const [front, back] = [colours.get(ink)?.[theme], colours.get(ground)?.[theme]];
    if (!front || !back) throw new Error(`no such token: ${ink} or ${ground}`);
    expect(contrast(front, back)).toBeGreaterThanOrEqual(least);
  });
});
