import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isolated, isolatedInputs } from '../../../renderer/ui/lib/bidi.ts';
import { m } from '../../../renderer/ui/paraglide/messages.js';

const signs = fc.array(
  fc.constantFrom(
    'a',
    'ש',
    'ع',
    ' ',
    '\u202A',
    '\u202B',
    '\u202C',
    '\u202D',
    '\u202E',
    '\u2066',
    '\u2067',
    '\u2068',
    '\u2069',
    '\u200F',
  ),
  { maxLength: 30 },
);

/** How deep in isolates and embeddings each place of a text is, by Unicode's own rules for what ends what (UAX #9, X1–X8). */
function depths(text: string): number[] {
  const stack: string[] = [];
  return [...text].map((sign) => {
    if (/[\u2066-\u2068]/.test(sign)) stack.push('isolate');
    else if (/[\u202A\u202B\u202D\u202E]/.test(sign)) stack.push('embedding');
    else if (sign === '\u2069' && stack.includes('isolate')) while (stack.pop() !== 'isolate');
    else if (sign === '\u202C' && stack.at(-1) === 'embedding') stack.pop();
    return stack.length;
  });
}

describe('a text within a sentence', () => {
  it('is as it is where it turns nothing', () => {
    for (const text of ['Ann', 'Zoë Müller', '李', '👩‍👧', '', '1 < 2', 'a\u200bb'])
      expect(isolated(text)).toBe(text);
  });

  it('is held where it runs the other way or holds signs of direction', () => {
    expect(isolated('שלום')).toBe('\u2068שלום\u2069');
    expect(isolated('cod\u202Egnp.exe')).toBe('\u2068cod\u202Egnp.exe\u202C\u2069');
    expect(isolated('\u2069\u202Ex')).toBe('\u2068\u202Ex\u202C\u2069');
  });

  it('never ends what was begun before it, and ends all that it began', () => {
    fc.assert(
      fc.property(signs, (chosen) => {
        const text = isolated(chosen.join(''));
        const all = depths(`(${text})`);
        expect(all.at(-1)).toBe(0);
        const [first, last] = [text.indexOf('\u2068'), text.length - 1];
        if (first === 0) expect(Math.min(...depths(text).slice(0, last))).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('is held in every message, and numbers stay numbers', () => {
    expect(isolatedInputs({ name: 'ש', count: 3 })).toEqual({ name: '\u2068ש\u2069', count: 3 });
    expect(isolatedInputs(undefined)).toEqual({});
    expect(m.find_import({ kind: '\u202Eabc' })).toContain('\u2068\u202Eabc\u202C\u2069');
  });
});
