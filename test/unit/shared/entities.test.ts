import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ANYBODY } from '../../../shared/entities/appointment.ts';
import { ENTITY_KINDS, RECORD_DEFINITIONS } from '../../../shared/entities/kinds.ts';
import { isKind, KINDS, RECORD_KINDS } from '../../../shared/entities/kind.ts';
import { kindOfModel, MODEL_OF_KIND, targetsOf } from '../../../shared/entities/target.ts';
import type { ColumnType } from '../../../shared/entities/column.ts';
import * as field from '../../../shared/entities/fields.ts';
import {
  dropTokens,
  idOf,
  idSchema,
  objectOf,
  objectsOf,
  stringsOf,
  textOf,
  type RawRecord,
} from '../../../shared/entities/record.ts';
import { selectorLabel, selectorRows } from '../../../shared/entities/selectors.ts';
import { stringifyJson } from '../../../shared/json.ts';

const sample = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/real/${file}`, import.meta.url), 'utf8'));
const rowsOf = (file: string, key: string): RawRecord[] =>
  objectsOf(z.record(z.string(), z.unknown()).parse(sample(file)), key);

/** Records of real accounts, by kind. */
const real = {
  leads: rowsOf('lori-tap/leads_view_include_owner.json', 'leads'),
  contacts: rowsOf('lori-tap/contacts_view.json', 'contacts'),
  sales_accounts: rowsOf('lori-tap/sales_accounts_view.json', 'sales_accounts'),
  deals: rowsOf('lori-tap/deals_view.json', 'deals'),
} as const;

describe('each kind', () => {
  it.each(KINDS)('%s fits the records of real accounts, and changes nothing of them', (kind) => {
    expect(real[kind].length).toBeGreaterThan(0);
    for (const record of real[kind]) {
      const parsed = ENTITY_KINDS[kind].schema.parse(record);
      expect(parsed).toStrictEqual(record);
    }
  });

  it.each(RECORD_KINDS)('%s is in the table under its own name', (kind) => {
    expect(RECORD_DEFINITIONS[kind].kind).toBe(kind);
    if (isKind(kind)) expect(RECORD_DEFINITIONS[kind]).toBe(ENTITY_KINDS[kind]);
  });

  it.each(RECORD_KINDS)('%s takes a record that has an id and nothing else', (kind) => {
    const { schema, title, searchText, columns } = RECORD_DEFINITIONS[kind];
    const bare = { id: 1 };
    expect(schema.safeParse(bare).success).toBe(true);
    expect(title(bare)).toBeNull();
    expect(searchText(bare).every((text) => text === null)).toBe(true);
    // A flag is a number that says no, or yes, where nothing is said; an appointment that does not say whose it is may be anybody's.
    const nothing = {
      tags: [[], [ANYBODY]],
      references: [[]],
      number: [null, 0, 1],
    } as const satisfies Partial<Record<ColumnType, unknown>>;
    for (const column of columns) {
      const { type } = column;
      const expected =
        type === 'tags' || type === 'references' || (type === 'number' && !isKind(kind))
          ? nothing[type]
          : [null];
      expect(expected).toContainEqual(column.read(bare));
    }
  });

  it.each(RECORD_KINDS)('%s reads any record without falling over', (kind) => {
    const { title, searchText, columns, schema } = RECORD_DEFINITIONS[kind];
    const shape = z.object({ shape: z.record(z.string(), z.unknown()) }).parse(schema).shape;
    const record = fc.record(Object.fromEntries(Object.keys(shape).map((key) => [key, fc.anything()])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(record, (given) => {
        const text = title(given);
        expect(text === null || text.trim() !== '').toBe(true);
        expect(searchText(given).every((word) => word === null || typeof word === 'string')).toBe(true);
        for (const column of columns) {
          const value = column.read(given);
          if (column.type === 'instant' && value !== null) expect(value).toSatisfy(Number.isFinite);
          if (column.type === 'references')
            expect(value).toSatisfy((ids: unknown[]) => ids.every(Number.isSafeInteger));
          if (column.type === 'reference' && value !== null) expect(value).toSatisfy(Number.isSafeInteger);
        }
      }),
    );
  });

  it.each(RECORD_KINDS)('%s shows by default only columns that it has, each once', (kind) => {
    const { columns, defaultColumns } = RECORD_DEFINITIONS[kind];
    const keys = columns.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(defaultColumns.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('reads the values that matter out of a real record', () => {
    const [deal] = real.deals;
    const read = Object.fromEntries(
      ENTITY_KINDS.deals.columns.map((column) => [column.key, column.read(deal ?? {})]),
    );
    expect(read).toMatchObject({
      name: 'test deal 2',
      amount: '2',
      expected_close: '2019-09-18',
      closed_date: null,
    });
  });

  it('finds a contact’s account: the primary one, else the first, else the one field', () => {
    const column = ENTITY_KINDS.contacts.columns.find(({ key }) => key === 'sales_account_id');
    const accounts = [{ id: 1 }, { id: 2, is_primary: true }];
    expect(column?.read({ sales_accounts: accounts })).toBe(2);
    expect(column?.read({ sales_accounts: accounts.slice(0, 1) })).toBe(1);
    expect(column?.read({ sales_account: { id: 3 } })).toBe(3);
    expect(column?.read({ sales_account_id: '4' })).toBe(4);
  });
});

describe('what a record is about', () => {
  it('is read from whichever way names it, each once', () => {
    const record = {
      targetable_id: '7',
      targetable_type: 'Contact',
      targetable: { id: 7, type: 'contact' },
      targetables: [
        { id: 8, type: 'SalesAccount' },
        { id: 9, type: 'Product' },
      ],
    };
    expect(targetsOf(record)).toEqual([
      { kind: 'contacts', id: 7 },
      { kind: 'sales_accounts', id: 8 },
    ]);
  });

  it.each(KINDS)('names %s as the API does', (kind) => {
    expect(kindOfModel(MODEL_OF_KIND[kind])).toBe(kind);
    expect(MODEL_OF_KIND[kind]).toBe(ENTITY_KINDS[kind].model);
  });
});

describe('fields', () => {
  const fits = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

  it.each<[string, z.ZodType, unknown[], unknown[]]>([
    ['amount', field.amount, ['7700.0', '', 0, 5, null, undefined, '-1'], ['plenty', true, {}, '1,0']],
    [
      'instant',
      field.instant,
      ['2024-06-25 06:57:50', '2016-02-10T02:36:06-08:00', '', null],
      ['yesterday', 5],
    ],
    ['day', field.day, ['2024-07-03', '2024-07-03T10:00:00Z', null], ['2024-02-30', 'soon']],
    ['reference', field.reference, [1, '71010794476', null], [1.5, 'x', '', {}]],
    ['number', field.number, [1, '1', '1.5', null], ['one', [], true]],
    [
      'emails',
      field.emails,
      [[{ id: 1, value: 'a@b.c', is_primary: true, label: null, _destroy: false }], [], null],
      ['a@b.c', [1]],
    ],
    ['customField', field.customField, [{}, { 'cf_no-go_truck_types': 'High' }, null], [[], 'x']],
  ])('%s takes what servers send', (_, schema, good, bad) => {
    expect(good.filter((value) => !fits(schema, value))).toEqual([]);
    expect(bad.filter((value) => fits(schema, value))).toEqual([]);
  });

  it('take a number above 2^53', () => {
    expect(fits(field.number, 1450348061427834880n)).toBe(true);
    expect(fits(field.amount, 1450348061427834880n)).toBe(true);
  });

  it('of an id take what a server or this device makes', () => {
    expect([1, 402211574986, -1].every((id) => fits(idSchema, id))).toBe(true);
    expect(['1', 2 ** 60, 1.5, null].some((id) => fits(idSchema, id))).toBe(false);
  });
});

describe('dropTokens', () => {
  it('leaves none, at any depth, and touches nothing else', () => {
    const keys = fc.oneof(
      fc.string(),
      fc.constantFrom('collaboration', 'fc_widget_collaboration', 'collaborations'),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
        fc.array(tie('value')),
        fc.dictionary(keys, tie('value'), { noNullPrototype: true }),
      ),
    }));
    const without = (given: unknown): unknown => {
      if (Array.isArray(given)) return given.map(without);
      if (typeof given !== 'object' || given === null) return given;
      const kept = Object.entries(given).filter(
        ([key]) => key !== 'collaboration' && key !== 'fc_widget_collaboration',
      );
      return Object.fromEntries(kept.map(([key, inner]) => [key, without(inner)]));
    };
    fc.assert(
      fc.property(value, (given) => {
        const expected = stringifyJson(without(given));
        expect(stringifyJson(dropTokens(given))).toBe(expected);
      }),
    );
  });
});

describe('readers of raw records', () => {
  it('give what is there and nothing else', () => {
    const record = {
      text: ' Zoë ',
      blank: '  ',
      id: 7,
      digits: '70042006456',
      long: '12345678901234567890',
      list: [{ a: 1 }, null, [1]],
      words: ['a', 1],
    };
    expect([textOf(record, 'text'), textOf(record, 'blank'), textOf(record, 'id')]).toEqual([
      ' Zoë ',
      null,
      null,
    ]);
    expect([idOf(record, 'id'), idOf(record, 'digits'), idOf(record, 'long'), idOf(record, 'text')]).toEqual([
      7,
      70042006456,
      null,
      null,
    ]);
    expect([objectsOf(record, 'list'), objectsOf(record, 'text')]).toEqual([[{ a: 1 }], []]);
    expect([objectOf(record, 'list'), objectOf({ o: { b: 2 } }, 'o')]).toEqual([null, { b: 2 }]);
    expect([stringsOf(record, 'words'), stringsOf(record, 'id')]).toEqual([['a'], []]);
  });
});

describe('selectors', () => {
  it('are read under whatever key, rows without an id left out', () => {
    expect(selectorRows(sample('lori-tap/selector_owners.json'))).toHaveLength(1);
    expect(selectorRows({ meta: {}, rows: [{ id: 1 }, {}, 'x'] })).toEqual([{ id: 1 }]);
    expect(selectorRows([{ id: 1 }])).toEqual([{ id: 1 }]);
    expect(selectorRows(null)).toEqual([]);
  });

  it('show a row by its name', () => {
    expect(selectorLabel({ id: 1, display_name: 'Ana', email: 'a@b.c' })).toBe('Ana');
    expect(selectorLabel({ id: 1, currency_code: 'CHF', name: '' })).toBe('CHF');
    expect(selectorLabel({ id: 1 })).toBe('1');
  });
});
