import { nameKey, type RecordValue } from '../../../shared/store-port.ts';
import { idOf, type IdentifiedRecord } from '../../../shared/entities/record.ts';
import type { ReferenceTarget } from '../../../shared/entities/column.ts';
import { SELECTOR_OF_FIELD } from '../../../shared/entities/selectors.ts';
import type { KindIndex } from './kind-index.ts';
import type { Names } from './names.ts';

/** A record as a detail page sees it, with the names of what it refers to. */
export function recordValue(kind: KindIndex, names: Names, record: IdentifiedRecord): RecordValue {
  const shown: Record<string, string> = {};
  const add = (target: ReferenceTarget, id: number | null): void => {
    const label = id === null ? null : names.label(target, id);
    if (id !== null && label !== null)
      shown[nameKey('kind' in target ? target.kind : target.selector, id)] = label;
  };
  for (const column of kind.entity.columns) {
    if (column.type === 'reference') add(column.target, column.read(record));
  }
  for (const [field, selector] of Object.entries(SELECTOR_OF_FIELD)) add({ selector }, idOf(record, field));
  return { type: 'record', record, title: kind.titleOf(record.id) ?? '', names: shown };
}

/** What a detail page sees of a record that is not here. */
export function noRecord(): RecordValue {
  return { type: 'record', record: null, title: '', names: {} };
}
