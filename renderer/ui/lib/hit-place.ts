import { isKind, type RecordKind, type RecordRef } from '../../../shared/entities/kind.ts';
import type { RawRecord } from '../../../shared/entities/record.ts';
import { targetsOf } from '../../../shared/entities/target.ts';
import type { StoreForUiClient } from '../../../shared/rpc/contract.ts';
import { parseInstant } from '../../../shared/time.ts';
import { listRoute, type Route } from './routes.ts';

/**
 * Where a record is looked at: kinds with a screen have theirs, an appointment its day, and a note, a call or an activity the record that it is about. Null where that is
 * not here.
 * @param dayOf the day of an instant in the reader's zone, `YYYY-MM-DD`
 */
export async function placeOf(
  store: StoreForUiClient,
  { kind, id }: RecordRef,
  dayOf: (ms: number) => string,
): Promise<Route | null> {
  if (isKind(kind)) return listRoute(kind, id);
  switch (kind) {
    case 'tasks':
      return { name: 'tasks', id };
    case 'products':
      return { name: 'products', id };
    case 'cpq_documents':
      return { name: 'quotes', id };
    case 'appointments': {
      const from = parseInstant((await read(store, { kind, id }))?.['from_date']);
      return { name: 'calendar', view: 'day', day: from === null ? null : dayOf(from), appointment: id };
    }
    case 'notes':
    case 'phone_calls':
    case 'sales_activities': {
      const [about] = targetsOf((await read(store, { kind, id })) ?? {});
      return about && isKind(about.kind) ? listRoute(about.kind, about.id) : null;
    }
  }
}

/** The place with all records of a kind, narrowed to `text` where it can be; null for kinds without one. */
export function placeOfAll(kind: RecordKind, text: string): Route | null {
  if (isKind(kind)) return { ...listRoute(kind), text };
  switch (kind) {
    case 'tasks':
      return { name: 'tasks', id: null };
    case 'products':
      return { name: 'products', id: null };
    case 'cpq_documents':
      return { name: 'quotes', id: null };
    case 'appointments':
      return { name: 'calendar', view: 'agenda', day: null };
    case 'notes':
    case 'phone_calls':
    case 'sales_activities':
      return null;
  }
}

async function read(store: StoreForUiClient, { kind, id }: RecordRef): Promise<RawRecord | null> {
  const { watchId, value } = await store.call('watch.open', { type: 'record', kind, id });
  await store.call('watch.close', { watchId });
  return value.type === 'record' ? value.record : null;
}
