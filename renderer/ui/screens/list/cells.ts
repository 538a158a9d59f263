import type { Cell, ListColumn, Row } from '../../../../shared/store-port.ts';
import type { Formats } from '../../lib/format.ts';
import { m } from '../../paraglide/messages.js';

/** What cells are written with. */
export interface CellContext {
  readonly formats: Formats;
  readonly now: number;
  readonly baseCurrency: string | null;
  phone(text: string): string;
}

/** As much of a column as its cells need to be written. */
export type CellColumn = Pick<ListColumn, 'key' | 'type'> & Partial<Pick<ListColumn, 'fieldType'>>;

const PHONES = new Set(['mobile_number', 'work_number', 'phone']);

/** A cell of a list as text; empty where the record has no value. */
export function cellText(column: CellColumn, row: Row, context: CellContext): string {
  const cell: Cell = row.cells[column.key] ?? null;
  if (cell === null) return '';
  const { formats, now } = context;
  if (Array.isArray(cell)) return formats.list(cell);
  switch (column.type) {
    case 'number':
      if (column.fieldType === 'checkbox') return yesOrNo(cell);
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
      return PHONES.has(column.key) || column.fieldType === 'phone_number'
        ? context.phone(String(cell))
        : String(cell);
    case 'reference':
    case 'references':
    case 'tags':
      return String(cell);
  }
}

/** What the account's own boxes to tick hold: 1 or 0 (`customColumns`). */
export function yesOrNo(cell: string | number): string {
  return Number(cell) === 1 ? m.value_yes() : m.value_no();
}

/** Only a deal's amount is in a currency of its own (reference: Deals). */
function currencyOf({ key }: CellColumn, row: Row, context: CellContext): string | null {
  const own = key === 'amount' ? row.cells['currency_id'] : null;
  return typeof own === 'string' ? own : context.baseCurrency;
}
