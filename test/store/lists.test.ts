import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAmount, sumAmounts } from '../../shared/money.ts';
import type { IdentifiedRecord } from '../../shared/entities/record.ts';
import type { Filter, Group, GroupsSpec } from '../../shared/store-port.ts';
import { ask, bring, create, overRestart, remove, save, update } from './edits.ts';
import { list, listOf, memoryLocks, openStore, put, settled, type TestStore } from './harness.ts';

const groups = (store: TestStore, spec: Partial<GroupsSpec>) =>
  ask(store, {
    type: 'groups',
    kind: 'deals',
    filters: [],
    text: '',
    by: 'deal_stage_id',
    unit: null,
    sums: [],
    ...spec,
  });
const columns = async (store: TestStore) => (await ask(store, { type: 'columns', kind: 'deals' })).columns;

async function configure(store: TestStore, entries: Record<string, unknown>): Promise<void> {
  await store.sync['store.putConfiguration']({
    entries: Object.entries(entries).map(([key, value]) => ({ key, value })),
    absentKinds: [],
    at: 1,
  });
}

const field = (name: string, type: string, more: Record<string, unknown> = {}) => ({
  id: name,
  name,
  type,
  label: `Label of ${name}`,
  ...more,
});

const amount = fc.oneof(
  fc.constantFrom(null, '0.1', '0.2', '-3', '7700.0', '12345678901234567.8901', '1e3', '0.12345678901'),
  fc.integer({ min: -100_000, max: 100_000 }).map((cents) => String(cents / 100)),
  fc.constant(9_007_199_254_740_991),
);
const deal = fc.record({
  id: fc.integer({ min: 1, max: 40 }),
  name: fc.constantFrom('A', 'B', null),
  amount,
  probability: fc.constantFrom(null, 0, 30, 100, 33.3),
  deal_stage_id: fc.constantFrom(null, 1, 2, 3),
  expected_close: fc.constantFrom(null, '2026-01-31', '2026-02-01', '2026-02-28'),
  tags: fc.subarray(['x', 'y', 'z']),
  updated_at: fc.constant('2026-01-01T00:00:00Z'),
});

/** What groups must be, by walking over all records for each. */
function grouped(
  records: readonly IdentifiedRecord[],
  keysOf: (record: IdentifiedRecord) => readonly (string | number)[],
  sums: readonly string[],
): Map<string | number | null, Pick<Group, 'count' | 'sums'>> {
  const members = new Map<string | number | null, IdentifiedRecord[]>();
  for (const record of records) {
    const keys = keysOf(record);
    for (const key of keys.length === 0 ? [null] : keys)
      members.set(key, [...(members.get(key) ?? []), record]);
  }
  return new Map(
    [...members].map(([key, held]) => [key, { count: held.length, sums: summed(held, sums) }] as const),
  );
}

function summed(records: readonly IdentifiedRecord[], keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    keys.map((key) => [key, sumAmounts(records.flatMap((record) => parseAmount(record[key]) ?? []))]),
  );
}

