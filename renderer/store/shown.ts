import type { Edit } from '../../shared/edits/edit.ts';
import { viewOf } from '../../shared/edits/view.ts';
import type { RecordRef } from '../../shared/entities/kind.ts';
import { idOf, type IdentifiedRecord } from '../../shared/entities/record.ts';
import { convertedAmount, parseAmount } from '../../shared/money.ts';

/**
 * What lists and search show of a record: its view, unless that is marked as deleted. Products and documents stay here so when they are deleted, since they can be restored.
 * @param edits every pending edit that bears on it, by `seq`
 */
export function shownOf(
  ref: RecordRef,
  base: IdentifiedRecord | null,
  edits: readonly Edit[],
): IdentifiedRecord | null {
  const view = edits.length === 0 ? base : viewOf(ref, base, edits);
  if (view?.['is_deleted'] === true) return null;
  return view && base && ref.kind === 'deals' && edits.length > 0 ? withBaseAmount(base, view) : view;
}

/**
 * A deal whose amount was changed here comes to another amount in the account's own currency too, at the rate at which the server counted last. In another currency the rate is
 * not known, and the server will say.
 */
function withBaseAmount(base: IdentifiedRecord, view: IdentifiedRecord): IdentifiedRecord {
  const counted = parseAmount(base['base_currency_amount']);
  const before = parseAmount(base['amount']);
  const now = parseAmount(view['amount']);
  const isOther = idOf(base, 'currency_id') !== idOf(view, 'currency_id');
  if (counted === null || (now === before && !isOther)) return view;
  if (isOther || before === null || now === null) return { ...view, base_currency_amount: null };
  return { ...view, base_currency_amount: convertedAmount(now, { from: before, to: counted }) };
}
