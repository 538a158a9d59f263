import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvCell, csvHead, csvLines } from '../../../renderer/ui/lib/csv.ts';

describe('a file for spreadsheets', () => {
  it('never holds a cell that a spreadsheet would calculate', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string(), (first, rest) => {
        const cell = csvCell(first + rest);
        expect(/^[=+@\t\r]/.test(cell)).toBe(false);
        if (cell.startsWith('-')) expect(Number.isFinite(Number(cell))).toBe(true);
        else expect(cell).toBe(`'${first}${rest}`);
      }),
    );
    expect(csvCell('=HYPERLINK("https://x","y")')).toBe('\'=HYPERLINK("https://x","y")');
    expect(csvCell('-2+3')).toBe("'-2+3");
    expect(csvCell('-1250.50')).toBe('-1250.50');
  });

  it('is read back as it was written, whatever is in the cells', () => {
    const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/^[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
        const { data } = Papa.parse<string[]>(csvLines(rows), { newline: '\r\n' });
        expect(data.slice(0, -1)).toEqual(rows);
      }),
    );
  });

  it('says that it is UTF-8, and ends its lines as the standard has it', () => {
    expect(csvHead(['Name', 'City'])).toBe('\uFEFFName,City\r\n');
    expect(csvLines([])).toBe('');
  });
});
