import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whatGoes } from '../../../electron/files/room.ts';

const spare = fc.uniqueArray(fc.record({ id: fc.nat(1000), bytes: fc.nat(100), usedAt: fc.nat(1000) }), {
  selector: ({ id }) => id,
  maxLength: 20,
});

describe('what is taken away for room', () => {
  it('is what was used longest ago', () => {
    const files = [
      { id: 1, bytes: 10, usedAt: 300 },
      { id: 2, bytes: 10, usedAt: 100 },
      { id: 3, bytes: 10, usedAt: 200 },
    ];
    expect(whatGoes(files, 11)).toEqual([2, 3]);
    expect(whatGoes(files, 0)).toEqual([]);
    expect(whatGoes(files, -5)).toEqual([]);
    expect(whatGoes(files, 31)).toBeNull();
  });

  it('is enough, no more than needed, and nothing that was used later than what stays', () => {
    fc.assert(
      fc.property(spare, fc.integer({ min: -50, max: 1500 }), (files, bytes) => {
        const goes = whatGoes(files, bytes);
        const sizes = (ids: readonly number[]) =>
          files.reduce((sum, file) => (ids.includes(file.id) ? sum + file.bytes : sum), 0);
        const all = files.map(({ id }) => id);
        if (goes === null) {
          expect(sizes(all)).toBeLessThan(bytes);
          return;
        }
        expect(sizes(goes)).toBeGreaterThanOrEqual(Math.max(0, bytes));
        if (goes.length > 0) expect(sizes(goes.slice(0, -1))).toBeLessThan(bytes);
        const stays = files.filter(({ id }) => !goes.includes(id));
        const gone = files.filter(({ id }) => goes.includes(id));
        for (const one of gone)
          for (const other of stays) expect(one.usedAt).toBeLessThanOrEqual(other.usedAt);
      }),
    );
  });
});
