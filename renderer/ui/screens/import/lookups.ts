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
    sorts: [],
    filters: [],
    text: '',
    columns: isTitle ? [] : [column],
    offset: 0,
    limit: PAGE,
  };
  const { watchId, value } = await store.call('watch.open', spec);
  try {
    let answer = value;
    for (let offset = 0; answer.type === 'list'; offset += PAGE) {
      answer.rows.forEach(add);
      await turn(signal);
      if (offset + PAGE >= answer.total) break;
      answer = await store.call('watch.move', { watchId, spec: { ...spec, offset: offset + PAGE } });
    }
  } finally {
    await store.call('watch.close', { watchId });
  }
  return found;
}
