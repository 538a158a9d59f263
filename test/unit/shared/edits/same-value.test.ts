import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameValue } from '../../../../shared/edits/same-value.ts';

/** Values of which many mean the same. */
const scalar = fc.constantFrom<unknown>(
  null,
  undefined,
  '',
  [],
  0,
  -0,
  '0',
  '0.0',
  '-0',
  7700,
  '7700.0',
  '7700.00',
  7700n,
  '07700',
  '+7700',
  true,
  false,
  'true',
  1,
  '1',
  '2026-11-01T08:00:00Z',
  '2026-11-01T10:00:00+02:00',
  '2026-11-01 08:00:00',
  '2026-11-01',
  'Zoë',
  'zoë',
  1450348061427834880n,
  1450348061427834881n,
  NaN,
  {},
  { a: null },
  ['a', 'b'],
  ['a', '1'],
  ['a', 1],
);
const value = fc.oneof(
  { withCrossShrink: true },
  scalar,
  fc.array(scalar, { maxLength: 2 }),
  fc.dictionary(fc.constantFrom('a', '__proto__', 'b'), scalar, { maxKeys: 2, noNullPrototype: true }),
);

describe('sameValue', () => {
  it('is an equivalence', () => {
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        expect(sameValue(a, a)).toBe(true);
        expect(sameValue(a, b)).toBe(sameValue(b, a));
        if (sameValue(a, b) && sameValue(b, c)) expect(sameValue(a, c)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it.each<[unknown, unknown]>([
    ['7700.0', 7700],
    ['0.10', '0.1'],
    ['70042006456', 70042006456],
    [1450348061427834880n, '1450348061427834880'],
    ['2016-02-10T02:36:06-08:00', '2016-02-10T10:36:06Z'],
    [null, ''],
    [undefined, []],
    [{ id: '1', name: null }, { id: 1 }],
  ])('takes %o and %o for the same', (a, b) => expect(sameValue(a, b)).toBe(true));

  it.each<[unknown, unknown]>([
    ['01234', '1234'],
    ['+49170', '49170'],
    ['Zoë', 'zoë'],
    [0, null],
    [false, null],
    [1450348061427834880n, 1450348061427834881n],
    ['2026-11-01T08:00:00Z', '2026-11-01T08:00:01Z'],
    [['a'], ['a', 'b']],
    [{ id: 1 }, { id: 2 }],
  ])('tells %o from %o', (a, b) => expect(sameValue(a, b)).toBe(false));
});
