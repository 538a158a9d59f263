import type { Edit } from '../../shared/edits/edit.ts';
import { viewOf } from '../../shared/edits/view.ts';
import type { RecordRef } from '../../shared/entities/kind.ts';
import { idOf, type IdentifiedRecord } from '../../shared/entities/record.ts';
import { convertedAmount, parseAmount } from '../../shared/money.ts';
import { baseRate } from './base-rate.ts';
import type { Session } from './session.ts';

/**
 * What lists and search show of a record: its view, unless that is marked as deleted. Products and documents stay here so when they are deleted, since they can be restored.
 * @param edits every pending edit that bears on it, by `seq`
 */
export function shownOf(
  session: Pick<Session, 'index' | 'configuration'>,
  ref: RecordRef,
  base: IdentifiedRecord | null,
  edits: readonly Edit[],
): IdentifiedRecord | null {
  const view = edits.length === 0 ? base : viewOf(ref, base, edits);
  if (view?.['is_deleted'] === true) return null;
  return view && ref.kind === 'deals' && edits.length > 0 ? withBaseAmount(session, base, view) : view;
}

/**
 * A deal that was made here, or whose amount was changed here, comes to an amount in the account's own currency too: at the rate at which the server counted the deal last, or counts others in its
 * currency. Where nobody knows that, the server will say.
 */
function withBaseAmount(
  session: Pick<Session, 'index' | 'configuration'>,
  base: IdentifiedRecord | null,
  view: IdentifiedRecord,
): IdentifiedRecord {
  const counted = base && parseAmount(base['base_currency_amount']);
  const before = base && parseAmount(base['amount']);
  const now = parseAmount(view['amount']);
  const isOther = base === null || idOf(base, 'currency_id') !== idOf(view, 'currency_id');
  if (base !== null && (counted === null || (now === before && !isOther))) return view;
  if (now === null) return { ...view, base_currency_amount: null };
  const rate =
    !isOther && before !== null && counted !== null
      ? { from: before, to: counted }
      : baseRate(session, idOf(view, 'currency_id'));
  return { ...view, base_currency_amount: rate && convertedAmount(now, rate) };
}
