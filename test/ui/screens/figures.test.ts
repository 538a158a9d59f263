import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterContact, ABSENCE_MS, type AwayState } from '../../../renderer/ui/lib/away.svelte.ts';
import { spanOfDay } from '../../../renderer/ui/lib/day-span.ts';
import { createFormats } from '../../../renderer/ui/lib/format.ts';
import { cardRange, chosenPipeline, rottenFor } from '../../../renderer/ui/screens/board/cards.ts';
import { monthAfter, monthFigures } from '../../../renderer/ui/screens/today/figures.ts';
import { sumAmounts } from '../../../shared/money.ts';
import type { Group } from '../../../shared/store-port.ts';

const month = fc
  .tuple(fc.integer({ min: 2024, max: 2030 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${year}-${String(number).padStart(2, '0')}`);
const decimal = fc.integer({ min: 0, max: 10_000_000 }).map((cents) => (cents / 100).toString());
const groups: fc.Arbitrary<Group[]> = fc.uniqueArray(
  fc.record({
    key: fc.option(month),
    name: fc.constant(null),
    count: fc.integer({ min: 1, max: 500 }),
    sums: fc.record({ base_currency_amount: decimal, expected: decimal }),
  }),
  { selector: ({ key }) => key },
);

describe('the forecast', () => {
  it('counts each deal once, and adds up exactly', () => {
    fc.assert(
      fc.property(groups, month, (all, now) => {
        const figures = monthFigures(all, now);
        const count = all.reduce((sum, group) => sum + group.count, 0);
        expect(figures.reduce((sum, figure) => sum + figure.count, 0)).toBe(count);
        expect(sumAmounts(figures.map(({ amount }) => amount))).toBe(
          sumAmounts(all.map(({ sums }) => sums['base_currency_amount'] ?? '0')),
        );
        expect(figures.filter(({ key }) => /^\d/.test(key)).map(({ key }) => key)).toEqual(
          [0, 1, 2, 3, 4, 5].map((months) => monthAfter(now, months)),
        );
      }),
    );
  });

  it('knows the month after December', () => {
    expect(monthAfter('2026-12', 1)).toBe('2027-01');
    expect(monthAfter('2026-11', 14)).toBe('2028-01');
  });
});

describe('the day', () => {
  it('begins and ends with its date, in any zone and through changes of the clock', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kathmandu',
      'Pacific/Apia',
    );
    const instant = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2028, 0) });
    fc.assert(
      fc.property(zones, instant, (zone, now) => {
        const { dayOf } = createFormats('en-GB', zone);
        const { day, start, end } = spanOfDay(now, dayOf);
        expect([dayOf(start), dayOf(end), dayOf(now)]).toEqual([day, day, day]);
        expect(dayOf(start - 1) < day && dayOf(end + 1) > day).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('an absence', () => {
  it('is told from the last contact before it until it is read, however often there is contact since', () => {
    const gaps = fc.array(fc.integer({ min: 1000, max: 3 * ABSENCE_MS }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(gaps, (steps) => {
        let state: AwayState = { contact: null, since: null };
        let now = 1_000_000;
        let first: number | null = null;
        for (const gap of steps) {
          if (state.contact !== null && gap >= ABSENCE_MS) first ??= state.contact;
          now += gap;
          state = afterContact(state, now);
          expect(state).toEqual({ contact: now, since: first });
        }
      }),
    );
  });
});

describe('a board', () => {
  it('asks for all cards that can be seen', () => {
    fc.assert(
      fc.property(fc.nat(50_000), fc.nat(30), (first, seen) => {
        const { offset, limit } = cardRange(first, first + seen);
        expect(offset).toBeLessThanOrEqual(first);
        expect(offset + limit).toBeGreaterThanOrEqual(first + seen);
      }),
    );
  });

  it('calls a deal rotten that has not moved for longer than its pipeline allows, and that nobody works at', () => {
    const day = 86_400_000;
    const now = 200 * day;
    const row = (days: number, pending = false) => ({
      id: 1,
      title: '',
      cells: { stage_updated_time: now - days * day },
      pending,
      conflict: false,
    });
    expect(rottenFor(row(31), 30, now)).toBe(31);
    expect(rottenFor(row(30), 30, now)).toBeNull();
    expect(rottenFor(row(90, true), 30, now)).toBeNull();
    expect(rottenFor(row(90), null, now)).toBeNull();
  });

  it('shows the pipeline of the address, else the last one, else the default', () => {
    const pipeline = (id: number, isDefault = false) => ({ id, name: '', isDefault, rottingDays: null });
    const all = [pipeline(1), pipeline(2, true), pipeline(3)];
    expect(chosenPipeline(all, 3, 1)?.id).toBe(3);
    expect(chosenPipeline(all, 9, 1)?.id).toBe(1);
    expect(chosenPipeline(all, null, 9)?.id).toBe(2);
    expect(chosenPipeline([], null, null)).toBeNull();
  });
});
