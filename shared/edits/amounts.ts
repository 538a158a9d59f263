import type { RecordKind } from '../entities/kind.ts';
import { objectsOf, type RawRecord } from '../entities/record.ts';
import { linesOf, totalsOf } from '../quote-lines.ts';
import type { Fields } from './edit.ts';

/**
 * Amounts that follow from fields that were set, so that lists, boards and totals are right before the server has said its own: a deal's or quote's from its product lines (reference: Documents, `amount`), a product's
 * from the first of its prices. What the account adds to them is not known here.
 * @param record with the fields set
 */
export function amountsFollowing(kind: RecordKind, record: RawRecord, fields: Fields): Fields {
  const hasLines = (kind === 'deals' || kind === 'cpq_documents') && Array.isArray(fields['products']);
  if (hasLines && !Object.hasOwn(fields, 'amount')) return { amount: totalsOf(linesOf(record)).total };
  if (kind === 'products' && Array.isArray(fields['product_pricings']))
    return { base_currency_amount: objectsOf(record, 'product_pricings')[0]?.['unit_price'] ?? null };
  return {};
}
