import type { Kind } from '../../../../shared/entities/kind.ts';
import type { StoreForUiClient } from '../../../../shared/rpc/contract.ts';
import type { ListSpec, Row } from '../../../../shared/store-port.ts';
import { identifierKey } from './check-rows.ts';
import { turn } from './slices.ts';

/** Rows that are read at a time. */
const PAGE = 1000;

/** The ids of records by something they are known by. */
export type Lookup = ReadonlyMap<string, readonly number[]>;

/**
 * The ids of all records of a kind by what identifies them, as far as they are here.
 * @param identifier a path by which the CRM finds records of the kind (reference: Upsert)
 * @throws AppError `cancelled`, `storage`
 */
export async function lookupOf(
  store: StoreForUiClient,
  kind: Kind,
  identifier: string,
  signal: AbortSignal,
): Promise<Lookup> {
  const isTitle = identifier === 'name';
  const column = identifier === 'emails' ? 'email' : identifier;
  const found = new Map<string, number[]>();
  const add = ({ id, title, cells }: Row): void => {
    const value = isTitle ? title : cells[column];
    if (typeof value !== 'string' || value === '') return;
    const key = identifierKey(value);
    const ids = found.get(key);
    if (ids) ids.push(id);
    else found.set(key, [id]);
  };
  const spec: ListSpec = {
    type: 'list',
    kind,
    sums: [],
    sorts: [],
    filters: [],
    text: '',
    columns: isTitle ? [] : [column],
    offset: 0,
    limit: PAGE,
  };
  for (let offset = 0, total = 1; offset < total; offset += PAGE) {
    const page = await store.call('list.read', { spec: { ...spec, offset } });
    page.rows.forEach(add);
    total = page.total;
    await turn(signal);
  }
  return found;
}
