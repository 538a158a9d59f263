import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amountOfUnits,
  compareAmounts,
  convertedAmount,
  decimalsOf,
  parseAmount,
  sumAmounts,
} from '../../../shared/money.ts';

/** Amounts in hundredths, as the text that a server sends. */
const cents = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
function textOf(value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(3, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
const canonical = (value: bigint): string => parseAmount(textOf(value)) ?? 'none';

describe('parseAmount', () => {
  it.each([
    ['7700.0', '7700'],
    ['0.05', '0.05'],
    ['-3', '-3'],
    ['12.', '12'],
    [' 5 ', '5'],
    ['1234567890123456.7890', '1234567890123456.789'],
    ['1e3', '1000'],
    [0.1, '0.1'],
    [15678, '15678'],
    ['', null],
    ['plenty', null],
    ['1,000', null],
    ['0x10', null],
    [null, null],
    [undefined, null],
    [NaN, null],
    [{}, null],
  ])('reads %j as %j', (value, amount) => {
    expect(parseAmount(value)).toBe(amount);
  });

  it('reads a bigint', () => {
    expect(parseAmount(1450348061427834880n)).toBe('1450348061427834880');
  });

  it('is canonical: reading again changes nothing', () => {
    fc.assert(
      fc.property(cents, (value) => {
        expect(parseAmount(canonical(value))).toBe(canonical(value));
      }),
    );
  });
});

describe('compareAmounts', () => {
  it('orders by value, exactly', () => {
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        expect(Math.sign(compareAmounts(canonical(a), canonical(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });
});

describe('sumAmounts', () => {
  it('loses no hundredth', () => {
    expect(sumAmounts(['0.1', '0.2'])).toBe('0.3');
    expect(sumAmounts([])).toBe('0');
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 50 }), (values) => {
        const sum = values.reduce((total, value) => total + value, 0n);
        expect(sumAmounts(values.map(canonical))).toBe(canonical(sum));
      }),
    );
  });
});

describe('units', () => {
  it('of a power of ten make the amount they were taken from', () => {
    fc.assert(
      fc.property(cents, (value) => {
        expect(amountOfUnits(value, 2)).toBe(canonical(value));
        expect(decimalsOf(canonical(value))).toBeLessThanOrEqual(2);
      }),
    );
    expect(amountOfUnits(0n, 4)).toBe('0');
    expect(['5', '0.5', '-1.25'].map(decimalsOf)).toEqual([0, 1, 2]);
  });
});

describe('convertedAmount', () => {
  it('goes by the rate of the amounts it is given, exactly where they are alike', () => {
    fc.assert(
      fc.property(cents, cents, (amount, from) => {
        const same = { from: canonical(from), to: canonical(from) };
        expect(convertedAmount(canonical(amount), same)).toBe(canonical(amount));
      }),
    );
    expect(convertedAmount('300', { from: '100', to: '50' })).toBe('150');
    expect(convertedAmount('10', { from: '3', to: '1' })).toBe('3.33');
    expect(convertedAmount('10', { from: '0', to: '1' })).toBeNull();
  });
});
