import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contacts } from '../../shared/entities/contact.ts';
import type { Column } from '../../shared/entities/column.ts';
import { salesAccounts } from '../../shared/entities/sales-account.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import { compareAmounts } from '../../shared/money.ts';
import type { Cell, Filter, ListSpec, ListValue, Sort } from '../../shared/store-port.ts';
import { parseQuery } from '../../renderer/store/search/query.ts';
import { compareText } from '../../renderer/store/text/compare.ts';
import { fold } from '../../renderer/store/text/fold.ts';
import { addTokens } from '../../renderer/store/text/tokens.ts';
import { bring, create, remove, save, update } from './edits.ts';
import { list, listOf, memoryLocks, openStore, put, type TestStore } from './harness.ts';

/**
 * The store against plain Maps of records that are scanned, filtered and sorted naively for every question. The rep changes one field, makes and deletes records and takes deletions
 * back, while pages, deltas and removals come from the server.
 */

interface Model {
  /** What the server said last. */
  readonly contacts: Map<number, IdentifiedRecord>;
  /** The rep's own value of the city, and what it was made on. */
  readonly cities: Map<number, { base: unknown; mine: string }>;
  /** The edits that delete a record. */
  readonly deleted: Map<number, string>;
  readonly made: Map<number, IdentifiedRecord>;
  /** Gone on the server, and kept for the rep's changes. */
  readonly gone: Set<number>;
  readonly accounts: Map<number, IdentifiedRecord>;
  owners: Map<number, string>;
}

type Value = string | number | readonly string[] | readonly number[] | null;

function valueOf(column: Column, record: IdentifiedRecord): Value {
  const value = column.read(record);
  return Array.isArray(value) && value.length === 0 ? null : value;
}

/** The name of what is referred to, of the first where there are several. */
function nameOf(model: Model, column: Column, value: Value): string | null {
  if (column.type !== 'reference' && column.type !== 'references') return null;
  if (Array.isArray(value)) return nameOf(model, column, (value[0] as number | undefined) ?? null);
  if (typeof value !== 'number') return null;
  if ('selector' in column.target)
    return column.target.selector === 'owners' ? (model.owners.get(value) ?? null) : null;
  const account = model.accounts.get(value);
  return account ? salesAccounts.title(account) : null;
}

function cellOf(model: Model, column: Column, record: IdentifiedRecord): Cell {
  const value = valueOf(column, record);
  if (column.type === 'reference') return nameOf(model, column, value);
  if (column.type === 'references')
    return value && (value as readonly number[]).flatMap((one) => nameOf(model, column, one) ?? []);
  return Array.isArray(value) ? [...value] : (value as Cell);
}

function isReference(column: Column): boolean {
  return column.type === 'reference' || column.type === 'references';
}

/** What a row is sorted by; null sorts last. */
function compareValues(model: Model, column: Column, a: Value, b: Value): number {
  if (isReference(column)) return compareText(nameOf(model, column, a)!, nameOf(model, column, b)!);
  if (column.type === 'money') return compareAmounts(a as string, b as string);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const text = (value: Value): string => (Array.isArray(value) ? value.join('\0') : String(value));
  return compareText(text(a), text(b));
}

function compareRows(model: Model, sorts: readonly Sort[], a: IdentifiedRecord, b: IdentifiedRecord): number {
  for (const { column: key, direction } of sorts) {
    const column = columnOf(key);
    const read = (record: IdentifiedRecord): Value => {
      const value = valueOf(column, record);
      return isReference(column) && nameOf(model, column, value) === null ? null : value;
    };
    const [left, right] = [read(a), read(b)];
    if (left === null || right === null) {
      if (left !== right) return left === null ? 1 : -1;
      continue;
    }
    const order = compareValues(model, column, left, right);
    if (order !== 0) return direction === 'asc' ? order : -order;
  }
  return a.id - b.id;
}

