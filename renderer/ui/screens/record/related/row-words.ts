import type { RecordKind } from '../../../../../shared/entities/kind.ts';
import type { Row } from '../../../../../shared/store-port.ts';
import type { Formats } from '../../../lib/format.ts';

/** What is told of a record beside its name, each in words. */
export function rowWords(kind: RecordKind, { cells }: Row, formats: Formats, now: number): readonly string[] {
  const text = (key: string): string | null => {
    const cell = cells[key];
    return typeof cell === 'string' && cell !== '' ? cell : null;
  };
  const money = (currency: string): string | null => {
    const amount = text('amount');
    return amount === null ? null : formats.money(amount, text(currency));
  };
  return wordsOf().filter((word) => word !== null);

  function wordsOf(): (string | null)[] {
    if (kind === 'contacts') return [text('job_title'), text('mobile_number')];
    if (kind === 'cpq_documents') return [money('currency_code'), text('stage')];
    if (kind !== 'deals') return [text('city'), text('country')];
    const close = text('expected_close');
    return [money('currency_id'), text('deal_stage_id'), close === null ? null : formats.day(close, now)];
  }
}
