import type { Cell, ListColumn, ListSpec, Row } from '../../../../../shared/store-port.ts';
import type { StoreForUiClient } from '../../../../../shared/rpc/contract.ts';
import { csvHead, csvLines } from '../../../lib/csv.ts';
import { wallOf } from '../../../lib/zoned.ts';
import { yesOrNo } from '../cells.ts';

/** Rows of one question; the store allows no more. */
const PAGE = 1000;

/** What is to be written to a file. */
export interface ExportOrder {
  /** Which records, in which order. */
  readonly list: Pick<ListSpec, 'kind' | 'filters' | 'text' | 'sorts'>;
  /** The columns of the file, with their headings. */
  readonly columns: readonly { readonly column: ListColumn; readonly label: string }[];
  /** Whether a record of the list is wanted. */
  wants(id: number): boolean;
  /** The zone in which instants are written, an IANA name. */
  readonly zone: string;
  /** Told how many records were read, and of how many. */
  progress(done: number, total: number): void;
  readonly signal: AbortSignal;
}

/** A file, and how many records are in it. */
export interface Exported {
  readonly text: string;
  readonly count: number;
}

/**
 * The records of a list as CSV, read a page at a time, so that the screens stay quick.
 * @returns null when it was called off
 * @throws AppError what the store refuses with
 */
export async function exportList(
  store: Pick<StoreForUiClient, 'call'>,
  { list, columns, wants, zone, progress, signal }: ExportOrder,
): Promise<Exported | null> {
  const parts = [csvHead(columns.map(({ label }) => label))];
  let count = 0;
  for (let offset = 0; ; offset += PAGE) {
    const page = await store.call('list.read', {
      spec: {
        type: 'list',
        ...list,
        columns: columns.map(({ column }) => column.key),
        sums: [],
        offset,
        limit: PAGE,
      },
    });
    if (signal.aborted) return null;
    const rows = page.rows.filter(({ id }) => wants(id));
    count += rows.length;
    parts.push(csvLines(rows.map((row) => columns.map(({ column }) => plainCell(column, row, zone)))));
    progress(Math.min(page.total, offset + page.rows.length), page.total);
    if (page.rows.length < PAGE) return { text: parts.join(''), count };
  }
}

/** A cell as other programs read it: bare decimals, `YYYY-MM-DD`, and clock times of the zone. */
export function plainCell(
  column: Pick<ListColumn, 'key' | 'type' | 'fieldType'>,
  row: Pick<Row, 'cells'>,
  zone: string,
): string {
  const cell: Cell = row.cells[column.key] ?? null;
  if (cell === null) return '';
  if (Array.isArray(cell)) return cell.join('; ');
  if (column.type === 'instant' && typeof cell === 'number') return wallOf(cell, zone).replace('T', ' ');
  if (column.fieldType === 'checkbox') return yesOrNo(cell);
  return String(cell);
}

/** What a file is called: the kind and the day, in letters that every system takes. */
export function exportName(kind: string, day: string): string {
  const plain = kind
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
  return `${plain || 'list'}-${day}.csv`;
}
