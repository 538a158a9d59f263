import type { TableColumn } from '../../components/table.ts';
import { m } from '../../paraglide/messages.js';

/** More rows than this are not drawn. */
export const QUOTES_SHOWN = 1000;

/** The columns of the quotes that fit into so many pixels; the name, the stage and the amount stay longest. */
export function quoteColumns(width: number): readonly TableColumn[] {
  const column = (key: string, label: string, track: string, align: 'start' | 'end' = 'start') => ({
    key,
    label,
    track,
    align,
  });
  return [
    column('display_name', m.field_name(), 'minmax(150px, 2fr)'),
    ...(width >= 560 ? [column('sales_account_id', m.field_account(), 'minmax(110px, 1.6fr)')] : []),
    ...(width >= 860 ? [column('deal_id', m.quote_deal(), 'minmax(110px, 1.6fr)')] : []),
    column('stage', m.field_stage(), '112px'),
    column('amount', m.lines_total(), '120px', 'end'),
    ...(width >= 640 ? [column('valid_till', m.product_valid_till(), '112px', 'end')] : []),
    ...(width >= 960 ? [column('updated_at', m.field_changed(), '112px', 'end')] : []),
  ];
}
