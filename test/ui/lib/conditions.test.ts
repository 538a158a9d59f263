import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOf, instantsOf, type Reader } from '../../../renderer/ui/lib/calendar-span.ts';
import { filtersOf, readConditions, writeConditions } from '../../../renderer/ui/lib/conditions.ts';
import { dayOf, weekdayOf } from '../../../renderer/ui/lib/zoned.ts';
import { SPAN_UNITS, type Condition, type Span } from '../../../shared/condition.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'America/Santiago',
  'Africa/Cairo',
];
const reader: fc.Arbitrary<Reader> = fc.record({
  now: fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2036, 0, 1) }),
  zone: fc.constantFrom(...ZONES),
  locale: fc.constantFrom('en-GB', 'en-US', 'de-DE', 'ar-EG'),
});
const unit = fc.constantFrom(...SPAN_UNITS);
const whole = (unit: Span['unit'], at: number): Span => ({ unit, from: at, to: at });
const london: Reader = { now: Date.parse('2026-11-24T09:12:00Z'), zone: 'Europe/London', locale: 'en-GB' };

describe('a span of the calendar', () => {
  it('is what people mean by it', () => {
    const days = (span: Span) => Object.values(daysOf(span, london)).join(' ');
    expect(days(whole('day', 0))).toBe('2026-11-24 2026-11-24');
    expect(days(whole('week', 0))).toBe('2026-11-23 2026-11-29');
    expect(days(whole('month', -1))).toBe('2026-10-01 2026-10-31');
    expect(days(whole('quarter', 0))).toBe('2026-10-01 2026-12-31');
    expect(days(whole('quarter', 1))).toBe('2027-01-01 2027-03-31');
    expect(days(whole('year', -1))).toBe('2025-01-01 2025-12-31');
    expect(days({ unit: 'day', from: 0, to: 6 })).toBe('2026-11-24 2026-11-30');
    expect(daysOf({ unit: 'day', from: null, to: -1 }, london)).toEqual({ from: null, to: '2026-11-23' });
    expect(daysOf(whole('week', 0), { ...london, locale: 'en-US' }).from).toBe('2026-11-22');
  });

  it('holds today where it is the one of now, and follows the one before without a gap', () => {
    fc.assert(
      fc.property(reader, unit, fc.integer({ min: -60, max: 60 }), (who, one, at) => {
        const today = dayOf(who.now, who.zone);
        const now = daysOf(whole(one, 0), who);
        expect((now.from ?? '') <= today && today <= (now.to ?? '')).toBe(true);
        const instants = instantsOf(daysOf(whole(one, at), who), who.zone);
        const next = instantsOf(daysOf(whole(one, at + 1), who), who.zone);
        expect(next.from).toBe((instants.to ?? 0) + 1);
      }),
    );
  });

  it('begins a week on the same day all year', () => {
    fc.assert(
      fc.property(reader, fc.integer({ min: -60, max: 60 }), (who, at) => {
        const first = weekdayOf(daysOf(whole('week', at), who).from ?? '');
        expect(first).toBe(weekdayOf(daysOf(whole('week', 0), who).from ?? ''));
      }),
    );
  });

  it('of one day holds the instants of that day alone, also when the clocks change', () => {
    fc.assert(
      fc.property(reader, fc.integer({ min: -400, max: 400 }), (who, at) => {
        const { from: day } = daysOf(whole('day', at), who);
        const { from, to } = instantsOf({ from: day, to: day }, who.zone);
        expect([dayOf(from ?? 0, who.zone), dayOf(to ?? 0, who.zone)]).toEqual([day, day]);
        expect(dayOf((from ?? 0) - 1, who.zone)).not.toBe(day);
        expect(dayOf((to ?? 0) + 1, who.zone)).not.toBe(day);
      }),
    );
  });
});

describe('conditions', () => {
  const context = {
    ...london,
    me: 11,
    typeOf: (column: string) =>
      (({ owner_id: 'reference', updated_at: 'instant', expected_close: 'day', name: 'text' }) as const)[
        column
      ],
  };

  it('become filters for today and for this reader', () => {
    const conditions: Condition[] = [
      { column: 'owner_id', op: 'in', values: ['me', 12] },
      { column: 'expected_close', op: 'within', span: whole('day', 0) },
      { column: 'updated_at', op: 'between', from: '2026-11-01', to: null },
      { op: 'pending' },
    ];
    expect(filtersOf(conditions, context)).toEqual([
      { column: 'owner_id', op: 'in', values: [11, 12] },
      { column: 'expected_close', op: 'between', from: '2026-11-24', to: '2026-11-24' },
      { column: 'updated_at', op: 'between', from: Date.parse('2026-11-01T00:00:00Z'), to: null },
      { op: 'pending' },
    ]);
  });

  it('on columns that are not there are left out, and nobody is me while that is not known', () => {
    expect(filtersOf([{ column: 'gone', op: 'empty' }], context)).toEqual([]);
    expect(filtersOf([{ column: 'owner_id', op: 'in', values: ['me'] }], { ...context, me: null })).toEqual([
      { column: 'owner_id', op: 'in', values: [-1] },
    ]);
  });

  it('come back from an address as they went, and nonsense is none', () => {
    const condition: Condition = { column: 'name', op: 'contains', text: 'a&b=?#"' };
    expect(readConditions(writeConditions([condition]))).toEqual([condition]);
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(readConditions(text))));
    expect(readConditions('[{"op":"drop"}]')).toEqual([]);
  });
});
