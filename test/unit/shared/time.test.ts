import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay, parseInstant } from '../../../shared/time.ts';

describe('parseInstant', () => {
  it.each([
    // Each form that the reference names under "Date Fields".
    ['2016-02-15', '2016-02-15T00:00:00.000Z'],
    ['2010-03-23T12:00', '2010-03-23T12:00:00.000Z'],
    ['2010-03-23T12:00Z', '2010-03-23T12:00:00.000Z'],
    ['2010-03-23T12:00:05', '2010-03-23T12:00:05.000Z'],
    ['2016-02-15T21:16:25Z', '2016-02-15T21:16:25.000Z'],
    ['2012-12-24T12:56:15+05:30', '2012-12-24T07:26:15.000Z'],
    ['2012-12-24T12:56:15+05', '2012-12-24T07:56:15.000Z'],
    ['2012-12-24T12:56:15-0530', '2012-12-24T18:26:15.000Z'],
    // What answers hold.
    ['2024-06-25 06:57:50', '2024-06-25T06:57:50.000Z'],
    ['2016-02-10T02:36:06-08:00', '2016-02-10T10:36:06.000Z'],
    ['2021-10-06T15:24:19.1234567+05:00', '2021-10-06T10:24:19.123Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
  ])('reads %s', (text, iso) => {
    expect(new Date(parseInstant(text) ?? NaN).toISOString()).toBe(iso);
  });

  it.each([
    '',
    'today',
    '2024-02-30',
    '2023-02-29T00:00Z',
    '2024-13-01',
    '2024-06-25T24:61',
    '24-06-25',
    '2024-06-25T',
    'Tue Jun 21 2016',
    null,
    5,
    {},
  ])('gives nothing for %j', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it('reads the same instant in whatever offset it is written', () => {
    const instants = fc.date({ min: new Date(0), max: new Date(4102444800000), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, offset) => {
        const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const pad = (value: number) => String(Math.trunc(value)).padStart(2, '0');
        const zone = `${offset < 0 ? '-' : '+'}${pad(Math.abs(offset) / 60)}:${pad(Math.abs(offset) % 60)}`;
        expect(parseInstant(local + zone)).toBe(date.getTime());
      }),
    );
  });
});

describe('parseDay', () => {
  it.each([
    ['2024-07-03', '2024-07-03'],
    // A day is never shifted by a zone.
    ['2024-07-03T23:30:00-08:00', '2024-07-03'],
    ['2024-07-03 00:10:00', '2024-07-03'],
    ['2024-02-30', null],
    ['2024-07-031', null],
    ['soon', null],
    ['', null],
    [null, null],
    [20240703, null],
  ])('reads %j as %j', (text, day) => {
    expect(parseDay(text)).toBe(day);
  });
});
