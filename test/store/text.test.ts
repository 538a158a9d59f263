import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FoldedPool } from '../../renderer/store/columns/folded-pool.ts';
import { MoneyPool } from '../../renderer/store/columns/money-pool.ts';
import { NumberPool } from '../../renderer/store/columns/number-pool.ts';
import { SortedCodes } from '../../renderer/store/columns/sorted-codes.ts';
import { sortTexts } from '../../renderer/store/columns/sort-texts.ts';
import { compareText } from '../../renderer/store/text/compare.ts';
import { fold } from '../../renderer/store/text/fold.ts';
import { phoneTokens } from '../../renderer/store/text/phone.ts';
import { addTokens } from '../../renderer/store/text/tokens.ts';
import { sortByDouble } from '../../renderer/store/typed/radix.ts';
import { compareAmounts, parseAmount } from '../../shared/money.ts';

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom(
    'Müller',
    'MULLER',
    'muller',
    'Łódź',
    'lodz',
    'Søren',
    'straße',
    'STRASSE',
    '東京都',
    'ガ',
    '+33 6 12',
    'Ａ',
    '',
  ),
);

function tokensOf(value: string): string[] {
  const tokens = new Set<string>();
  addTokens(value, tokens);
  return [...tokens].sort();
}

describe('folding', () => {
  it.each([
    ['Ötker', 'otker'],
    ['ŁÓDŹ', 'lodz'],
    ['Straße', 'strasse'],
    ['İstanbul', 'istanbul'],
    ['Dvořák', 'dvorak'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['ｆｕｌｌ', 'full'],
  ])('%s is %s', (raw, folded) => expect(fold(raw)).toBe(folded));

  it('is done once and for all', () => {
    fc.assert(fc.property(text, (value) => fold(fold(value)) === fold(value)));
  });

  it('does not regard how an accent is written', () => {
    fc.assert(fc.property(text, (value) => fold(value.normalize('NFC')) === fold(value.normalize('NFD'))));
  });
});

describe('tokens', () => {
  it.each([
    ['Jane Doe-Smith', ['doe', 'jane', 'smith']],
    ["Miles O'Brien", ['brien', 'miles', 'o', 'obrien']],
    ['jane.doe42@acme.co.uk', ['acme', 'co', 'doe42', 'jane', 'uk']],
    ['東京都', ['京都', '東京', '都']],
    ['ABC東京', ['abc', '京', '東京']],
    ['+33 (0)6 12 44 90 17', ['33612449017', '612449017']],
    ['1-926-555-9503', ['19265559503', '9265559503']],
    ['06 12 44 90 17', ['612449017']],
    ['x', ['x']],
    ['', []],
  ])('of %s', (value, expected) => expect(tokensOf(value)).toEqual(expected));

  it('of a phone number do not depend on how it is written', () => {
    const national = fc.integer({ min: 100_000_000, max: 999_999_999 }).map(String);
    fc.assert(
      fc.property(national, fc.constantFrom('33', '49', '1', '351'), (digits, country) => {
        const spaced = digits.replace(/(\d{3})(?=\d)/g, '$1 ');
        expect(phoneTokens(`+${country} ${spaced}`)).toEqual(phoneTokens(`00${country}${digits}`));
        expect(phoneTokens(`+${country} ${spaced}`)).toContain(phoneTokens(`0${digits}`)?.[0]);
      }),
    );
  });
});

describe('pools', () => {
  it('give a text one code, and the text back', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 200 }), (values) => {
        const pool = new FoldedPool();
        const codes = values.map((value) => pool.intern(value));
        values.forEach((value, at) => {
          expect(pool.text(codes[at]!)).toBe(value.toWellFormed());
          expect(pool.texts.find(value)).toBe(codes[at]);
        });
        expect(pool.size).toBe(new Set(values.map((value) => value.toWellFormed())).size);
      }),
    );
  });

  it('give a number one code, and the number back', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger(), { maxLength: 300 }), (values) => {
        const pool = new NumberPool();
        const codes = values.map((value) => pool.intern(value));
        values.forEach((value, at) => expect(pool.values[codes[at]!]).toBe(value));
        expect(pool.size).toBe(new Set(values).size);
        expect(pool.find(0.5)).toBe(0);
      }),
    );
  });

  // Of few letters, so that needles are found, at the seams of two texts too.
  const few = fc.string({ unit: fc.constantFrom('a', 'B', 'b', 'é', '.'), maxLength: 8 });

  it.each([
    ['all letters', text],
    ['few letters', few],
  ])('find what contains a text as `includes` does, of %s', (_, texts) => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 40 }), texts, (values, wanted) => {
        const needle = fold(wanted).toWellFormed();
        fc.pre(needle !== '');
        const pool = new FoldedPool();
        for (const value of values) pool.intern(value);
        const found = pool.containing(new TextEncoder().encode(needle));
        for (let code = 1; code <= pool.size; code++) {
          expect(found[code] === 1).toBe(fold(pool.text(code)).toWellFormed().includes(needle));
        }
      }),
    );
  });
});