function holds(model: Model, filter: Filter, record: IdentifiedRecord): boolean {
  if (filter.op === 'pending') return false;
  if (filter.op === 'not-in') return !holds(model, { ...filter, op: 'in' }, record);
  if (filter.op === 'not-contains') return !holds(model, { ...filter, op: 'contains' }, record);
  const column = columnOf(filter.column);
  const value = valueOf(column, record);
  if (filter.op === 'empty') return value === null;
  if (value === null) return false;
  switch (filter.op) {
    case 'not-empty':
      return true;
    case 'in':
      return Array.isArray(value)
        ? value.some((one: string | number) => filter.values.includes(one))
        : filter.values.some((wanted) =>
            column.type === 'money'
              ? compareAmounts(String(wanted), value as string) === 0
              : wanted === value,
          );
    case 'contains': {
      if (column.type === 'instant') return false;
      const needle = fold(filter.text);
      if (column.type === 'reference') {
        const name = nameOf(model, column, value);
        return needle === '' || (name !== null && fold(name).includes(needle));
      }
      if (column.type === 'references') {
        const names = cellOf(model, column, record) as string[];
        return needle === '' || names.some((each) => fold(each).includes(needle));
      }
      const texts = (Array.isArray(value) ? value : [value]).map(String);
      return texts.some((text) =>
        fold(text).includes(column.type === 'number' ? filter.text.trim() : needle),
      );
    }
    case 'between': {
      const at = (end: string | number, one: string | number): number => {
        if (column.type === 'money') return compareAmounts(String(one), String(end));
        if (typeof one === 'number') return one - Number(end);
        return compareText(fold(one), fold(String(end)));
      };
      const ones = (Array.isArray(value) ? value : [value]) as (string | number)[];
      return ones.some(
        (one) =>
          (filter.from === null || at(filter.from, one) >= 0) &&
          (filter.to === null || at(filter.to, one) <= 0),
      );
    }
  }
}

function hasWords(text: string, record: IdentifiedRecord): boolean {
  const tokens = new Set<string>();
  for (const each of contacts.searchText(record)) if (each !== null) addTokens(each, tokens);
  return parseQuery(text).every((term) =>
    term.some((prefixes) =>
      prefixes.every((prefix) => [...tokens].some((token) => token.startsWith(prefix))),
    ),
  );
}

function naive(model: Model, spec: ListSpec): ListValue {
  const all = shown(model);
  const rows = all
    .filter(
      (record) => spec.filters.every((filter) => holds(model, filter, record)) && hasWords(spec.text, record),
    )
    .sort((a, b) => compareRows(model, spec.sorts, a, b));
  return {
    type: 'list',
    total: rows.length,
    all: all.length,
    offset: spec.offset,
    sums: {},
    rows: rows.slice(spec.offset, spec.offset + spec.limit).map((record) => ({
      id: record.id,
      title: contacts.title(record) ?? '',
      cells: Object.fromEntries(spec.columns.map((key) => [key, cellOf(model, columnOf(key), record)])),
      pending: false,
      conflict: false,
    })),
  };
}

const isSame = (a: unknown, b: unknown): boolean => (a ?? '') === (b ?? '');

function shown({ contacts, made, cities, deleted }: Model): IdentifiedRecord[] {
  return [...contacts.values(), ...made.values()]
    .filter(({ id }) => !deleted.has(id))
    .map((record) => {
      const own = cities.get(record.id);
      return own ? { ...record, city: own.mine } : record;
    });
}

/** The rep's value meets the server's: what says the same, or comes back to what it was, is no change. */
function meet(model: Model, id: number): void {
  const own = model.cities.get(id);
  const theirs = model.contacts.get(id)?.['city'];
  if (!own || model.deleted.has(id) || !model.contacts.has(id)) return;
  if (isSame(own.mine, theirs) || (isSame(own.base, own.mine) && !isSame(own.base, theirs)))
    model.cities.delete(id);
  else if (isSame(own.base, theirs)) own.base = theirs;
}

async function rep(store: TestStore, model: Model, step: Extract<Step, { type: 'rep' }>): Promise<void> {
  const all = [...model.contacts.keys(), ...model.made.keys()];
  const id = all[step.at % all.length];
  if (step.does === 'create') {
    const fields = { last_name: step.city, display_name: step.city, city: step.city, email: 'n@x.test' };
    const { targets } = await save(store, create('contacts', fields));
    const at = new Date(store.clock.now).toISOString();
    model.made.set(targets[0]!.id, { id: targets[0]!.id, ...fields, created_at: at, updated_at: at });
  } else if (id === undefined) return;
  else if (step.does === 'undelete') {
    const editId = model.deleted.get(id);
    if (editId === undefined) return;
    await store.ui['edit.undo']({ editId, withDependants: true });
    model.deleted.delete(id);
    meet(model, id);
  } else if (model.deleted.has(id)) return;
  else if (step.does === 'delete') {
    const { editIds } = await save(store, remove('contacts', id));
    // Where the server has no such record any more, that is the end of it.
    if (model.gone.has(id)) forget(model, id);
    else model.deleted.set(id, editIds[0]!);
  } else {
    await save(store, update('contacts', id, { city: step.city }));
    const own = model.cities.get(id);
    const record = model.contacts.get(id) ?? model.made.get(id)!;
    const before = own ? own.mine : record['city'];
    if (isSame(before, step.city)) return;
    if (own) own.mine = step.city;
    else model.cities.set(id, { base: record['city'], mine: step.city });
    if (!model.gone.has(id)) meet(model, id);
  }
}

