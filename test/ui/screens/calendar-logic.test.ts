import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, instantOf, wallOf } from '../../../renderer/ui/lib/zoned.ts';
import { cursorEnd, firstCursor, movedCursor } from '../../../renderer/ui/screens/calendar/cursor.ts';
import {
  appointmentItem,
  byDay,
  isWithin,
  lastDayOf,
  taskItem,
  type CalendarItem,
} from '../../../renderer/ui/screens/calendar/items.ts';
import { placed, shifted, stretched } from '../../../renderer/ui/screens/calendar/moving.ts';
import { boundsOf, periodName, periodOf, stepped } from '../../../renderer/ui/screens/calendar/period.ts';
import type { Row } from '../../../shared/store-port.ts';

const NAMES = Intl.supportedValuesOf('timeZone');
const ZONE = 'Europe/Berlin';
const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
);
const quarter = fc
  .integer({ min: Date.parse('2020-01-01') / 900_000, max: Date.parse('2030-01-01') / 900_000 })
  .map((quarters) => quarters * 900_000);
const day = quarter.map((ms) => new Date(ms).toISOString().slice(0, 10));
const view = fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'agenda' as const);

const row = (cells: Row['cells']): Row => ({ id: 1, title: 'Visit', cells, pending: false, conflict: false });
function appointment(from: string, until: string, more: Row['cells'] = {}, name = ZONE): CalendarItem {
  const cells = { from_date: Date.parse(from), end_date: Date.parse(until), ...more };
  const item = appointmentItem(row(cells), name, NAMES);
  if (!item) throw new Error('no item');
  return item;
}

describe('a period', () => {
  it('has its day, whole weeks, and whole months', () => {
    fc.assert(
      fc.property(view, day, fc.integer({ min: 0, max: 6 }), (name, some, first) => {
        const { from, to } = periodOf(name, some, first);
        expect(some >= from && some < to).toBe(true);
        if (name === 'week' || name === 'month') expect(daysBetween(from, to) % 7).toBe(0);
        const next = periodOf(name, stepped(name, some, 1), first);
        // No day is left out on the way.
        expect(next.from <= to).toBe(true);
      }),
    );
  });

  it('is called by its days', () => {
    expect(periodName('month', '2026-11-24', periodOf('month', '2026-11-24', 1), 'en-GB')).toBe(
      'November 2026',
    );
    expect(periodName('week', '2026-11-24', periodOf('week', '2026-11-24', 1), 'en-GB')).toMatch(
      /^23\s?–\s?29 Nov 2026$/,
    );
    expect(periodName('day', '2026-11-24', periodOf('day', '2026-11-24', 1), 'de-DE')).toBe(
      'Dienstag, 24. November 2026',
    );
  });

  it('asks the store for everything that any zone has in it', () => {
    const { from, to } = boundsOf({ from: '2026-11-23', to: '2026-11-30' }, ZONE);
    expect(from).toBeLessThanOrEqual(Date.parse('2026-11-22T23:00Z'));
    expect(to).toBeGreaterThanOrEqual(Date.parse('2026-11-29T23:00Z'));
  });
});

describe('an appointment in the calendar', () => {
  it('stands at the time of the rep’s wall, over midnight too', () => {
    expect(appointment('2026-11-24T22:00Z', '2026-11-25T00:00Z')).toMatchObject({
      start: '2026-11-24T23:00',
      end: '2026-11-25T01:00',
      isAllDay: false,
    });
  });

  it('is drawn also where clocks go back between its ends', () => {
    expect(appointment('2026-10-25T00:30Z', '2026-10-25T01:15Z')).toMatchObject({
      start: '2026-10-25T02:30',
      end: '2026-10-25T02:45',
    });
  });

  it('has whole days whatever the zone', () => {
    for (const name of ['America/New_York', 'Asia/Kolkata'])
      expect(appointment('2026-11-24', '2026-11-25', { is_allday: 1 }, name)).toMatchObject({
        start: '2026-11-24',
        end: '2026-11-26',
        isAllDay: true,
      });
    // Some servers give the midnight of a zone.
    expect(appointment('2026-11-23T23:00Z', '2026-11-23T23:00Z', { is_allday: 1 })).toMatchObject({
      start: '2026-11-24',
      end: '2026-11-25',
    });
  });

  it('tells the zone it was made in where the clocks differ', () => {
    const zoneOf = (time_zone: string): string | null =>
      appointment('2026-11-24T09:00Z', '2026-11-24T10:00Z', { time_zone }).otherZone;
    expect(zoneOf('London')).toBe('Europe/London');
    expect(zoneOf('Paris')).toBeNull();
    expect(zoneOf('nowhere')).toBeNull();
  });

  it('is on each of its days, and on no other', () => {
    const long = appointment('2026-11-24T21:00Z', '2026-11-26T23:00Z');
    expect(lastDayOf(long)).toBe('2026-11-26');
    expect(byDay([long], '2026-11-01', '2026-12-01').map((each) => each.day)).toEqual([
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
    ]);
    expect(byDay([long], '2026-11-25', '2026-11-26').map((each) => each.day)).toEqual(['2026-11-25']);
    expect(isWithin(long, '2026-11-27', '2026-11-28')).toBe(false);
  });
});

