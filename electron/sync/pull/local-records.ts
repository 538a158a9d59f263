import type { RecordKind } from '../../../shared/entities/kind.ts';
import { isIdentifiedRecord, type IdentifiedRecord } from '../../../shared/entities/record.ts';
import type { StoreForSyncClient } from '../../../shared/rpc/contract.ts';

const CHUNK = 500;

/** What the server last said of every record of a kind that is here. For kinds of which there are some hundreds: tasks, appointments, notes. */
export async function localRecords(kind: RecordKind, store: StoreForSyncClient): Promise<IdentifiedRecord[]> {
  const { ids } = await store.call('store.ids', { kind, after: null, upTo: null });
  const records: IdentifiedRecord[] = [];
  for (let n = 0; n < ids.length; n += CHUNK) {
    const refs = ids.slice(n, n + CHUNK).map((id) => ({ kind, id }));
    const { bases } = await store.call('store.bases', { refs });
    for (const base of bases) if (isIdentifiedRecord(base)) records.push(base);
  }
  return records;
}
