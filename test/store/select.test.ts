import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectRows, type SortKey } from '../../renderer/store/index/select.ts';

function keyOf(values: readonly number[]): SortKey {
  return { fill: (rows, into) => rows.forEach((row, at) => (into[at] = values[row]!)) };
}

describe('a page of a sorted list', () => {
  // Few values, so that rows tie; long lists, so that they do not fit the outright sort.
  const value = fc.oneof(
    fc.constantFrom(0, 1, 2, Infinity),
    fc.integer({ min: -5, max: 5 }),
    fc.double({ noNaN: true, min: -Number.MAX_VALUE, max: Number.MAX_VALUE }),
    fc.constantFrom(Number.MIN_VALUE, 1e-300, Number.MAX_VALUE, -Number.MAX_VALUE),
  );

  it('is what sorting all of it gives', () => {
    const length = 1200;
    const columns = fc.array(fc.array(value, { minLength: length, maxLength: length, size: 'max' }), {
      minLength: 0,
      maxLength: 3,
    });
    fc.assert(
      fc.property(columns, fc.nat(length + 50), fc.nat(120), (values, offset, limit) => {
        const ids = Array.from({ length }, (_, row) => (row * 7919) % length);
        const all = [...values, ids];
        const rows = Uint32Array.from({ length }, (_, row) => row);
        const expected = Array.from(rows)
          .sort((a, b) => {
            for (const column of all) {
              if (column[a]! < column[b]!) return -1;
              if (column[a]! > column[b]!) return 1;
            }
            return 0;
          })
          .slice(offset, offset + limit);
        expect(selectRows(rows, all.map(keyOf), offset, limit)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});
