import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedFiles } from '../../../renderer/ui/lib/pasted-files.ts';
import { stampOf } from '../../../renderer/ui/lib/zoned.ts';
import { withinLimit } from '../../../renderer/ui/screens/compose/camera/picture.ts';

describe('pasted files', () => {
  it.each([
    ['image.png', 'image/png', 'Pasted.png'],
    ['', 'image/png', 'Pasted.png'],
    ['', 'image/jpeg', 'Pasted.jpg'],
    ['', 'image/svg+xml', 'Pasted.svg'],
    ['', 'text/plain', 'Pasted.txt'],
    ['', '', 'Pasted'],
    ['Offer.pdf', 'application/pdf', 'Offer.pdf'],
    ['my image.png', 'image/png', 'my image.png'],
  ])('%j of type %j is called %j', (name, type, called) => {
    const [file] = namedFiles([new File(['x'], name, { type, lastModified: 7 })], 'Pasted');
    expect([file?.name, file?.type, file?.size, file?.lastModified]).toEqual([called, type, 1, 7]);
  });
});

describe('the stamp of a file', () => {
  it('is what the wall clock shows', () => {
    expect(stampOf(Date.parse('2026-11-29T09:41:12.345Z'), 'Europe/Berlin')).toBe('2026-11-29 10.41.12');
    expect(stampOf(Date.parse('2026-11-29T09:41:00Z'), 'UTC')).toBe('2026-11-29 09.41.00');
  });

  it('has no sign that a system refuses in a name', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (at) => {
          expect(stampOf(at.getTime(), 'America/New_York')).toMatch(/^\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d$/);
        },
      ),
    );
  });
});

describe('a picture', () => {
  it('is as large as it may be, and not larger', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1e8 }),
        fc.integer({ min: 1, max: 1e8 }),
        async (full, limit) => {
          const tried: number[] = [];
          const made = await withinLimit(limit, async (scale) => {
            tried.push(scale);
            return { size: Math.floor(full * scale * scale) };
          });
          expect(made.size).toBeLessThanOrEqual(limit);
          expect(tried[0]).toBe(1);
          for (const scale of tried.slice(0, -1))
            expect(Math.floor(full * scale * scale)).toBeGreaterThan(limit);
        },
      ),
    );
  });
});