describe('sorting', () => {
  it('of texts by radix is as by comparing', () => {
    const long = fc
      .tuple(fc.constantFrom('', 'prefix ', 'prefix é '), text, text)
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(long, { maxLength: 400, size: 'max' }), (values) => {
        const pool = new FoldedPool();
        for (const value of values) pool.intern(value);
        const codes = Uint32Array.from({ length: pool.size }, (_, at) => at + 1);
        sortTexts(pool, codes);
        const texts = Array.from(codes, (code) => pool.text(code));
        expect(texts).toEqual(texts.toSorted(compareText));
      }),
      { numRuns: 50 },
    );
  });

  it('of doubles by radix is as by comparing', () => {
    const number = fc.oneof(
      fc.double({ noNaN: true }),
      fc.integer(),
      fc.constantFrom(0, -0, Infinity, -Infinity),
    );
    fc.assert(
      fc.property(fc.array(number, { maxLength: 300 }), (values) => {
        const order = [...sortByDouble(Float64Array.from(values))];
        const expected = values
          .map((_, at) => at)
          .sort((a, b) => (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : a - b));
        expect(order).toEqual(expected);
      }),
    );
  });

  it('takes in new values as if they had been there from the start', () => {
    fc.assert(
      fc.property(fc.array(fc.array(text, { maxLength: 30 }), { maxLength: 6 }), (batches) => {
        const pool = new FoldedPool();
        const sorted = new SortedCodes(pool);
        for (const batch of batches) {
          for (const value of batch) pool.intern(value);
          const ranks = sorted.current();
          const codes = Array.from({ length: pool.size }, (_, at) => at + 1).sort(
            (a, b) => ranks[a]! - ranks[b]!,
          );
          const texts = codes.map((code) => pool.text(code));
          expect(texts).toEqual(texts.toSorted(compareText));
        }
      }),
    );
  });

  it('of amounts is exact', () => {
    const amount = fc
      .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 9999 }))
      .map(([whole, part]) => parseAmount(`${whole}.${String(part).padStart(4, '0')}`)!);
    const near = fc.constantFrom(
      '10000000000000000.0001',
      '10000000000000000.0002',
      '9007199254740993',
      '9007199254740992',
      '0',
      '-1',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(amount, near), { maxLength: 60 }), (values) => {
        const pool = new MoneyPool();
        for (const value of values) pool.intern(value);
        const ranks = new SortedCodes(pool).current();
        const codes = Array.from({ length: pool.size }, (_, at) => at + 1).sort(
          (a, b) => ranks[a]! - ranks[b]!,
        );
        const amounts = codes.map((code) => pool.text(code));
        expect(amounts).toEqual(amounts.toSorted(compareAmounts));
      }),
    );
  });
});
