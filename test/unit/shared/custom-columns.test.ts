import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customColumns } from '../../../shared/entities/custom-columns.ts';

const TYPES = [
  'text',
  'textarea',
  'number',
  'decimal',
  'currency',
  'checkbox',
  'date',
  'date_time',
  'dropdown',
  'multi_select_dropdown',
  'something new',
  null,
];

const read = (type: string | null, value: unknown) =>
  customColumns({ fields: [{ id: 1, name: 'cf_x-y', type }] })[0]!.read({
    id: 1,
    custom_field: { 'cf_x-y': value },
  });

describe('columns of an account’s own fields', () => {
  it('are those that begin with cf_, each once, and none before the account is known', () => {
    const fields = ['name', 'cf_a', 'cf_b', 'cf_a'].map((name, id) => ({ id, name, type: 'text' }));
    expect(customColumns({ fields }).map(({ key }) => key)).toEqual([
      'custom_field.cf_a',
      'custom_field.cf_b',
    ]);
    expect(customColumns(null)).toEqual([]);
  });

  it.each([
    ['text', 'Words', 'Words'],
    ['text', ' ', null],
    ['dropdown', 5, '5'],
    ['number', 56, 56],
    ['number', '56.5', 56.5],
    ['number', 'many', null],
    ['currency', '0012.50', '12.5'],
    ['checkbox', true, 1],
    ['checkbox', false, 0],
    ['checkbox', null, null],
    ['date', '2026-03-01T00:00:00Z', '2026-03-01'],
    ['date_time', '2026-03-01T00:00:00Z', Date.UTC(2026, 2, 1)],
    ['multi_select_dropdown', ['x', 'y'], ['x', 'y']],
    ['multi_select_dropdown', 'x; y', ['x', 'y']],
    ['multi_select_dropdown', null, []],
  ])('of type %s read %j as %j', (type, value, expected) => {
    expect(read(type, value)).toEqual(expected);
  });

  it('read anything without falling over', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), fc.anything(), (type, value) => {
        const cell = read(type, value);
        expect(cell === null || ['string', 'number', 'object'].includes(typeof cell)).toBe(true);
        if (typeof cell === 'number') expect(Number.isNaN(cell)).toBe(false);
        expect(customColumns({ fields: [{ id: 1, name: 'cf_x', type }] })[0]!.read({ id: 1 })).toEqual(
          type === 'multi_select_dropdown' ? [] : null,
        );
      }),
    );
  });
});