function forget(model: Model, id: number): void {
  model.contacts.delete(id);
  model.cities.delete(id);
  model.deleted.delete(id);
  model.gone.delete(id);
}

/** What a server says of a record: keys it leaves out stay, and what was overtaken is not heard. */
function take(records: Map<number, IdentifiedRecord>, record: IdentifiedRecord): void {
  const before = records.get(record.id);
  const [old, now] = [before, record].map((each) => Date.parse(String(each?.['updated_at'])));
  if (now! < old!) return;
  records.set(record.id, { ...before, ...record });
}

function columnOf(key: string): Column {
  return contacts.columns.find((column) => column.key === key)!;
}

// ---- what happens ------------------------------------------------------------------------------------------------------

const name = fc.oneof(
  fc.constantFrom('Anna', 'anna', 'Änna', 'Bob', 'bob', 'Zoë', '東京', 'Ł', 'zz'),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 });
const id = fc.integer({ min: 1, max: 60 });
const instant = fc
  .integer({ min: 0, max: 5 })
  .map((hour) => `2024-01-01T0${hour}:00:00${['Z', '+02:00', '-05:00'][hour % 3]}`);
const amount = fc.constantFrom(
  '0.0',
  '7700.0',
  '7700',
  '10.5',
  '9.99',
  '-3',
  '12345678901234567.8901',
  '12345678901234567.8902',
);
const contact: fc.Arbitrary<IdentifiedRecord> = fc.record({
  id,
  display_name: maybe(name),
  city: maybe(fc.constantFrom('Paris', 'paris', 'Łódź', 'Oslo')),
  email: maybe(fc.constantFrom('a@b.test', 'anna@acme.test')),
  mobile_number: maybe(fc.constantFrom('+33 6 12 44 90 17', '0612449017', '(473)-160-8261')),
  lead_score: maybe(fc.integer({ min: -2, max: 3 })),
  open_deals_amount: maybe(amount),
  owner_id: maybe(fc.integer({ min: 1, max: 4 })),
  sales_account_id: maybe(fc.integer({ min: 1, max: 4 })),
  tags: fc.uniqueArray(fc.constantFrom('vip', 'VIP', 'été', 'x y'), { maxLength: 2 }),
  updated_at: maybe(instant),
  mcr_id: fc.constantFrom(null, 1450348061427834880n, 12),
});
const account: fc.Arbitrary<IdentifiedRecord> = fc.record({
  id: fc.integer({ min: 1, max: 4 }),
  name: maybe(name),
});

const keys = contacts.columns.map((column) => column.key);
const sort: fc.Arbitrary<Sort> = fc.record({
  column: fc.constantFrom(...keys),
  direction: fc.constantFrom('asc', 'desc'),
});

function filterOn(key: string): fc.Arbitrary<Filter> {
  const column = columnOf(key);
  const value: fc.Arbitrary<string | number> = {
    text: name as fc.Arbitrary<string | number>,
    day: name,
    tags: fc.constantFrom('vip', 'VIP', 'été'),
    money: amount,
    number: fc.integer({ min: -2, max: 3 }),
    instant: fc.integer({ min: 0, max: 5 }).map((hour) => Date.UTC(2024, 0, 1, hour)),
    reference: fc.integer({ min: 1, max: 4 }),
    references: fc.integer({ min: 1, max: 4 }),
  }[column.type];
  return fc.oneof(
    fc.record({
      column: fc.constant(key),
      op: fc.constantFrom('in' as const, 'not-in' as const),
      values: fc.array(value, { maxLength: 3 }),
    }),
    fc.record({
      column: fc.constant(key),
      op: fc.constantFrom('contains' as const, 'not-contains' as const),
      text: fc.constantFrom('a', 'AN', 'ö', '7', '', 'é', '.9'),
    }),
    fc.record({
      column: fc.constant(key),
      op: fc.constant('between' as const),
      from: maybe(value),
      to: maybe(value),
    }),
    fc.record({ column: fc.constant(key), op: fc.constantFrom('empty' as const, 'not-empty' as const) }),
  );
}

