import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  instantWriter,
  parseInputDay,
  parseInputInstant,
  writeWithoutZone,
} from '../../electron/sample/dates.ts';

describe('instants of requests', () => {
  it.each([
    ['2016-02-15', '2016-02-15T00:00:00Z'],
    ['2010-03-23T12:00', '2010-03-23T12:00:00Z'],
    ['2010-03-23T12:00Z', '2010-03-23T12:00:00Z'],
    ['2010-03-23T12:00:30', '2010-03-23T12:00:30Z'],
    ['2016-02-15T21:16:25Z', '2016-02-15T21:16:25Z'],
    ['2012-12-24T12:56:15+05:30', '2012-12-24T07:26:15Z'],
    ['2012-12-24T12:56:15-08', '2012-12-24T20:56:15Z'],
    ['2012-12-24T12:56:15+0530', '2012-12-24T07:26:15Z'],
    ['Tue Jun 21 2016 11:00:00 GMT+0000', '2016-06-21T11:00:00Z'],
    ['Mon Jun 20 2016 10:30:00 GMT+0530 (IST)', '2016-06-20T05:00:00Z'],
    ['Sat Nov 06 2021 00:00:00 GMT+0500', '2021-11-05T19:00:00Z'],
  ])('%s', (text, expected) => {
    expect(parseInputInstant(text)).toBe(Date.parse(expected));
  });

  it.each([
    '',
    'soon',
    '2016-13-01',
    '2016-02-30',
    'Tue Foo 21 2016 11:00:00 GMT+0000',
    '21.06.2016',
    null,
    5,
  ])('%j is none', (text) => {
    expect(parseInputInstant(text)).toBeNull();
  });

  it('are what a Date prints of itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        expect(parseInputInstant(new Date(seconds * 1000).toString())).toBe(seconds * 1000);
      }),
    );
  });
});

describe('days of requests', () => {
  it('are taken as written, whatever the zone', () => {
    expect(parseInputDay('2016-02-15T23:30:00-08:00')).toBe('2016-02-15');
    expect(parseInputDay('2016-02-15')).toBe('2016-02-15');
    expect(parseInputDay('Tue Jun 21 2016 11:00:00 GMT+0000')).toBe('2016-06-21');
    expect(parseInputDay('2016-02-30')).toBeNull();
  });
});

describe('instants of answers', () => {
  it('are the same instant in every zone', () => {
    const zones = [
      'UTC',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Europe/London',
      'Asia/Kathmandu',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 4_000_000_000 }), (zone, seconds) => {
        expect(Date.parse(instantWriter(zone)(seconds * 1000) ?? '')).toBe(seconds * 1000);
      }),
    );
  });

  it('follow daylight saving, and end with Z in UTC', () => {
    const write = instantWriter('America/New_York');
    expect(write(Date.parse('2026-07-01T12:00:00Z'))).toBe('2026-07-01T08:00:00-04:00');
    expect(write(Date.parse('2026-12-01T12:00:00Z'))).toBe('2026-12-01T07:00:00-05:00');
    expect(instantWriter('UTC')(0)).toBe('1970-01-01T00:00:00Z');
    expect(write(null)).toBeNull();
    expect(writeWithoutZone(0)).toBe('1970-01-01 00:00:00');
  });
});
