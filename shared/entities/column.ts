import type { Selector } from './selectors.ts';
import type { Kind } from './kind.ts';
import { idOf, type RawRecord } from './record.ts';

/**
 * A column of a list: what the memory index keeps of every record of a kind, so that a list can be sorted, filtered and drawn without reading a record.
 *
 * | type      | `read` gives                                     | sorted                          |
 * |-----------|--------------------------------------------------|---------------------------------|
 * | text      | text as it is shown                              | without regard to case or accents |
 * | number    | a number                                         | by value                        |
 * | money     | a canonical decimal string (shared/money.ts)     | by value, exactly               |
 * | instant   | milliseconds since 1970 UTC                      | by value                        |
 * | day       | `YYYY-MM-DD`                                     | by value                        |
 * | reference | the id of a row of `target`                      | by the name shown for it        |
 * | tags      | a list of words                                  | by the first                    |
 * | references | ids of rows of `target`, the foremost first     | by the name shown for the first |
 */
export type Column =
  | { readonly key: string; readonly type: 'text'; read(record: RawRecord): string | null }
  | { readonly key: string; readonly type: 'number'; read(record: RawRecord): number | null }
  | { readonly key: string; readonly type: 'money'; read(record: RawRecord): string | null }
  | { readonly key: string; readonly type: 'instant'; read(record: RawRecord): number | null }
  | { readonly key: string; readonly type: 'day'; read(record: RawRecord): string | null }
  | {
      readonly key: string;
      readonly type: 'reference';
      readonly target: ReferenceTarget;
      read(record: RawRecord): number | null;
    }
  | {
      readonly key: string;
      readonly type: 'references';
      readonly target: ReferenceTarget;
      read(record: RawRecord): readonly number[];
    }
  | { readonly key: string; readonly type: 'tags'; read(record: RawRecord): readonly string[] };

export type ColumnType = Column['type'];

/** What a reference points to: a record of a kind, or a row of the account's configuration. */
export type ReferenceTarget = { readonly kind: Kind } | { readonly selector: Selector };

/** The column of a key that holds the id of a row of the account's configuration. */
export function selectorColumn(key: string, selector: Selector): Column {
  return { key, type: 'reference', target: { selector }, read: (record) => idOf(record, key) };
}
