import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fittingColumns, listColumns, nextSort } from '../../../renderer/ui/screens/list/columns.ts';
import { windowOf } from '../../../renderer/ui/screens/list/window.ts';
import { KINDS } from '../../../shared/entities/kind.ts';
import { ENTITY_KINDS } from '../../../shared/entities/kinds.ts';

describe('columns', () => {
  it('all have a heading in words', () => {
    for (const kind of KINDS) {
      for (const { key, label } of listColumns(kind, null)) expect(label).not.toBe(key);
    }
  });

  it('leave in order when there is less room, and the name never does', () => {
    const contacts = listColumns('contacts', null);
    const keysAt = (width: number) => fittingColumns(contacts, width).map(({ key }) => key);
    expect(keysAt(2000)).toEqual(ENTITY_KINDS.contacts.defaultColumns);
    expect(keysAt(680)).toEqual(['name', 'sales_account_id', 'mobile_number', 'city', 'updated_at']);
    expect(keysAt(635)).toEqual(['name', 'sales_account_id', 'mobile_number', 'updated_at']);
    expect(keysAt(420)).toEqual(['name', 'sales_account_id', 'updated_at']);
    expect(keysAt(1)).toEqual(['name']);
  });

  it('always fit, or are the name alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.integer({ min: 0, max: 3000 }), (kind, width) => {
        const columns = fittingColumns(listColumns(kind, null), width);
        const needed = columns.reduce((sum, { least }) => sum + least, 0);
        expect(columns[0]?.key).toBe('name');
        expect(columns.length === 1 || needed <= width).toBe(true);
      }),
    );
  });

  it('are sorted first as one looks for it, then the other way', () => {
    const column = (key: string) => {
      const found = ENTITY_KINDS.contacts.columns.find((candidate) => candidate.key === key);
      if (!found) throw new Error(key);
      return found;
    };
    const usual = { column: 'updated_at', direction: 'desc' as const };
    expect(nextSort(column('name'), usual)).toEqual({ column: 'name', direction: 'asc' });
    expect(nextSort(column('lead_score'), usual)).toEqual({ column: 'lead_score', direction: 'desc' });
    expect(nextSort(column('updated_at'), usual)).toEqual({ column: 'updated_at', direction: 'asc' });
  });
});

describe('the window of rows', () => {
  it('covers what can be seen, within what the store allows', () => {
    fc.assert(
      fc.property(fc.nat(500_000), fc.nat(120), (first, more) => {
        const { offset, limit } = windowOf(first, first + more);
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual(first);
        expect(offset + limit).toBeGreaterThanOrEqual(first + more);
        expect(limit).toBeLessThanOrEqual(1000);
      }),
    );
  });

  it('stays where it is for a small scroll', () => {
    expect(windowOf(310, 330)).toEqual(windowOf(311, 331));
  });
});
