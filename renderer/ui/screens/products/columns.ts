import type { TableColumn } from '../../components/table.ts';
import { m } from '../../paraglide/messages.js';

/** More rows than this are not drawn: the search is the way through a larger catalogue. */
export const PRODUCTS_SHOWN = 1000;

/** Products that are fetched when somebody looks at the catalogue and they are not here: as many as wait at most in the engine's queue of looks. */
export const FETCHED_AT_ONCE = 20;

/** The columns of the catalogue that fit into so many pixels; the name and the price stay longest. */
export function productColumns(width: number): readonly TableColumn[] {
  const column = (key: string, label: string, track: string, align: 'start' | 'end' = 'start') => ({
    key,
    label,
    track,
    align,
  });
  return [
    column('name', m.field_name(), 'minmax(160px, 2fr)'),
    ...(width >= 460 ? [column('category', m.product_category(), 'minmax(90px, 1fr)')] : []),
    ...(width >= 600 ? [column('product_code', m.product_code(), 'minmax(80px, 0.8fr)')] : []),
    column('base_currency_amount', m.product_price(), '120px', 'end'),
    ...(width >= 720 ? [column('updated_at', m.field_changed(), '112px', 'end')] : []),
  ];
}
