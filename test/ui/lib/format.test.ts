import { describe, expect, it } from 'vitest';
import { createFormats, regionalLocale } from '../../../renderer/ui/lib/format.ts';

const now = Date.parse('2026-11-24T09:12:00Z');
const at = (text: string) => Date.parse(text);
const british = createFormats('en-GB', 'Europe/London');

describe('instants', () => {
  it('are short in lists', () => {
    expect(british.instantShort(at('2026-11-24T07:42:00Z'), now)).toBe('07:42');
    expect(british.instantShort(at('2026-11-23T23:59:00Z'), now)).toBe('Yesterday');
    expect(british.instantShort(at('2026-11-21T10:00:00Z'), now)).toBe('21 Nov');
    expect(british.instantShort(at('2025-11-21T10:00:00Z'), now)).toBe('21 Nov 2025');
  });

  it('belong to the reader’s day, not to UTC’s', () => {
    const tokyo = createFormats('en-GB', 'Asia/Tokyo');
    // 22:30 UTC of the 23rd is 07:30 of the 24th in Tokyo.
    expect(tokyo.instantShort(at('2026-11-23T22:30:00Z'), now)).toBe('07:30');
    expect(british.instantShort(at('2026-11-23T22:30:00Z'), now)).toBe('Yesterday');
  });

  it('know how long ago they were', () => {
    expect(british.ago(now - 30_000, now)).toBe('just now');
    expect(british.ago(now - 60_000, now)).toBe('1 minute ago');
    expect(british.ago(now - 2 * 3_600_000, now)).toBe('2 hours ago');
    expect(british.ago(now - 3 * 86_400_000, now)).toBe('3 days ago');
  });

  it('are told in another zone, and not at all in one that is none', () => {
    expect(british.timeIn('Asia/Tokyo', now)).toBe('18:12');
    expect(british.timeIn('Middle/Earth', now)).toBeNull();
  });
});

describe('days', () => {
  it('are never shifted by a zone', () => {
    for (const zone of ['Pacific/Auckland', 'Pacific/Honolulu', 'UTC']) {
      expect(createFormats('en-GB', zone).dayLong('2027-03-03')).toBe('Wed, 3 Mar 2027');
    }
  });

  it('are named when they are near', () => {
    expect(british.day('2026-11-24', now)).toBe('Today');
    expect(british.day('2026-11-25', now)).toBe('Tomorrow');
    expect(british.day('2026-11-23', now)).toBe('Yesterday');
    expect(british.day('2026-12-08', now)).toBe('8 Dec');
    expect(british.day('2027-03-03', now)).toBe('3 Mar 2027');
  });
});

describe('money', () => {
  it('keeps every digit and shows cents only where there are some', () => {
    expect(british.money('86000', 'EUR')).toBe('€86,000');
    expect(british.money('86000.5', 'EUR')).toBe('€86,000.50');
    expect(british.money('9007199254740993.25', 'USD')).toBe('$9,007,199,254,740,993.25');
    expect(british.money('1200', 'JPY')).toBe('¥1,200');
  });

  it('lives with currencies nobody knows', () => {
    expect(british.money('12.5', null)).toBe('12.5');
    expect(british.money('12.5', 'Bottle caps')).toBe('12.5 Bottle caps');
  });

  it('is written as the reader’s country does', () => {
    expect(createFormats('de-DE', 'UTC').money('86000.5', 'EUR')).toMatch(/^86\.000,50\s€$/u);
  });
});

describe('regionalLocale', () => {
  it('takes the first language of the reader that is of the words’ language', () => {
    expect(regionalLocale('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB');
    expect(regionalLocale('en', ['de-DE'])).toBe('en');
  });
});
