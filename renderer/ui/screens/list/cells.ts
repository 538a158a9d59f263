import type { Column } from '../../../../shared/entities/column.ts';
import type { Cell, Row } from '../../../../shared/store-port.ts';
import type { Formats } from '../../lib/format.ts';

/** What cells are written with. */
export interface CellContext {
  readonly formats: Formats;
  readonly now: number;
  readonly baseCurrency: string | null;
  phone(text: string): string;
}

const PHONES = new Set(['mobile_number', 'work_number', 'phone']);

/** A cell of a list as text; empty where the record has no value. */
export function cellText(column: Column, row: Row, context: CellContext): string {
  const cell: Cell = row.cells[column.key] ?? null;
  if (cell === null) return '';
  const { formats, now } = context;
  if (Array.isArray(cell)) return formats.list(cell);
  switch (column.type) {
    case 'number':
      return column.key === 'probability' && typeof cell === 'number'
        ? formats.percent(cell)
        : formats.number(cell);
    case 'money':
      return formats.money(String(cell), currencyOf(column, row, context));
    case 'instant':
      return typeof cell === 'number' ? formats.instantShort(cell, now) : cell;
    case 'day':
      return formats.day(String(cell), now);
    case 'text':
      return PHONES.has(column.key) ? context.phone(String(cell)) : String(cell);
    case 'reference':
    case 'references':
    case 'tags':
      return String(cell);
  }
}

/** Only a deal's amount is in a currency of its own (reference: Deals). */
function currencyOf(column: Column, row: Row, context: CellContext): string | null {
  const own = column.key === 'amount' ? row.cells['currency_id'] : null;
  return typeof own === 'string' ? own : context.baseCurrency;
}
