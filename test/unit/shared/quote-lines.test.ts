import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesTotal } from '../../../electron/sample/totals.ts';
import { parseAmount } from '../../../shared/money.ts';
import { grossOf, lineItem, linesOf, lineTotal, totalsOf } from '../../../shared/quote-lines.ts';

const decimal = (max: number, digits: number) =>
  fc.integer({ min: 0, max: max * 10 ** digits }).map((value) => new Big(value).div(10 ** digits).toFixed());

/** A line as records show it: amounts as numbers or as digits. */
const item = fc
  .record({
    id: fc.integer({ min: 1, max: 9_000_000_000_000 }),
    quantity: fc.oneof(fc.integer({ min: 1, max: 5000 }), decimal(500, 2)),
    unit_price: fc.oneof(decimal(99_999_999_999, 4), fc.integer({ min: 0, max: 1_000_000 })),
    setup_fee: fc.option(decimal(10_000, 4)),
    discount: decimal(100, 2),
    pricing_type: fc.constantFrom(1, 2),
  })
  .map((line) => ({ ...line, product_id: line.id, name: `Product ${line.id}` }));
const items = fc.uniqueArray(item, { maxLength: 100, selector: ({ id }) => id });

describe('product lines', () => {
  it('come to what the reference’s examples come to before what the account adds', () => {
    // Add Products to the Deal: 8360.0 with 10 per cent on top; Add Products to the Document: 2483.0 with 30.
    const deal = [
      {
        id: 1,
        quantity: 1,
        discount: 0,
        unit_price: 2000,
        setup_fee: 200,
        billing_cycle: 6,
        billing_type: 1,
      },
      { id: 2, quantity: 2, discount: 10, unit_price: 3000, setup_fee: null },
    ];
    expect(totalsOf(linesOf({ products: deal }))).toEqual({ gross: '8200', discount: '600', total: '7600' });
    const document = [
      { id: 1, quantity: 1, discount: 0, unit_price: 100, setup_fee: 10, billing_cycle: 6, billing_type: 1 },
      { id: 2, quantity: 2, discount: 10, unit_price: 1000, setup_fee: null },
    ];
    expect(totalsOf(linesOf({ products: document })).total).toBe('1910');
    // Edit Products of the Deal: all of it is given away.
    expect(totalsOf(linesOf({ products: [{ ...deal[0], quantity: 2, discount: 100 }] })).total).toBe('0');
  });

  it('come to the same as the server makes of them', () => {
    fc.assert(
      fc.property(items, (products) => {
        const lines = products.map((line) => ({
          unit_price: parseAmount(line.unit_price),
          setup_fee: parseAmount(line.setup_fee),
          quantity: Number(line.quantity),
          discount: line.discount,
        }));
        expect(totalsOf(linesOf({ products })).total).toBe(linesTotal(lines, 0));
      }),
    );
  });

  it('are summed exactly, and rounded once', () => {
    fc.assert(
      fc.property(items, (products) => {
        const lines = linesOf({ products });
        const { gross, discount, total } = totalsOf(lines);
        const exact = lines.reduce((sum, line) => sum.plus(lineTotal(line)), new Big(0));
        expect(exact.minus(total).abs().lte('0.005')).toBe(true);
        expect(new Big(gross).minus(discount).toFixed()).toBe(total);
        for (const line of lines) expect(new Big(lineTotal(line)).lte(grossOf(line))).toBe(true);
      }),
    );
  });

  it('are the same after they were read and written', () => {
    fc.assert(
      fc.property(items, (products) => {
        const lines = linesOf({ products });
        const again = linesOf({ products: lines.map(lineItem) });
        const plain = (line: (typeof lines)[number]) => ({
          ...line,
          source: null,
          // What is paid once has no set-up fee.
          setupFee: line.isSubscription ? line.setupFee : null,
        });
        expect(again.map(plain)).toEqual(lines.map(plain));
      }),
    );
  });

  it('keep what is not known of a line, and leave out what names no product', () => {
    const [line] = linesOf({ products: [{ id: 7, cf_rack: 'B4' }, { name: 'Nothing' }, null, 'x'] });
    expect(line && lineItem(line)).toMatchObject({ id: 7, cf_rack: 'B4', quantity: 1 });
    expect(linesOf({ products: [{ name: 'Nothing' }] })).toEqual([]);
    expect(linesOf({})).toEqual([]);
  });
});