describe('sums and groups', () => {
  it('are what adding up all records one by one gives, exactly', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(deal, { selector: ({ id }) => id, maxLength: 40 }), async (deals) => {
        const store = await openStore();
        await put(store, 'deals', deals);
        const sums = ['amount', 'probability'];
        expect((await list(store, 'deals', { sums, limit: 0 })).sums).toEqual(summed(deals, sums));
        const one = (key: string) => (record: IdentifiedRecord) =>
          record[key] === null ? [] : [record[key] as string | number];
        const by = {
          deal_stage_id: one('deal_stage_id'),
          name: one('name'),
          probability: one('probability'),
          expected_close: one('expected_close'),
          tags: ({ tags }: IdentifiedRecord) => tags as string[],
        };
        for (const [key, keysOf] of Object.entries(by)) {
          const value = await groups(store, { by: key, sums });
          expect(new Map(value.groups.map(({ key, count, sums }) => [key, { count, sums }]))).toEqual(
            grouped(deals, keysOf, sums),
          );
          expect(value).toMatchObject({ total: deals.length, more: 0, sums: summed(deals, sums) });
        }
        const months = await groups(store, { by: 'expected_close', unit: 'month', sums });
        expect(new Map(months.groups.map(({ key, count, sums }) => [key, { count, sums }]))).toEqual(
          grouped(deals, ({ expected_close: day }) => (day === null ? [] : [String(day).slice(0, 7)]), sums),
        );
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('count the tags of a record in each, filter as lists do, and put what has no name behind', async () => {
    const store = await openStore();
    await configure(store, {
      'selector:deal_stages': [
        { id: 1, name: 'New' },
        { id: 2, name: 'Demo' },
      ],
    });
    await put(store, 'deals', [
      { id: 1, name: 'A', deal_stage_id: 1, amount: '10.10', probability: 50 },
      { id: 2, name: 'B', deal_stage_id: 2, amount: '0.20', probability: 25 },
      { id: 3, name: 'C', deal_stage_id: 9 },
      { id: 4, name: 'D', amount: '5' },
    ]);
    const value = await groups(store, { sums: ['amount', 'expected'] });
    expect(value.groups).toEqual([
      { key: 2, name: 'Demo', count: 1, sums: { amount: '0.2', expected: '0.05' } },
      { key: 1, name: 'New', count: 1, sums: { amount: '10.1', expected: '5.05' } },
      { key: 9, name: null, count: 1, sums: { amount: '0', expected: '0' } },
      { key: null, name: null, count: 1, sums: { amount: '5', expected: '0' } },
    ]);
    const filters: Filter[] = [{ column: 'deal_stage_id', op: 'in', values: [1, 2] }];
    expect(await groups(store, { filters, by: 'name' })).toMatchObject({
      total: 2,
      groups: [{ key: 'A' }, { key: 'B' }],
    });
  });

  it('join instants to days and months in the zone of this device', async () => {
    const store = await openStore();
    const local = (month: number, day: number, hour: number): string =>
      new Date(2026, month - 1, day, hour).toISOString();
    await put(store, 'deals', [
      { id: 1, created_at: local(1, 31, 0) },
      { id: 2, created_at: local(1, 31, 23) },
      { id: 3, created_at: local(2, 1, 0) },
    ]);
    const days = await groups(store, { by: 'created_at', unit: 'day' });
    expect(days.groups.map(({ key, count }) => [key, count])).toEqual([
      ['2026-01-31', 2],
      ['2026-02-01', 1],
    ]);
    const months = await groups(store, { by: 'created_at', unit: 'month' });
    expect(months.groups.map(({ key, count }) => [key, count])).toEqual([
      ['2026-01', 2],
      ['2026-02', 1],
    ]);
  });

  it('keep the largest of more groups than anybody reads, and say how many are left out', async () => {
    const store = await openStore();
    await put(
      store,
      'deals',
      Array.from({ length: 1003 }, (_, at) => ({ id: at + 1, name: `Deal ${at < 2 ? 0 : at}` })),
    );
    const value = await groups(store, { by: 'name' });
    expect(value).toMatchObject({ total: 1003, more: 2 });
    expect(value.groups).toHaveLength(1000);
    expect(value.groups[0]).toMatchObject({ key: 'Deal 0', count: 2 });
  });

  it('are refused for columns that hold no amounts, and for none', async () => {
    const store = await openStore();
    for (const sums of [['name'], ['created_at'], ['nothing']])
      await expect(list(store, 'deals', { sums })).rejects.toMatchObject({ info: { code: 'bad-call' } });
    await expect(groups(store, { by: 'nothing' })).rejects.toMatchObject({ info: { code: 'bad-call' } });
  });

  it('follow changes that wait, with what they come to in the account’s own currency', async () => {
    const store = await openStore();
    await put(store, 'deals', [
      { id: 1, name: 'A', amount: '100.0', base_currency_amount: '50.0', currency_id: 2, probability: 10 },
      { id: 2, name: 'B', amount: '7.0', base_currency_amount: '7.0', currency_id: 1, probability: 50 },
    ]);
    const sums = ['amount', 'base_currency_amount', 'expected'];
    const { watchId, value } = await store.ui['watch.open'](listOf('deals', { sums }));
    expect(value).toMatchObject({
      sums: { amount: '107', base_currency_amount: '57', expected: '8.5' },
    });
    await save(store, update('deals', 1, { amount: '300' }), update('deals', 2, { amount: '8.01' }));
    await store.scheduler.advance(200);
    expect(store.pushes.at(-1)).toMatchObject({
      watchId,
      value: { sums: { amount: '308.01', base_currency_amount: '158.01', expected: '19.005' } },
    });
    await save(store, update('deals', 1, { currency_id: 3 }));
    await store.scheduler.advance(200);
    expect(store.pushes.at(-1)).toMatchObject({ value: { sums: { base_currency_amount: '8.01' } } });
  });

  it('count what was made here at the rate at which the server counted last in its currency', async () => {
    const store = await openStore();
    await store.sync['store.putConfiguration']({
      entries: [
        {
          key: 'selector:currencies',
          value: [
            { id: 1, currency_code: 'EUR', currency_type: 1 },
            { id: 2, currency_code: 'USD', currency_type: 2 },
            { id: 3, currency_code: 'JPY', currency_type: 2 },
          ],
        },
      ],
      absentKinds: [],
      at: 1,
    });
    const counted = (id: number, to: string, updated_at: string) => ({
      id,
      name: `${id}`,
      amount: '100.0',
      base_currency_amount: to,
      currency_id: 2,
      updated_at,
    });
    await put(store, 'deals', [
      counted(1, '90.0', '2026-01-03T00:00:00Z'),
      counted(2, '80.0', '2026-01-02T00:00:00Z'),
    ]);
    const sums = ['base_currency_amount'];
    const sum = async () => (await list(store, 'deals', { sums })).sums;
    expect(await sum()).toEqual({ base_currency_amount: '170' });
    await save(store, create('deals', { name: 'No currency', amount: '5' }));
    await save(store, create('deals', { name: 'Own currency', amount: 7, currency_id: 1 }));
    expect(await sum()).toEqual({ base_currency_amount: '182' });
    await save(store, create('deals', { name: 'Another', amount: '10.10', currency_id: 2 }));
    expect(await sum()).toEqual({ base_currency_amount: '191.09' });
    // Nobody knows what yen come to.
    await save(store, create('deals', { name: 'Unheard of', amount: '1000000', currency_id: 3 }));
    expect(await sum()).toEqual({ base_currency_amount: '191.09' });
    for await (const each of overRestart(store))
      expect((await list(each, 'deals', { sums })).sums).toEqual({ base_currency_amount: '191.09' });
  });
});

describe('lists', () => {
  it('give their ids in order, from any row on, and once where nobody watches', async () => {
    const store = await openStore();
    await put(
      store,
      'deals',
      Array.from({ length: 300 }, (_, at) => ({ id: at + 1, name: `Deal ${at % 7}`, amount: String(at) })),
    );
    const asked = {
      kind: 'deals' as const,
      filters: [{ column: 'amount', op: 'between' as const, from: '10', to: null }],
      text: 'deal',
      sorts: [
        { column: 'name', direction: 'asc' as const },
        { column: 'amount', direction: 'desc' as const },
      ],
    };
    const { ids, total } = await store.ui['list.ids']({ ...asked, offset: 0, limit: 10_000 });
    const whole = await store.ui['list.read']({ spec: listOf('deals', { ...asked, limit: 1000 }) });
    expect(ids).toEqual(whole.rows.map(({ id }) => id));
    expect([ids.length, total, whole.total]).toEqual([290, 290, 290]);
    expect((await store.ui['list.ids']({ ...asked, offset: 100, limit: 5 })).ids).toEqual(
      ids.slice(100, 105),
    );
    await put(store, 'deals', [{ id: 1, name: 'Other' }]);
    await store.scheduler.advance(1000);
    expect(store.pushes).toEqual([]);
  });

  it('hold what has changes that wait, and no more once it is on the server or undone', async () => {
    const store = await openStore();
    await put(store, 'deals', [
      { id: 1, name: 'A' },
      { id: 2, name: 'B' },
      { id: 3, name: 'C' },
    ]);
    const { watchId, value } = await store.ui['watch.open'](
      listOf('deals', { filters: [{ op: 'pending' }] }),
    );
    expect(value).toMatchObject({ total: 0 });
    const { editIds } = await save(store, update('deals', 2, { name: 'B2' }));
    const { targets } = await save(store, create('deals', { name: 'New', amount: '1' }));
    await save(store, update('contacts', 1, { city: 'Rome' })).catch(() => undefined);
    await save(store, remove('deals', 3));
    await store.scheduler.advance(200);
    const seen = store.pushes.at(-1)!;
    expect(seen.watchId).toBe(watchId);
    expect(seen.value).toMatchObject({ total: 2, rows: [{ id: targets[0]!.id }, { id: 2 }] });
    await store.ui['edit.undo']({ editId: editIds[0]!, withDependants: false });
    await store.scheduler.advance(200);
    expect(store.pushes.at(-1)!.value).toMatchObject({ total: 1 });
  });

  it('find the contacts of an account, also of one that is not the first, and the deals of a contact', async () => {
    const store = await openStore();
    await put(store, 'sales_accounts', [
      { id: 7, name: 'Acme' },
      { id: 8, name: 'Böhm' },
    ]);
    await put(store, 'contacts', [
      {
        id: 1,
        display_name: 'Ann',
        sales_accounts: [
          { id: 8, is_primary: false },
          { id: 7, is_primary: true },
        ],
      },
      { id: 2, display_name: 'Bob', sales_account_id: 8 },
      { id: 3, display_name: 'Cid' },
    ]);
    await put(store, 'deals', [{ id: 5, name: 'D', contacts: [{ id: 1 }, { id: 3 }, { id: 99 }] }]);
    const ofAccount = await list(store, 'contacts', {
      filters: [{ column: 'sales_account_ids', op: 'in', values: [8] }],
      sorts: [{ column: 'sales_account_ids', direction: 'asc' }],
      columns: ['sales_account_ids'],
    });
    expect(ofAccount.rows).toMatchObject([
      { id: 1, cells: { sales_account_ids: ['Acme', 'Böhm'] } },
      { id: 2, cells: { sales_account_ids: ['Böhm'] } },
    ]);
    const ofContact = { filters: [{ column: 'contact_ids', op: 'in' as const, values: [3] }] };
    const { rows } = await list(store, 'deals', { ...ofContact, columns: ['contact_ids'] });
    expect(rows).toMatchObject([{ id: 5, cells: { contact_ids: ['Ann', 'Cid'] } }]);
    const byAccount = await groups(store, { kind: 'contacts', by: 'sales_account_ids' });
    expect(byAccount.groups.map(({ name, count }) => [name, count])).toEqual([
      ['Acme', 1],
      ['Böhm', 2],
      [null, 1],
    ]);
  });
});

const FIELDS = {
  fields: [
    field('name', 'text', { label: ' Deal name ' }),
    field('cf_size', 'number'),
    field('cf_no-go', 'dropdown', { choices: [{ id: 1, value: 'Box' }, { value: 'Flatbed' }] }),
    field('cf_many', 'multi_select_dropdown', { choices: [{ id: 1, value: 'x' }] }),
    field('cf_live', 'date'),
    field('cf_flag', 'checkbox'),
  ],
};
const OWN = ['cf_size', 'cf_no-go', 'cf_many', 'cf_live', 'cf_flag'].map((name) => `custom_field.${name}`);
const own = fc.record({
  cf_size: fc.constantFrom(null, 1, 2, 2.5, '3'),
  'cf_no-go': fc.constantFrom(null, 'Box', 'Flatbed', ''),
  cf_many: fc.constantFrom(null, [], ['x', 'y'], 'y;z'),
  cf_live: fc.constantFrom(null, '2026-05-01'),
  cf_flag: fc.constantFrom(null, true, false),
});

type Step =
  | { readonly does: 'put'; readonly id: number; readonly own: Record<string, unknown> }
  | { readonly does: 'edit'; readonly id: number; readonly size: number }
  | { readonly does: 'fields' | 'no fields' | 'restart' | 'wait' };

describe('the account’s own fields', () => {
  it('are columns with their labels, types and choices', async () => {
    const store = await openStore();
    expect((await columns(store)).some(({ isCustom }) => isCustom)).toBe(false);
    await configure(store, { 'fields:deals': FIELDS });
    const all = await columns(store);
    expect(all.find(({ key }) => key === 'name')).toMatchObject({
      label: 'Deal name',
      isDefault: true,
      isCustom: false,
      choices: null,
    });
    expect(all.find(({ key }) => key === 'sales_account_id')).toMatchObject({
      type: 'reference',
      target: 'sales_accounts',
    });
    expect(all.filter(({ isCustom }) => isCustom)).toMatchObject([
      { key: OWN[0], type: 'number', label: 'Label of cf_size', fieldType: 'number', choices: null },
      { key: OWN[1], type: 'text', choices: ['Box', 'Flatbed'] },
      { key: OWN[2], type: 'tags', choices: ['x'] },
      { key: OWN[3], type: 'day', choices: null },
      { key: OWN[4], type: 'number', fieldType: 'checkbox' },
    ]);
  });

  it('are shown, sorted, filtered and added up whenever they are told of', async () => {
    const step: fc.Arbitrary<Step> = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          does: fc.constant('put' as const),
          id: fc.integer({ min: 1, max: 12 }),
          own,
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          does: fc.constant('edit' as const),
          id: fc.integer({ min: 1, max: 12 }),
          size: fc.integer({ min: 3, max: 9 }),
        }),
      },
      {
        weight: 3,
        arbitrary: fc
          .constantFrom('fields' as const, 'no fields' as const, 'restart' as const, 'wait' as const)
          .map((does) => ({ does })),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const locks = memoryLocks();
        let store = await openStore({ locks });
        const held = new Map<number, Record<string, unknown>>();
        const sizes = new Map<number, number>();
        for (const each of steps) {
          switch (each.does) {
            case 'put':
              if (sizes.has(each.id)) break;
              held.set(each.id, each.own);
              await bring(store, 'deals', [{ id: each.id, name: `D${each.id}`, custom_field: each.own }]);
              break;
            case 'edit':
              if (!held.has(each.id)) break;
              sizes.set(each.id, each.size);
              await save(store, update('deals', each.id, { 'custom_field.cf_size': each.size }));
              break;
            case 'fields':
              await configure(store, { 'fields:deals': FIELDS });
              break;
            case 'no fields':
              await configure(store, { 'fields:deals': { fields: [] } });
              break;
            case 'restart':
              await store.ui['store.close']({ wipe: false });
              store = await openStore({ disk: store.disk, locks, now: store.clock.now });
              break;
            case 'wait':
              await settled();
          }
        }
        await configure(store, { 'fields:deals': FIELDS });
        await settled();
        await settled();
        const size = (id: number): number | null => {
          const value = sizes.get(id) ?? held.get(id)?.['cf_size'] ?? null;
          return value === null ? null : Number(value);
        };
        const { rows, sums } = await list(store, 'deals', {
          columns: OWN,
          sums: ['custom_field.cf_size'],
          sorts: [{ column: 'custom_field.cf_size', direction: 'desc' }],
        });
        const ids = [...held.keys()].sort((a, b) => (size(b) ?? -1) - (size(a) ?? -1) || a - b);
        expect(rows.map(({ id }) => id)).toEqual(ids);
        for (const { id, cells } of rows) {
          const values = held.get(id)!;
          const many = values['cf_many'];
          const words = typeof many === 'string' ? many.split(';') : (many as string[] | null);
          expect(cells).toEqual({
            'custom_field.cf_size': size(id),
            'custom_field.cf_no-go': values['cf_no-go'] || null,
            'custom_field.cf_many': words?.length ? words : null,
            'custom_field.cf_live': values['cf_live'],
            'custom_field.cf_flag': values['cf_flag'] === null ? null : Number(values['cf_flag']),
          });
        }
        expect(sums['custom_field.cf_size']).toBe(
          sumAmounts(ids.flatMap((id) => parseAmount(size(id)) ?? [])),
        );
        const yes = await list(store, 'deals', {
          filters: [{ column: 'custom_field.cf_flag', op: 'in', values: [1] }],
        });
        expect(yes.total).toBe(ids.filter((id) => held.get(id)?.['cf_flag'] === true).length);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('tell the lists that show them when they are filled', async () => {
    const store = await openStore();
    await put(
      store,
      'deals',
      Array.from({ length: 2000 }, (_, at) => ({ id: at + 1, custom_field: { cf_size: at % 2 } })),
    );
    const filters: Filter[] = [{ column: 'custom_field.cf_size', op: 'in', values: [1] }];
    const { value } = await store.ui['watch.open'](listOf('deals', { filters, limit: 1 }));
    expect(value).toMatchObject({ total: 0 });
    await configure(store, { 'fields:deals': FIELDS });
    for (let turn = 0; turn < 10; turn++) await store.scheduler.advance(200);
    expect(store.pushes.at(-1)!.value).toMatchObject({ total: 1000 });
  });

  it('are nothing, and no mistake, once the account has them no more', async () => {
    const store = await openStore();
    await put(store, 'deals', [{ id: 1, custom_field: { cf_size: 4 } }]);
    const { rows } = await list(store, 'deals', {
      columns: ['custom_field.cf_size'],
      sorts: [{ column: 'custom_field.cf_size', direction: 'asc' }],
    });
    expect(rows).toMatchObject([{ id: 1, cells: { 'custom_field.cf_size': null } }]);
  });
});