const query: fc.Arbitrary<ListSpec> = fc
  .record({
    sorts: fc.array(sort, { maxLength: 3 }),
    filters: fc.array(fc.constantFrom(...keys).chain(filterOn), { maxLength: 2 }),
    text: fc.oneof(
      { weight: 3, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constantFrom('an', 'par', '0612', '+336', 'a b', 'lodz') },
    ),
    offset: fc.nat(20),
    limit: fc.nat(30),
  })
  .map((spec) => listOf('contacts', { ...spec, columns: keys }));

type Step =
  | { readonly type: 'contacts' | 'accounts'; readonly records: IdentifiedRecord[] }
  | { readonly type: 'owners'; readonly names: string[] }
  | { readonly type: 'ask'; readonly spec: ListSpec }
  | {
      readonly type: 'rep';
      readonly does: 'update' | 'delete' | 'undelete' | 'create';
      readonly at: number;
      readonly city: string;
    }
  | { readonly type: 'removed'; readonly ids: number[] }
  | { readonly type: 'restart' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('contacts' as const),
      records: fc.array(contact, { maxLength: 25 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('accounts' as const),
      records: fc.array(account, { maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('owners' as const), names: fc.array(name, { maxLength: 4 }) }),
  },
  { weight: 6, arbitrary: fc.record({ type: fc.constant('ask' as const), spec: query }) },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('rep' as const),
      does: fc.constantFrom('update', 'update', 'delete', 'undelete', 'create'),
      at: fc.nat(200),
      city: fc.constantFrom('Paris', 'Łódź', 'Oslo', 'Bonn'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('removed' as const), ids: fc.array(id, { maxLength: 12 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'restart' as const }) },
);

describe('the store', () => {
  it('answers every list as a naive scan does, through updates and restarts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
        const locks = memoryLocks();
        let store: TestStore = await openStore({ locks });
        const model: Model = {
          contacts: new Map(),
          cities: new Map(),
          deleted: new Map(),
          made: new Map(),
          gone: new Set(),
          accounts: new Map(),
          owners: new Map(),
        };
        for (const each of steps) {
          switch (each.type) {
            case 'contacts':
              await put(store, 'contacts', each.records);
              for (const record of each.records) {
                take(model.contacts, record);
                model.gone.delete(record.id);
                meet(model, record.id);
              }
              break;
            case 'accounts':
              await put(store, 'sales_accounts', each.records);
              for (const record of each.records) take(model.accounts, record);
              break;
            case 'owners': {
              const rows = each.names.map((display_name, at) => ({ id: at + 1, display_name }));
              await store.sync['store.putConfiguration']({
                entries: [{ key: 'selector:owners', value: rows }],
                absentKinds: [],
                at: 1,
              });
              model.owners = new Map(
                rows.map((row) => [row.id, row.display_name === '' ? String(row.id) : row.display_name]),
              );
              break;
            }
            case 'ask': {
              const { rows, ...rest } = await list(store, 'contacts', each.spec);
              const unmarked = rows.map((row) => ({ ...row, pending: false, conflict: false }));
              expect({ ...rest, rows: unmarked }).toEqual(naive(model, each.spec));
              break;
            }
            case 'rep':
              await rep(store, model, each);
              break;
            case 'removed': {
              const removed = each.ids.map((id) => ({ kind: 'contacts', id, reason: 'deleted' }) as const);
              await bring(store, 'contacts', [], { removed });
              for (const id of each.ids) {
                if (model.cities.has(id) && !model.deleted.has(id)) model.gone.add(id);
                else if (!model.gone.has(id)) forget(model, id);
              }
              break;
            }
            case 'restart':
              await store.ui['store.close']({ wipe: false });
              store = await openStore({ disk: store.disk, locks, now: store.clock.now });
              break;
          }
        }
      }),
      { numRuns: 120 },
    );
  }, 60_000);
});
