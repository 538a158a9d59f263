import { idOf, textOf } from '../../../../shared/entities/record.ts';
import { selectorLabel } from '../../../../shared/entities/selectors.ts';
import { rowsOf, type ConfigurationValues } from '../../lib/configuration.ts';

/** The outcomes that an appointment may have: those of the account's activity type for appointments, which is told by its internal name (quirks §8); none where that is not known. */
export function appointmentOutcomes(values: ConfigurationValues): readonly { id: number; words: string }[] {
  const type = rowsOf(values, 'sales_activity_types').find(
    (row) => textOf(row, 'internal_name') === 'appointment',
  );
  if (!type) return [];
  return rowsOf(values, 'sales_activity_outcomes')
    .filter((row) => idOf(row, 'sales_activity_type_id') === type.id)
    .map((row) => ({ id: row.id, words: selectorLabel(row) }));
}
