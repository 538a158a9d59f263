import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { guessConventions, localConventions } from '../../../renderer/ui/screens/import/conventions.ts';
import { decode } from '../../../renderer/ui/screens/import/decode.ts';
import { readDay, readInstant, readNumber } from '../../../renderer/ui/screens/import/numbers-and-days.ts';
import { readCsv } from '../../../renderer/ui/screens/import/read-csv.ts';

const signal = new AbortController().signal;
const POINT = { decimal: '.', dayOrder: 'day-first' } as const;
const COMMA = { decimal: ',', dayOrder: 'month-first' } as const;

/** A text's bytes in UTF-16. */
function utf16(text: string, order: 'le' | 'be', mark: boolean): Uint8Array {
  const whole = mark ? `\uFEFF${text}` : text;
  const bytes = new Uint8Array(whole.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < whole.length; at += 1) view.setUint16(at * 2, whole.charCodeAt(at), order === 'le');
  return bytes;
}

describe('the text of a file', () => {
  const text = 'Nombre;Ciudad\nJosé Nuñez;Málaga\n';

  it('is read as UTF-8, with its mark or without', () => {
    const bytes = new TextEncoder().encode(text);
    expect(decode(bytes)).toEqual({ text, encoding: 'utf-8' });
    expect(decode(new Uint8Array([0xef, 0xbb, 0xbf, ...bytes]))).toEqual({ text, encoding: 'utf-8' });
  });

  it('is read as UTF-16 in either order, with its mark or without', () => {
    for (const order of ['le', 'be'] as const) {
      for (const mark of [true, false])
        expect(decode(utf16(text, order, mark))).toEqual({ text, encoding: `utf-16${order}` });
    }
  });

  it("is read as Windows' own Western encoding where it is no UTF-8", () => {
    const bytes = Uint8Array.from('Jos\u00e9;M\u00e1laga;\u0080 5', (letter) => letter.charCodeAt(0));
    expect(decode(bytes)).toEqual({ text: 'José;Málaga;€ 5', encoding: 'windows-1252' });
  });

  it('survives whatever letters it has, in UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (any) => {
        fc.pre(!any.includes('\u0000') && !any.startsWith('\uFEFF'));
        expect(decode(new TextEncoder().encode(any)).text).toBe(any);
      }),
    );
  });
});

describe('the rows of a file', () => {
  it('keep the numbers that a spreadsheet gives them, past empty lines and lines within cells', async () => {
    const table = await readCsv('Name;City\r\n\r\nAda;"Lon\r\ndon"\r\n;;\r\nBob;Ely\r\n', { signal });
    expect(table.headings).toEqual(['Name', 'City']);
    expect(table.delimiter).toBe(';');
    expect(table.rows).toEqual([
      { row: 3, cells: ['Ada', 'Lon\r\ndon'] },
      { row: 5, cells: ['Bob', 'Ely'] },
    ]);
  });

  it('are the same wherever the text is cut into slices', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom('a "b" c', 'x,y', '5" pipe', 'two\nlines', 'é', ''),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        async (rows, chunk) => {
          const text = Papa.unparse([['One', 'Two', 'Three'], ...rows], { newline: '\n', quotes: true });
          const whole = await readCsv(text, { signal });
          expect(await readCsv(text, { signal, chunk })).toEqual(whole);
          const kept = rows.filter((cells) => cells.some((each) => each.trim() !== ''));
          expect(whole.rows.map(({ cells }) => cells)).toEqual(kept);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are a hundred thousand without holding up the page', async () => {
    const lines = Array.from({ length: 100_000 }, (_, at) => `Person ${at},p${at}@example.com`);
    let turns = 0;
    const table = await readCsv(['Name,Mail', ...lines].join('\n'), { signal, onRows: () => (turns += 1) });
    expect(table.rows).toHaveLength(100_000);
    expect(table.rows.at(-1)).toEqual({ row: 100_001, cells: ['Person 99999', 'p99999@example.com'] });
    expect(turns).toBeGreaterThan(10);
  });

  it('are given up when asked', async () => {
    const abort = new AbortController();
    const reading = readCsv('a,b\n1,2', { signal: abort.signal });
    abort.abort();
    await expect(reading).rejects.toMatchObject({ info: { code: 'cancelled' } });
  });
});

