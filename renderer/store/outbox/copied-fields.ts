import { DERIVED_FIELDS } from '../../../shared/edits/derived-fields.ts';
import type { Fields } from '../../../shared/edits/edit.ts';
import { pathsOf, valueAt } from '../../../shared/edits/path.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';

/** What belongs to one record alone, beside what the CRM keeps by itself (reference: the attributes of each kind; quirks §6). */
const OWN: ReadonlySet<string> = new Set([
  'creater',
  'updater',
  'owner',
  'completed_date',
  'closed_date',
  'collaboration',
  'fc_widget_collaboration',
  'record_type_id',
  'team_user_ids',
  'team_users',
  'document_number',
]);

/** Whether a field is not taken over. A name made of other fields says the same of a copy; of a document it is the title (reference: Documents). */
function isOwn(path: string): boolean {
  return OWN.has(path) || (DERIVED_FIELDS.has(path) && path !== 'display_name');
}

/** The fields of a record that another one can be made with: a clone, or the record once more. */
export function copiedFields(record: RawRecord): Fields {
  return Object.fromEntries(
    pathsOf(record)
      .map((path) => [path, valueAt(record, path)] as const)
      .filter(([path, value]) => !isOwn(path) && value !== null && value !== undefined && value !== ''),
  );
}
