import type { Column } from '../../../shared/entities/column.ts';
import { KINDS, type Kind } from '../../../shared/entities/kind.ts';
import { ENTITY_KINDS } from '../../../shared/entities/kinds.ts';
import { idOf, type IdentifiedRecord } from '../../../shared/entities/record.ts';
import { SELECTOR_OF_FIELD } from '../../../shared/entities/selectors.ts';
import type { AppError } from '../../../shared/errors.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { storeForUi, type StoreForUiClient, type StoreForUiHandlers } from '../../../shared/rpc/contract.ts';
import { createDispatch } from '../../../shared/rpc/dispatch.ts';
import {
  nameKey,
  type Cell,
  type Hit,
  type ListSpec,
  type WatchSpec,
  type WatchValue,
} from '../../../shared/store-port.ts';
import { labelOf, type MadeUp } from './records.ts';

/** A store in memory that answers as the contract says, slowly and plainly. */
export interface FakeStore {
  readonly client: StoreForUiClient;
  /** Every call that came, by name. */
  readonly calls: string[];
  /** The questions that are being watched now. */
  watching(): readonly WatchSpec[];
  /** Changes records and tells the watches. */
  change(kind: Kind, records: readonly IdentifiedRecord[]): void;
  /** Makes the next call of this name fail. */
  failNext(name: string, error: AppError): void;
  /** Holds back all answers until the function it gives is called. */
  hold(): () => void;
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export function fakeStore(
  { records: given, configuration }: MadeUp,
  absent: readonly Kind[] = [],
): FakeStore {
  const records: Record<Kind, readonly IdentifiedRecord[]> = { ...given };
  const watches = new Map<number, WatchSpec>();
  const listeners = new Set<(name: string, event: unknown) => void>();
  const failures = new Map<string, AppError>();
  const calls: string[] = [];
  let gate: Promise<void> = Promise.resolve();
  let next = 1;

  const titleOf = (kind: Kind, record: IdentifiedRecord) => ENTITY_KINDS[kind].title(record) ?? '';
  const find = (kind: Kind, id: number) => records[kind].find((record) => record.id === id);

  function cellOf(column: Column, record: IdentifiedRecord): Cell {
    const value = column.read(record);
    if (column.type !== 'reference') return typeof value === 'object' && value !== null ? [...value] : value;
    if (typeof value !== 'number') return null;
    if ('selector' in column.target) return labelOf(configuration, column.target.selector, value);
    const target = find(column.target.kind, value);
    return target ? titleOf(column.target.kind, target) : null;
  }

  function matching(kind: Kind, text: string): readonly IdentifiedRecord[] {
    const wanted = fold(text).split(/\s+/).filter(Boolean);
    return records[kind].filter((record) => {
      const words = fold(ENTITY_KINDS[kind].searchText(record).join(' ')).split(/[^\p{L}\p{N}+@.]+/u);
      return wanted.every((want) => words.some((word) => word.startsWith(want)));
    });
  }

  function list(spec: ListSpec): WatchValue {
    const columns = ENTITY_KINDS[spec.kind].columns;
    const columnOf = (key: string) => columns.find((column) => column.key === key);
    const compare = (a: IdentifiedRecord, b: IdentifiedRecord): number => {
      for (const { column: key, direction } of spec.sorts) {
        const column = columnOf(key);
        if (!column) continue;
        const [left, right] = [cellOf(column, a), cellOf(column, b)];
        if (left === right) continue;
        if (left === null) return 1;
        if (right === null) return -1;
        const order =
          column.type === 'money' || typeof left === 'number'
            ? Number(left) - Number(right)
            : String(left).localeCompare(String(right));
        if (order !== 0) return direction === 'asc' ? order : -order;
      }
      return a.id - b.id;
    };
    const found = matching(spec.kind, spec.text).toSorted(compare);
    const rows = found.slice(spec.offset, spec.offset + spec.limit).map((record) => ({
      id: record.id,
      title: titleOf(spec.kind, record),
      cells: Object.fromEntries(
        spec.columns.flatMap((key) => {
          const column = columnOf(key);
          return column ? [[key, cellOf(column, record)] as const] : [];
        }),
      ),
    }));
    return { type: 'list', total: found.length, all: records[spec.kind].length, offset: spec.offset, rows };
  }

  function namesOf(kind: Kind, record: IdentifiedRecord): Record<string, string> {
    const names: Record<string, string> = {};
    for (const [key, selector] of Object.entries(SELECTOR_OF_FIELD)) {
      const id = idOf(record, key);
      const label = id === null ? null : labelOf(configuration, selector, id);
      if (id !== null && label !== null) names[nameKey(selector, id)] = label;
    }
    for (const column of ENTITY_KINDS[kind].columns) {
      if (column.type !== 'reference' || !('kind' in column.target)) continue;
      const id = column.read(record);
      const target = id === null ? undefined : find(column.target.kind, id);
      if (target) names[nameKey(column.target.kind, target.id)] = titleOf(column.target.kind, target);
    }
    return names;
  }

  function answer(spec: WatchSpec): WatchValue {
    switch (spec.type) {
      case 'list':
        return list(spec);
      case 'record': {
        const record = find(spec.kind, spec.id);
        return {
          type: 'record',
          record: record ?? null,
          title: record ? titleOf(spec.kind, record) : '',
          names: record ? namesOf(spec.kind, record) : {},
        };
      }
      case 'counts':
        return {
          type: 'counts',
          counts: Object.fromEntries(KINDS.map((kind) => [kind, records[kind].length])),
          absentKinds: [...absent],
        };
      case 'configuration':
        return {
          type: 'configuration',
          values: Object.fromEntries(
            spec.keys.flatMap((key) => (key in configuration ? [[key, configuration[key]]] : [])),
          ),
        };
    }
  }

  const handlers: StoreForUiHandlers = {
    'store.open': ({ account }) => ({
      accountId: account.id,
      cursors: {},
      counts: {},
      configurationAt: null,
      absentKinds: [...absent],
    }),
    'store.close': () => ({ done: true }),
    'watch.open': (spec) => {
      const watchId = next++;
      watches.set(watchId, spec);
      return { watchId, value: answer(spec) };
    },
    'watch.move': ({ watchId, spec }) => {
      watches.set(watchId, spec);
      return answer(spec);
    },
    'watch.close': ({ watchId }) => {
      watches.delete(watchId);
      return { done: true };
    },
    search: ({ text, limit, kinds }) => {
      const found = KINDS.filter((kind) => !absent.includes(kind) && (kinds?.includes(kind) ?? true)).map(
        (kind) => [kind, matching(kind, text)] as const,
      );
      const hits: Hit[] = found.flatMap(([kind, hit]) =>
        hit.slice(0, limit).map((record) => ({
          kind,
          id: record.id,
          title: titleOf(kind, record),
          detail: String(record['city'] ?? record['amount'] ?? ''),
        })),
      );
      return {
        hits: hits.slice(0, limit),
        totals: Object.fromEntries(
          found.filter(([, hit]) => hit.length > 0).map(([kind, hit]) => [kind, hit.length]),
        ),
      };
    },
  };
  const dispatch = createDispatch(storeForUi, handlers, (name, error) => {
    throw new Error(name, { cause: error });
  });

  return {
    client: createClient(storeForUi, {
      async invoke(name, input) {
        calls.push(name);
        await gate;
        const failure = failures.get(name);
        failures.delete(name);
        return failure ? { ok: false, error: failure.info } : dispatch(name, input);
      },
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    }),
    calls,
    watching: () => [...watches.values()],
    change(kind, changed) {
      records[kind] = changed;
      for (const [watchId, spec] of watches) {
        for (const listener of listeners) listener('watch.changed', { watchId, value: answer(spec) });
      }
    },
    failNext: (name, error) => failures.set(name, error),
    hold() {
      let open: () => void = () => undefined;
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return open;
    },
  };
}