describe('moving', () => {
  it('and moving back is as it was, and keeps the hours it lasts', () => {
    fc.assert(
      fc.property(
        quarter,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: -400, max: 400 }),
        zone,
        (from, quarters, minutes, name) => {
          const until = from + quarters * 900_000;
          const item = appointment(new Date(from).toISOString(), new Date(until).toISOString(), {}, name);
          const fields = placed(item, shifted(item, 3, minutes), 'move', name);
          const [start, end] = [
            Date.parse(String(fields['from_date'])),
            Date.parse(String(fields['end_date'])),
          ];
          expect(end - start).toBe(until - from);
          const wanted = shifted(item, 3, minutes).start;
          // A time that a clock change leaves out is taken an hour, or on Lord Howe half an hour, later.
          const shown = wallOf(start, name);
          expect(shown === wanted || instantOf(wanted, name) === start).toBe(true);
        },
      ),
    );
  });

  it('changes the end alone when it is stretched, and leaves something of it', () => {
    const item = appointment('2026-11-24T09:00Z', '2026-11-24T09:30Z');
    const longer = stretched(item, 15);
    expect(longer && placed(item, longer, 'resize', ZONE)).toEqual({
      from_date: '2026-11-24T09:00:00.000Z',
      end_date: '2026-11-24T09:45:00.000Z',
    });
    const shorter = stretched(item, -15);
    expect(shorter?.end).toBe('2026-11-24T10:15');
    expect(stretched(appointment('2026-11-24T09:00Z', '2026-11-24T09:15Z'), -15)).toBeNull();
  });

  it('takes an appointment to a whole day and back', () => {
    const item = appointment('2026-11-24T09:00Z', '2026-11-24T09:30Z');
    const whole = placed(item, { start: '2026-11-26', end: '2026-11-27', isAllDay: true }, 'move', ZONE);
    expect(whole).toEqual({ from_date: '2026-11-26', end_date: '2026-11-26', is_allday: true });
    const allDay = appointment('2026-11-26', '2026-11-26', { is_allday: 1 });
    const timed = { start: '2026-11-27T10:00', end: '2026-11-27T11:00', isAllDay: false };
    expect(placed(allDay, timed, 'move', ZONE)).toEqual({
      from_date: '2026-11-27T09:00:00.000Z',
      end_date: '2026-11-27T10:00:00.000Z',
      is_allday: false,
    });
    expect(placed(allDay, shifted(allDay, 2, 0), 'move', ZONE)).toEqual({
      from_date: '2026-11-28',
      end_date: '2026-11-28',
    });
  });

  it('of a task sets when it is due, with its hour where it is put onto a day', () => {
    const item = taskItem(row({ due_date: Date.parse('2026-11-24T09:00Z'), status: 0 }), ZONE);
    if (!item) throw new Error('no item');
    const to = { start: '2026-11-30', end: '2026-12-01', isAllDay: true };
    expect(placed(item, to, 'move', ZONE)).toEqual({ due_date: '2026-11-30T09:00:00.000Z' });
    expect(placed(item, shifted(item, 0, -15), 'move', ZONE)).toEqual({
      due_date: '2026-11-24T08:45:00.000Z',
    });
    expect(taskItem(row({ due_date: null }), ZONE)).toBeNull();
  });
});

describe('the mark of the keyboard', () => {
  it('goes as far back as it went', () => {
    const back = {
      ArrowLeft: 'ArrowRight',
      ArrowRight: 'ArrowLeft',
      ArrowUp: 'ArrowDown',
      ArrowDown: 'ArrowUp',
    } as const;
    fc.assert(
      fc.property(
        fc.constantFrom('2026-11-24', '2026-11-24T23:30', '2026-12-31T00:00'),
        fc.constantFrom(
          'ArrowLeft' as const,
          'ArrowRight' as const,
          'ArrowUp' as const,
          'ArrowDown' as const,
        ),
        (at, key) => {
          const there = movedCursor(at, key) ?? '';
          expect(there).not.toBe(at);
          expect(movedCursor(there, back[key])).toBe(at);
          expect(cursorEnd(at) > at).toBe(true);
        },
      ),
    );
    expect(movedCursor('2026-11-24', 'x')).toBeNull();
  });

  it('begins now where that is shown, and at nine where it is not', () => {
    const period = { from: '2026-11-23', to: '2026-11-30' };
    expect(firstCursor(period, '2026-11-24T09:42', true)).toBe('2026-11-24T09:30');
    expect(firstCursor(period, '2026-12-24T09:42', true)).toBe('2026-11-23T09:00');
    expect(firstCursor(period, '2026-11-24T09:42', false)).toBe('2026-11-24');
    expect(firstCursor(period, addDays('2026-11-24', 30), false)).toBe('2026-11-23');
  });
});
