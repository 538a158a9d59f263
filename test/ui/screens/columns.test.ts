import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fittingColumns,
  headingOf,
  knownSorts,
  nextSorts,
  shownColumns,
  summedColumns,
} from '../../../renderer/ui/screens/list/columns.ts';
import { windowOf } from '../../../renderer/ui/screens/list/window.ts';
import { KINDS, type Kind } from '../../../shared/entities/kind.ts';
import { ENTITY_KINDS } from '../../../shared/entities/kinds.ts';
import type { ListColumn, Sort } from '../../../shared/store-port.ts';
import { FakeLists } from '../fakes/lists.ts';

/** The columns that every account has, as the store tells of them. */
function columnsOf(kind: Kind): readonly ListColumn[] {
  const lists = new FakeLists({
    records: () => [],
    configuration: {},
    isPending: () => false,
    hasConflict: () => false,
  });
  return lists.columns(kind).columns;
}

const contacts = columnsOf('contacts');
const column = (key: string) => {
  const found = contacts.find((candidate) => candidate.key === key);
  if (!found) throw new Error(key);
  return found;
};

describe('columns', () => {
  it('all have a heading in words', () => {
    for (const kind of KINDS) {
      for (const one of columnsOf(kind)) expect(headingOf(one), one.key).not.toBe(one.key);
    }
  });

  it('leave in order when there is less room, and the name never does', () => {
    const shown = shownColumns(contacts, null);
    const keysAt = (width: number) => fittingColumns(shown, width).map(({ key }) => key);
    expect(keysAt(2000)).toEqual(ENTITY_KINDS.contacts.defaultColumns);
    expect(keysAt(704)).toEqual(['name', 'sales_account_id', 'mobile_number', 'city', 'updated_at']);
    expect(keysAt(659)).toEqual(['name', 'sales_account_id', 'mobile_number', 'updated_at']);
    expect(keysAt(444)).toEqual(['name', 'sales_account_id', 'updated_at']);
    expect(keysAt(1)).toEqual(['name']);
  });

  it('always fit, or are the name alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.integer({ min: 0, max: 3000 }), (kind, width) => {
        const columns = fittingColumns(shownColumns(columnsOf(kind), null), width);
        const needed = columns.reduce((sum, { least }) => sum + least, 0);
        expect(columns[0]?.key).toBe('name');
        expect(columns.length === 1 || needed <= width).toBe(true);
      }),
    );
  });

  it('are the chosen ones in their order and widths, with the name always among them', () => {
    const shown = shownColumns(contacts, [
      { key: 'city', width: 200 },
      { key: 'gone_since', width: null },
      { key: 'email', width: null },
    ]);
    expect(shown.map(({ key }) => key)).toEqual(['name', 'city', 'email']);
    expect(shown[1]).toMatchObject({ track: '200px', least: 200 });
  });

  it('are sorted first as one looks for it, then the other way', () => {
    const usual: Sort[] = [{ column: 'updated_at', direction: 'desc' }];
    expect(nextSorts(column('name'), usual, false)).toEqual([{ column: 'name', direction: 'asc' }]);
    expect(nextSorts(column('lead_score'), usual, false)).toEqual([
      { column: 'lead_score', direction: 'desc' },
    ]);
    expect(nextSorts(column('updated_at'), usual, false)).toEqual([
      { column: 'updated_at', direction: 'asc' },
    ]);
  });

  it('are sorted by one more, each once and at most four', () => {
    const key = fc.constantFrom('name', 'city', 'email', 'lead_score', 'owner_id', 'updated_at');
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 12 }), (pressed) => {
        const sorts = pressed.reduce<readonly Sort[]>((held, one) => nextSorts(column(one), held, true), []);
        const keys = sorts.map((sort) => sort.column);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.length).toBeLessThanOrEqual(4);
        expect(keys).toContain(pressed.at(-1));
      }),
    );
  });

  it('that are not there do not sort', () => {
    expect(knownSorts(contacts, [{ column: 'nonsense', direction: 'asc' }])).toEqual([
      { column: 'updated_at', direction: 'desc' },
    ]);
  });

  it('of deals are added up in the currency of the account', () => {
    const deals = columnsOf('deals');
    expect(summedColumns(deals, shownColumns(deals, null))).toEqual(['base_currency_amount']);
    expect(summedColumns(contacts, shownColumns(contacts, null))).toEqual([]);
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
