import Papa from 'papaparse';
import { turn } from './slices.ts';

/** Characters that are read before the page has its turn, and that the delimiter is guessed from. */
const CHUNK = 256 * 1024;

/** One row of a file under its headings. */
export interface CsvRow {
  /** As a spreadsheet counts: the headings are row 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly headings: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly delimiter: string;
}

/**
 * Reads a CSV text, in slices that let the page have its turn. The delimiter is guessed (comma, semicolon, tab, bar); rows without any text are left out and still counted, so that a row's
 * number is the spreadsheet's. Headings that are blank stay blank.
 * @param onRows told how many rows have been read
 * @throws AppError `cancelled` where `signal` says so
 */
export async function readCsv(
  text: string,
  {
    signal,
    onRows,
    chunk = CHUNK,
  }: { readonly signal: AbortSignal; readonly onRows?: (rows: number) => void; readonly chunk?: number },
): Promise<CsvTable> {
  const { delimiter, linebreak } = Papa.parse<string[]>(text.slice(0, CHUNK), {
    preview: 50,
    skipEmptyLines: 'greedy',
  }).meta;
  // The library's own chunks hand a line that was cut on twice where the reader pauses; its parser tells where the last whole row ended.
  const parser = (): Papa.Parser => new Papa.Parser({ delimiter, newline: newlineOf(linebreak) });
  let headings: readonly string[] | null = null;
  let row = 0;
  let rest = '';
  const rows: CsvRow[] = [];
  for (let from = 0; from < text.length; from += chunk) {
    const input = rest + text.slice(from, from + chunk);
    const isLast = from + chunk >= text.length;
    const { data, meta } = parser().parse(input, 0, !isLast) as Papa.ParseResult<string[]>;
    rest = input.slice(meta.cursor);
    for (const cells of data) {
      row += 1;
      if (cells.every((cell) => cell.trim() === '')) continue;
      if (headings === null) headings = cells.map((cell) => cell.trim());
      else rows.push({ row, cells });
    }
    onRows?.(rows.length);
    await turn(signal);
  }
  return { headings: headings ?? [], rows, delimiter };
}

function newlineOf(linebreak: string): '\n' | '\r' | '\r\n' {
  return linebreak === '\r' || linebreak === '\r\n' ? linebreak : '\n';
}
