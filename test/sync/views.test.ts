import { describe, expect, it } from 'vitest';
import { mirrorViews } from '../../electron/sync/pull/views.ts';
import { filtersAnswerSchema, type ViewFilter } from '../../shared/entities/view-filter.ts';
import examples from '../fixtures/examples.json' with { type: 'json' };

const view = (id: number, name: string, rest: Partial<ViewFilter> = {}): ViewFilter => ({
  id,
  name,
  user_id: -1,
  is_default: true,
  ...rest,
});

function documented(id: string): ViewFilter[] {
  const example = examples.find((each) => each.id === id);
  return filtersAnswerSchema.parse(example?.response).filters;
}

describe('the views a mirror walks', () => {
  it.each([
    ['leads', 'leads-009', 4],
    ['contacts', 'contacts-030', 4],
    ['sales_accounts', 'accounts-050', 2],
  ] as const)('takes the documented "All" view of %s', (kind, example, id) => {
    expect(mirrorViews(kind, documented(example))).toEqual([id]);
  });

  it('takes Open, Won and Lost where there are no "All Deals"', () => {
    expect(mirrorViews('deals', documented('deals-071'))).toEqual([1, 6, 5]);
  });

  it('prefers "All Deals" where it exists', () => {
    expect(
      mirrorViews('deals', [
        view(1, 'Open Deals'),
        view(2, 'Won Deals'),
        view(3, 'Lost Deals'),
        view(9, 'All Deals'),
      ]),
    ).toEqual([9]);
  });

  it('prefers the system’s view to a personal one of the same name', () => {
    expect(
      mirrorViews('contacts', [view(1, 'All my friends', { user_id: 77 }), view(2, 'All Contacts')]),
    ).toEqual([2]);
  });

  it.each(['Alle Kontakte', 'Todos los contactos', 'Tous les contacts', 'すべての連絡先', 'ALL CONTACTS'])(
    'knows "%s"',
    (name) => {
      expect(mirrorViews('contacts', [view(1, 'Mine'), view(2, name)])).toEqual([2]);
    },
  );

  it('is not taken in by a name that only begins like it', () => {
    expect(
      mirrorViews('sales_accounts', [view(1, 'Allied partners', { is_default: false }), view(2, 'Mine')]),
    ).toEqual([2]);
  });

  it('never walks the recycle bin', () => {
    expect(mirrorViews('contacts', [view(1, 'Recycle Bin'), view(2, 'Mine')])).toEqual([2]);
  });

  it('walks every default view, or every view, where no name tells', () => {
    expect(mirrorViews('deals', [view(1, 'A'), view(2, 'B'), view(3, 'C', { is_default: false })])).toEqual([
      1, 2,
    ]);
    expect(mirrorViews('deals', [view(1, 'A', { user_id: 5, is_default: false })])).toEqual([1]);
    expect(mirrorViews('deals', [])).toEqual([]);
  });
});
