import { CONTACT_ACCOUNTS_MAX } from '../../../../../shared/limits.ts';
import { idOf, objectsOf, textOf, type RawRecord } from '../../../../../shared/entities/record.ts';
import type { Kind } from '../../../../../shared/entities/kind.ts';
import { nameKey } from '../../../../../shared/store-port.ts';
import type { PickedRecord } from '../../../lib/field-draft.ts';

/** Other records that a record names itself: the accounts of a contact, the first of them the primary one; the contacts of a deal. */
export interface Links {
  readonly path: 'sales_accounts' | 'contacts';
  readonly kind: Kind;
  readonly hasPrimary: boolean;
  /** More than these the CRM does not take; null for no limit (reference: Create a Contact). */
  readonly most: number | null;
  readonly records: readonly PickedRecord[];
}

/** What a record of a kind names; null for kinds that name none. */
export function linksOf(
  kind: Kind,
  record: RawRecord,
  names: Readonly<Record<string, string>>,
): Links | null {
  if (kind === 'contacts')
    return {
      path: 'sales_accounts',
      kind: 'sales_accounts',
      hasPrimary: true,
      most: CONTACT_ACCOUNTS_MAX,
      records: read(record, 'sales_accounts', names),
    };
  if (kind !== 'deals') return null;
  return {
    path: 'contacts',
    kind: 'contacts',
    hasPrimary: false,
    most: null,
    records: read(record, 'contacts', names),
  };
}

function read(
  record: RawRecord,
  path: Links['path'],
  names: Readonly<Record<string, string>>,
): readonly PickedRecord[] {
  return objectsOf(record, path)
    .filter((item) => item['_destroy'] !== true)
    .toSorted((a, b) => Number(b['is_primary'] === true) - Number(a['is_primary'] === true))
    .flatMap((item) => {
      const id = idOf(item, 'id');
      if (id === null) return [];
      const title = names[nameKey(path, id)] ?? textOf(item, 'display_name') ?? textOf(item, 'name');
      return [{ id, title: title ?? `#${id}` }];
    });
}

/** The value that is saved for links, in the shape in which records show them. */
export function linksValue({ path }: Links, records: readonly PickedRecord[]): readonly RawRecord[] {
  return records.map(({ id, title }, index) =>
    path === 'sales_accounts' ? { id, name: title, is_primary: index === 0 } : { id, display_name: title },
  );
}
