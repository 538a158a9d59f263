import type { Attachment, NewEdit } from '../../shared/edits/edit.ts';
import type { RecordKind, RecordRef } from '../../shared/entities/kind.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import { FILE_PIECE_BYTES } from '../../shared/limits.ts';
import type {
  Incoming,
  OutboxValue,
  RecordValue,
  Settlement,
  Unit,
  ValueOf,
  WatchSpec,
} from '../../shared/store-port.ts';
import type { Store } from '../../renderer/store/store.ts';
import { openStore, type TestStore } from './harness.ts';

/** Words for the tests of the outbox. */

export const create = (kind: RecordKind, fields: Record<string, unknown>): NewEdit => ({
  target: { kind, id: null },
  operation: { type: 'create', fields },
});
export const update = (kind: RecordKind, id: number, fields: Record<string, unknown>): NewEdit => ({
  target: { kind, id },
  operation: { type: 'update', fields },
});
export const remove = (kind: RecordKind, id: number): NewEdit => ({
  target: { kind, id },
  operation: { type: 'delete', withContactsAndDeals: false },
});

/** Gives a store the bytes of a file that is to be attached, as a screen does. @returns what the edit says of it */
export async function staged(
  store: Store,
  { name, bytes, isShared = false }: { name: string; bytes: Uint8Array<ArrayBuffer>; isShared?: boolean },
): Promise<Attachment> {
  const id = crypto.randomUUID();
  for (let piece = 0; piece * FILE_PIECE_BYTES < bytes.length; piece++)
    await store.ui['file.put']({
      id,
      piece,
      bytes: bytes.slice(piece * FILE_PIECE_BYTES, (piece + 1) * FILE_PIECE_BYTES),
    });
  return { id, name, contentType: 'text/plain', size: bytes.length, isShared };
}

export const attach = (kind: RecordKind, id: number, file: Attachment): NewEdit => ({
  target: { kind, id },
  operation: { type: 'attach', file },
});

/** Saves edits, which must be accepted; gives their targets and ids. */
export async function save(
  store: Store,
  ...edits: NewEdit[]
): Promise<{ editIds: string[]; targets: RecordRef[] }> {
  const answer = await store.ui.edit({ edits });
  if (!answer.saved) throw new Error(`not saved: ${JSON.stringify(answer.problems)}`);
  return answer;
}

/** Asks a watch once. */
export async function ask<S extends WatchSpec>(store: Store, spec: S): Promise<ValueOf<S>> {
  const { watchId, value } = await store.ui['watch.open'](spec);
  await store.ui['watch.close']({ watchId });
  if (value.type !== spec.type) throw new Error(`${spec.type} was asked for, not ${value.type}`);
  return value as ValueOf<S>;
}

export const outbox = (store: Store): Promise<OutboxValue> => ask(store, { type: 'outbox' });
export const page = (store: Store, kind: RecordKind, id: number): Promise<RecordValue> =>
  ask(store, { type: 'record', kind, id });

/** Brings records of one kind, as a delta does. */
export async function bring(
  store: Store,
  kind: RecordKind,
  records: IdentifiedRecord[],
  more: Partial<Incoming> = {},
): Promise<number> {
  const { changed } = await store.sync['store.apply']({
    batches: [{ kind, records }],
    removed: [],
    bookmarks: [],
    details: [],
    journal: [],
    ...more,
  });
  return changed;
}

export async function ready(store: TestStore, limit = 100): Promise<Unit[]> {
  return (await store.sync['outbox.ready']({ now: store.clock.now, limit })).units;
}

/** Marks the first unit that is ready as being sent. */
export async function begin(store: TestStore): Promise<Unit> {
  const [unit] = await ready(store);
  if (!unit) throw new Error('nothing is ready');
  const begun = await beginAll(store, [unit]);
  return begun[0]!;
}

export async function beginAll(store: TestStore, units: readonly Unit[]): Promise<Unit[]> {
  const { begun } = await store.sync['outbox.begin']({
    units: units.map(({ editIds }) => editIds),
    now: store.clock.now,
    serverTime: store.clock.now,
  });
  return begun;
}

export async function settle(
  store: Store,
  { editIds }: Pick<Unit, 'editIds'>,
  outcome: Settlement['outcome'],
): Promise<void> {
  await store.sync['outbox.settle']({ settlements: [{ editIds, outcome, journal: [] }] });
}

/** A unit is done, and this is what the server answered. */
export function done(
  kind: RecordKind,
  record: IdentifiedRecord,
  localId: number | null = null,
): Settlement['outcome'] {
  return { name: 'done', records: [{ kind, localId, record }], removed: [], dropped: {} };
}

/** What the operation of a unit sets. */
export function fieldsOfUnit({ edit: { operation } }: Unit): Record<string, unknown> {
  return 'fields' in operation ? operation.fields : {};
}

/** The store, and then the same after a restart. */
export async function* overRestart(store: TestStore): AsyncGenerator<TestStore> {
  yield store;
  yield await restarted(store);
}

/** What opens the same account after the store has been closed, if it was not. */
export async function restarted(store: TestStore): Promise<TestStore> {
  await store.ui['store.close']({ wipe: false });
  return openStore({ disk: store.disk, now: store.clock.now });
}
