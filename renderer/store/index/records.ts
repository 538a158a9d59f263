import { withValue } from '../../../shared/edits/path.ts';
import type { Fields } from '../../../shared/edits/edit.ts';
import { isKind, type RecordKind } from '../../../shared/entities/kind.ts';
import { RECORD_DEFINITIONS } from '../../../shared/entities/kinds.ts';
import { idOf, objectsOf, type RawRecord } from '../../../shared/entities/record.ts';
import type { ReferenceTarget } from '../../../shared/entities/column.ts';
import { SELECTOR_OF_FIELD } from '../../../shared/entities/selectors.ts';
import { targetsOf } from '../../../shared/entities/target.ts';
import { nameKey } from '../../../shared/store-port.ts';
import type { Names } from './names.ts';

/** Lists of records in a record, and their kind. */
const RELATED = { contacts: 'contacts', sales_accounts: 'sales_accounts' } as const;

/** The shown names of all that a record refers to, by `nameKey`. */
export function namesIn(kind: RecordKind, names: Names, record: RawRecord): Record<string, string> {
  const shown: Record<string, string> = {};
  const add = (target: ReferenceTarget, id: number | null): void => {
    const label = id === null ? null : names.label(target, id);
    if (id !== null && label !== null)
      shown[nameKey('kind' in target ? target.kind : target.selector, id)] = label;
  };
  for (const column of RECORD_DEFINITIONS[kind].columns) {
    if (column.type === 'reference') add(column.target, column.read(record));
  }
  for (const [field, selector] of Object.entries(SELECTOR_OF_FIELD)) add({ selector }, idOf(record, field));
  for (const { kind: about, id } of targetsOf(record)) if (isKind(about)) add({ kind: about }, id);
  for (const [field, related] of Object.entries(RELATED))
    for (const each of objectsOf(record, field)) add({ kind: related }, idOf(each, 'id'));
  return shown;
}

/** The same for fields of a record. */
export function namesInFields(kind: RecordKind, names: Names, fields: Fields): Record<string, string> {
  let record: RawRecord = {};
  for (const [path, value] of Object.entries(fields)) record = withValue(record, path, value);
  return namesIn(kind, names, record);
}
