import { describe, expect, it } from 'vitest';
import { foldNext } from '../../../../shared/edits/fold.ts';
import { fieldsTogether, withFields } from '../../../../shared/edits/set-fields.ts';
import { FIRST_LOCAL_ID } from '../../../../shared/entities/local-id.ts';
import { editOf } from './arbitraries.ts';

const LINES = [{ id: 1, quantity: 3, unit_price: 349.5, discount: 10 }];

describe('amounts that follow from lines', () => {
  it('are a deal’s and a quote’s as soon as the lines are set', () => {
    for (const kind of ['deals', 'cpq_documents'] as const) {
      const before = { id: 5, amount: '7700.0' };
      expect(withFields(kind, before, { products: LINES })).toMatchObject({ amount: '943.65' });
      expect(withFields(kind, before, { products: [] })).toMatchObject({ amount: '0' });
      // What is said beside them counts: it was typed.
      expect(withFields(kind, before, { products: LINES, amount: 12 })).toMatchObject({ amount: 12 });
      expect(withFields(kind, before, { name: 'Other' })).toMatchObject({ amount: '7700.0' });
    }
  });

  it('take the place of an amount that was typed before the lines', () => {
    const together = fieldsTogether('deals', { amount: 12, name: 'Gold' }, { products: LINES });
    expect(together).toEqual({ name: 'Gold', products: LINES });
    expect(fieldsTogether('deals', { products: LINES }, { amount: 12 })).toEqual({
      products: LINES,
      amount: 12,
    });
  });

  it('are a product’s first price', () => {
    const prices = [{ currency_code: 'EUR', unit_price: 12.5 }];
    expect(
      withFields('products', { id: 1, base_currency_amount: 9 }, { product_pricings: prices }),
    ).toMatchObject({
      base_currency_amount: 12.5,
    });
    expect(
      withFields('products', { id: 1, base_currency_amount: 9 }, { product_pricings: [] }),
    ).toMatchObject({
      base_currency_amount: null,
    });
  });
});

describe('lines and prices of what is new', () => {
  const id = FIRST_LOCAL_ID - 1;
  const lines = { cpq_documents: 'products', products: 'product_pricings' } as const;

  it.each(['cpq_documents', 'products'] as const)('go after %s are there', (kind) => {
    const target = { kind, id };
    const made = editOf(1, { type: 'create', fields: { name: 'New' } }, { target });
    const named = editOf(2, { type: 'update', fields: { name: 'Newer' } }, { target });
    const after = editOf(3, { type: 'update', fields: { [lines[kind]]: [] } }, { target });
    const first = foldNext([made, named, after]);
    expect(first.edits).toEqual([made, named]);
    expect(first.edit?.operation).toEqual({ type: 'create', fields: { name: 'Newer' } });
    expect(foldNext([after]).edits).toEqual([after]);
  });

  it('go with a deal that is made', () => {
    const target = { kind: 'deals' as const, id };
    const made = editOf(1, { type: 'create', fields: { name: 'New' } }, { target });
    const after = editOf(2, { type: 'update', fields: { products: LINES } }, { target });
    expect(foldNext([made, after]).edit?.operation).toEqual({
      type: 'create',
      fields: { name: 'New', products: LINES },
    });
  });
});
