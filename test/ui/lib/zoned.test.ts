import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMinutes,
  dayOf,
  daysBetween,
  firstDayOf,
  instantOf,
  isDay,
  startOfWeek,
  wallOf,
  weekdayOf,
} from '../../../renderer/ui/lib/zoned.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
];
const zone = fc.constantFrom(...ZONES);
const minute = fc
  .integer({ min: Date.parse('2000-01-01') / 60_000, max: Date.parse('2040-01-01') / 60_000 })
  .map((minutes) => minutes * 60_000);
const day = minute.map((ms) => new Date(ms).toISOString().slice(0, 10));

describe('wall times', () => {
  it('are instants and back, but for the hour that comes twice', () => {
    fc.assert(
      fc.property(minute, zone, (ms, name) => {
        const back = instantOf(wallOf(ms, name), name) ?? Number.NaN;
        // The first of two equal times is meant; Lord Howe's clocks change by half an hour.
        expect([0, 30 * 60_000, 60 * 60_000]).toContain(ms - back);
        expect(wallOf(back, name)).toBe(wallOf(ms, name));
      }),
    );
  });

  it('go on after the hour that is left out, and take the first of the one that comes twice', () => {
    expect(instantOf('2026-03-29T02:30', 'Europe/Berlin')).toBe(Date.parse('2026-03-29T01:30Z'));
    expect(wallOf(Date.parse('2026-03-29T01:30Z'), 'Europe/Berlin')).toBe('2026-03-29T03:30');
    expect(instantOf('2026-10-25T02:30', 'Europe/Berlin')).toBe(Date.parse('2026-10-25T00:30Z'));
  });

  it('are none where the text is none', () => {
    for (const text of ['', '2026-11-24', '2026-02-30T10:00', '2026-11-24T25:00', 'soon'])
      expect(instantOf(text, 'UTC'), text).toBeNull();
  });

  it('of day are what the zone says', () => {
    const ms = Date.parse('2026-11-24T23:30Z');
    expect(ZONES.map((name) => dayOf(ms, name))).toEqual([
      '2026-11-24',
      '2026-11-25',
      '2026-11-24',
      '2026-11-25',
      '2026-11-25',
      '2026-11-24',
    ]);
  });

  it('are minutes apart', () => {
    expect(addMinutes('2026-12-31T23:45', 30)).toBe('2027-01-01T00:15');
    expect(addMinutes('2026-11-24T00:00', -15)).toBe('2026-11-23T23:45');
  });
});

describe('days', () => {
  it('are as far apart as they are added', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -900, max: 900 }), (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days);
        expect(isDay(addDays(from, days))).toBe(true);
      }),
    );
  });

  it('are in the week that begins at most six days before', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 6 }), (some, first) => {
        const start = startOfWeek(some, first);
        expect(weekdayOf(start)).toBe(first);
        expect(daysBetween(start, some)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(start, some)).toBeLessThan(7);
      }),
    );
  });

  it('of weeks begin as the place has it', () => {
    expect(['en-GB', 'de-DE', 'en-US', 'ar-EG'].map(firstDayOf)).toEqual([1, 1, 0, 6]);
  });
});
