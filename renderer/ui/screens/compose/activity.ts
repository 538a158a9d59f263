import { idOf, textOf } from '../../../../shared/entities/record.ts';
import type { SelectorRow } from '../../../../shared/entities/selectors.ts';

/** What is kept as another kind of record, and would be there twice as an activity (quirks §8: types are told by their internal name). */
const ELSEWHERE: ReadonlySet<string> = new Set(['task', 'appointment', 'email', 'sms_outgoing', 'chat']);

/** The types that an activity can be written down with. */
export function activityTypes(rows: readonly SelectorRow[]): readonly SelectorRow[] {
  return rows.filter((row) => !ELSEWHERE.has(textOf(row, 'internal_name') ?? ''));
}

/** The outcomes of a type; another type's would be refused. @param type the id as text; empty for none */
export function outcomesOf(rows: readonly SelectorRow[], type: string): readonly SelectorRow[] {
  return rows.filter((row) => String(idOf(row, 'sales_activity_type_id')) === type);
}