describe('numbers', () => {
  it('are read as the file writes them', () => {
    expect(readNumber('1,234.50', POINT)).toBe('1234.5');
    expect(readNumber('1.234,50', COMMA)).toBe('1234.5');
    expect(readNumber('€ 1.234', COMMA)).toBe('1234');
    expect(readNumber('1 234,5 EUR', COMMA)).toBe('1234.5');
    expect(readNumber("CHF 1'234.05", POINT)).toBe('1234.05');
    expect(readNumber('(12)', POINT)).toBe('-12');
    expect(readNumber('-0.5', POINT)).toBe('-0.5');
    expect(readNumber('.5', POINT)).toBe('0.5');
    expect(readNumber('50 %', POINT)).toBe('50');
    expect(readNumber('12,34,567', POINT)).toBe('1234567');
  });

  it('are none where a sign stands where it cannot', () => {
    for (const text of ['1.2.3', '1,23', 'twelve', '', '-', '1.234.5,6', '(-5)', '--1'])
      expect(readNumber(text, POINT), text).toBeNull();
  });

  it('come back exactly, however long, as each locale writes them', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.constantFrom('en-GB', 'de-DE', 'es-ES', 'fr-FR', 'en-IN'),
        (value, locale) => {
          const written = new Intl.NumberFormat(locale).format(value);
          expect(readNumber(written, localConventions(locale))).toBe(value.toString());
        },
      ),
    );
  });
});

describe('days and times', () => {
  it('are read as the file writes them, ISO either way', () => {
    for (const conventions of [POINT, COMMA]) {
      expect(readDay('2026-12-24', conventions)).toBe('2026-12-24');
      expect(readDay('2026-12-24T10:00:00Z', conventions)).toBe('2026-12-24');
    }
    expect(readDay('3.4.2026', POINT)).toBe('2026-04-03');
    expect(readDay('3/4/26', COMMA)).toBe('2026-03-04');
    expect(readDay('31/2/2026', POINT)).toBeNull();
    expect(readDay('12/24/2026', POINT)).toBeNull();
    expect(readDay('soon', POINT)).toBeNull();
  });

  it('are instants with their zone, or in the one of this machine', () => {
    expect(readInstant('2026-12-24 14:30:00 +0100', POINT)).toBe('2026-12-24T13:30:00.000Z');
    expect(readInstant('2026-12-24T14:30:00Z', POINT)).toBe('2026-12-24T14:30:00.000Z');
    expect(readInstant('24.12.2026 2:30 pm', POINT)).toBe(new Date('2026-12-24T14:30:00').toISOString());
    expect(readInstant('24.12.2026', POINT)).toBe(new Date('2026-12-24T00:00:00').toISOString());
    expect(readInstant('24.12.2026 25:00', POINT)).toBeNull();
    expect(readInstant('24.12.2026 14:xx', POINT)).toBeNull();
  });

  it('survive being written in any locale that says the order', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        fc.constantFrom('en-GB', 'en-US', 'de-DE', 'es-ES'),
        (date, locale) => {
          const written = new Intl.DateTimeFormat(locale, {
            day: '2-digit',
            month: '2-digit',
            year: 'numeric',
            timeZone: 'UTC',
          }).format(date);
          expect(readDay(written, localConventions(locale))).toBe(date.toISOString().slice(0, 10));
        },
      ),
    );
  });
});

describe('how a file writes', () => {
  it('is told by values that can be read in one way only', () => {
    expect(guessConventions(['1.234,5'], ['24/12/2026'], { ...POINT, dayOrder: 'month-first' })).toEqual({
      decimal: ',',
      dayOrder: 'day-first',
    });
    expect(guessConventions(['1,5'], ['12/24/2026'], POINT)).toEqual({
      decimal: ',',
      dayOrder: 'month-first',
    });
    expect(guessConventions(['1.234.567'], [], POINT).decimal).toBe(',');
  });

  it('is as usual where values can be read in two ways, or contradict each other', () => {
    expect(guessConventions(['1,234', '12'], ['1/2/2026'], COMMA)).toEqual(COMMA);
    expect(guessConventions(['1,5', '1.5'], ['24/12/2026', '12/24/2026'], POINT)).toEqual(POINT);
  });
});
