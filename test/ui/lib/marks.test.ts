import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches, matchesNearly } from '../../../renderer/ui/lib/marks.ts';

const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
const word = fc.array(letter, { minLength: 4, maxLength: 9 }).map((letters) => letters.join(''));

describe('finding by words', () => {
  it('finds the words of a text in any order, as prefixes, without regard to case and accents', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), fc.nat(), (words, seed) => {
        const asked = words
          .toSorted((a, b) => a.length * seed - b.length)
          .map((each, index) => each.slice(0, 1 + ((seed + index) % each.length)).toUpperCase());
        expect(matches(words.join(' '), asked.join('  '))).toBe(true);
      }),
    );
    expect(matches('Zażółć gęślą', 'gesla zaz')).toBe(true);
    expect(matches('Straße', 'strass')).toBe(true);
  });

  it('finds a word of four letters or more past one typo of any sort', () => {
    fc.assert(
      fc.property(
        word,
        fc.nat(),
        letter,
        fc.constantFrom('wrong', 'missing', 'more', 'changed'),
        (text, at, other, how) => {
          const index = at % text.length;
          const [before, after] = [text.slice(0, index), text.slice(index + 1)];
          const typed = {
            wrong: before + other + after,
            missing: before + after,
            more: before + other + text.slice(index),
            changed: before + (after[0] ?? '') + (text[index] ?? '') + after.slice(1),
          }[how];
          fc.pre(typed.length >= 4);
          expect(matchesNearly(`to ${text}`, typed)).toBe(true);
        },
      ),
    );
  });

  it('guesses at no short word, and at no second typo', () => {
    expect(matchesNearly('Go to Deals', 'daels')).toBe(true);
    expect(matchesNearly('Go to Deals', 'dela')).toBe(true);
    expect(matchesNearly('Go to Deals', 'xyz')).toBe(false);
    expect(matchesNearly('Go to Deals', 'daelx')).toBe(false);
    expect(matchesNearly('Go to Deals', 'contacts')).toBe(false);
  });
});
