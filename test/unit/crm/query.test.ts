import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeQuery } from '../../../electron/crm/query.ts';

describe('writeQuery', () => {
  it('writes values in order and leaves out what is not given', () => {
    const query = writeQuery([
      ['limit', 2],
      ['last_fetched_id', null],
      ['include', ['users', 'targetable']],
      ['sort', undefined],
      ['more', []],
      ['flag', false],
    ]);
    expect(query).toBe('?limit=2&include=users,targetable&flag=false');
    expect(writeQuery([['include', null]])).toBe('');
  });

  it('escapes a plus and a blank', () => {
    expect(
      writeQuery([
        ['q', '+41 79'],
        ['filter', 'due today'],
      ]),
    ).toBe('?q=%2B41%2079&filter=due%20today');
  });

  it('is read back as it was meant', () => {
    const pairs = fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.string()));
    fc.assert(
      fc.property(pairs, (query) => {
        expect([...new URLSearchParams(writeQuery(query))]).toEqual(query);
      }),
    );
  });
});
