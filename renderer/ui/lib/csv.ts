import Papa from 'papaparse';

/** So that Excel reads the letters as UTF-8. */
const MARK = '\uFEFF';
/** What spreadsheets take for the beginning of a formula (OWASP, CSV Injection). */
const FORMULA = /^[=+\-@\t\r]/;
/** A number below zero calculates nothing, and as a text it could not be added up. */
const NUMBER = /^-\d+(?:\.\d+)?$/;

/** A value as it may stand in a file that a spreadsheet opens: what would be taken for a formula gets an apostrophe before it. */
export function csvCell(value: string): string {
  return FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
}

/** The first line of a file: headings, and before them the mark that says it is UTF-8. */
export function csvHead(headings: readonly string[]): string {
  return MARK + csvLines([headings]);
}

/** Lines as RFC 4180 has them; each ends with CR LF. None for no rows. */
export function csvLines(rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  return `${Papa.unparse(
    rows.map((row) => row.map(csvCell)),
    { newline: '\r\n' },
  )}\r\n`;
}
