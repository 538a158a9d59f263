import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareAmounts } from '../../../shared/money.ts';
import { linesOf, lineTotal, type QuoteLine } from '../../../shared/quote-lines.ts';
import type { JournalEntry } from '../../../shared/store-port.ts';
import { Drafts } from '../../../renderer/ui/lib/drafts.ts';
import { binOf } from '../../../renderer/ui/screens/products/bin.ts';
import {
  draftOfLine,
  isSameLines,
  readDraft,
  withProduct,
  type LineDraft,
} from '../../../renderer/ui/screens/products/line-draft.ts';
import { newPrice, readPrices } from '../../../renderer/ui/screens/products/price-draft.ts';
import { priceIn } from '../../../renderer/ui/screens/products/prices.ts';
import { draftOfProduct, productChanges } from '../../../renderer/ui/screens/products/product-draft.ts';
import { dayOfInstant, endOfDay } from '../../../renderer/ui/screens/products/valid-till.ts';
import { paperOf } from '../../../renderer/ui/screens/quotes/paper.ts';
import { keepQuoteSettings, readQuoteSettings } from '../../../renderer/ui/screens/quotes/quote-settings.ts';
import { settle } from '../../fakes/virtual-clock.ts';
import { PRODUCTS, SCANNER, SUITE } from '../fakes/products.ts';
import { makeUp } from '../fakes/records.ts';
import { fakeStore } from '../fakes/store.ts';

const [scanner, suite] = PRODUCTS;
const line = (part: Record<string, unknown> = {}): QuoteLine =>
  linesOf({ products: [{ id: 1, name: 'Thing', quantity: 2, unit_price: 100, discount: 0, ...part }] })[0]!;
const typed = (part: Partial<LineDraft>, of = line()): LineDraft => ({ ...draftOfLine(of), ...part });

describe('what is typed into a line', () => {
  it('reads back as the line it was made from', () => {
    const cents = fc.integer({ min: 0, max: 10 ** 12 }).map((value) => (value / 10_000).toFixed(4));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        cents,
        fc.integer({ min: 0, max: 10_000 }),
        fc.option(cents),
        (quantity, unit_price, hundredths, setup_fee) => {
          const before = line({
            quantity,
            unit_price,
            discount: hundredths / 100,
            setup_fee,
            pricing_type: 2,
            billing_cycle: 6,
          });
          const { line: after, problems } = readDraft(draftOfLine(before));
          expect(problems).toEqual({});
          expect(after).toEqual(before);
        },
      ),
    );
  });

  it.each([
    [{ quantity: '0' }, { quantity: 'not-positive' }],
    [{ quantity: '' }, { quantity: 'not-positive' }],
    [{ quantity: 'two' }, { quantity: 'not-a-number' }],
    [{ unitPrice: '' }, { unitPrice: 'required' }],
    [{ unitPrice: '-1' }, { unitPrice: 'negative' }],
    [{ discount: '100.01' }, { discount: 'over-all' }],
    [{ discount: '201', discountIn: 'amount' }, { discount: 'over-all' }],
  ] as const)('says what is wrong with %j', (part, problems) => {
    expect(readDraft(typed(part)).problems).toEqual(problems);
  });

  it('makes per cent of an amount, to two digits, so that the line is off by no more than these', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (cents) => {
        const { line: read, problems } = readDraft(
          typed({ discount: (cents / 100).toFixed(2), discountIn: 'amount' }),
        );
        expect(problems).toEqual({});
        expect(compareAmounts(read.discount, '100')).toBeLessThanOrEqual(0);
        expect(Math.abs(Number(lineTotal(read)) - (200 - cents / 100))).toBeLessThanOrEqual(0.01 + 1e-9);
      }),
    );
  });

  it('has each product once: picking it again is one more of it', () => {
    const once = withProduct([], scanner!, 'USD');
    expect(once[0]).toMatchObject({ unitPrice: '380', quantity: '1' });
    expect(withProduct(once, scanner!, 'USD').map(({ quantity }) => quantity)).toEqual(['2']);
    expect(isSameLines(once, withProduct(once, scanner!, 'USD'))).toBe(false);
    expect(isSameLines(once, withProduct([], scanner!, 'USD'))).toBe(true);
  });

  it('never takes a price of another currency for its own', () => {
    expect(priceIn(suite!, 'USD')).toBeNull();
    expect(withProduct([], suite!, 'USD')[0]?.unitPrice).toBe('');
    expect(readDraft(withProduct([], suite!, 'USD')[0]!).problems).toEqual({ unitPrice: 'required' });
  });

  it('has at most as many as the API takes', () => {
    const many = Array.from({ length: 100 }, (_, index) => typed({}, { ...line(), productId: index + 1 }));
    expect(withProduct(many, { id: 999, name: 'One more' }, 'EUR')).toHaveLength(100);
    expect(withProduct(many, { id: 100, name: 'There' }, 'EUR')[99]?.quantity).toBe('3');
  });
});

describe('prices in a form', () => {
  it('have the account’s own currency first, and each currency once', () => {
    const drafts = [
      { ...newPrice('USD'), unitPrice: '380' },
      { ...newPrice('EUR'), unitPrice: '349.50' },
    ];
    expect(readPrices(drafts, false, 'EUR')).toEqual({
      items: [
        { currency_code: 'EUR', unit_price: 349.5 },
        { currency_code: 'USD', unit_price: 380 },
      ],
      problems: {},
    });
    expect(readPrices([...drafts, { ...newPrice('EUR'), unitPrice: '1' }], false, 'EUR').problems).toEqual({
      '2.currency': 'again',
    });
  });

  it('are checked field by field', () => {
    const draft = { ...newPrice('EUR'), unitPrice: '', setupFee: '-1', billingCycle: '1.5' };
    expect(readPrices([draft], true, null).problems).toEqual({
      '0.unitPrice': 'required',
      '0.setupFee': 'negative',
      '0.billingCycle': 'not-whole',
    });
  });

  it('come to no change where nothing was typed', () => {
    for (const product of PRODUCTS)
      expect(productChanges(draftOfProduct(product), product, 'EUR', [])).toEqual({
        fields: {},
        prices: null,
      });
  });
});

describe('the bin', () => {
  const entry = (id: number, operation: string, event: JournalEntry['event'] = 'sent'): JournalEntry => ({
    at: id,
    event,
    kind: 'products',
    id,
    title: `P${id}`,
    operation,
    count: null,
    detail: null,
  });

  it('has what was deleted last and is not here again', () => {
    const newestFirst = [
      entry(SCANNER, 'restore'),
      entry(SCANNER, 'delete'),
      entry(SUITE, 'delete'),
      entry(SUITE, 'restore'),
      entry(3, 'delete', 'undone'),
      entry(4, 'delete'),
      { ...entry(5, 'delete'), kind: 'deals' as const },
    ];
    expect(binOf('products', newestFirst, new Set([4])).map(({ id }) => id)).toEqual([SUITE]);
  });
});

describe('until when something holds', () => {
  it('is the end of the day that was said', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        (date) => {
          const day = dayOfInstant(date.toISOString());
          const end = endOfDay(day);
          expect(dayOfInstant(end)).toBe(day);
          expect(Date.parse(end ?? '')).toBeGreaterThanOrEqual(date.getTime() - 1000);
        },
      ),
    );
    expect(endOfDay('')).toBeNull();
    expect(dayOfInstant(null)).toBe('');
  });
});

describe('the paper', () => {
  it.each([
    ['en-US', 'letter'],
    ['en', 'letter'],
    ['en-GB', 'a4'],
    ['de', 'a4'],
    ['es-MX', 'letter'],
    ['fr-CA', 'letter'],
    ['ja-JP', 'a4'],
  ])('of %s is %s', (locale, paper) => {
    expect(paperOf(locale)).toBe(paper);
  });
});

describe('what stands on every quote', () => {
  it('is kept in the store, and what nobody can read is none', async () => {
    const { client, drafts: kept } = fakeStore(makeUp(0, 1));
    const drafts = new Drafts(client);
    keepQuoteSettings(drafts, { sender: 'Polaris GmbH' });
    const both = { sender: 'Polaris GmbH', terms: '30 days', template: '' };
    expect(keepQuoteSettings(drafts, { terms: '30 days' })).toEqual(both);
    await settle();
    const again = new Drafts(client);
    await again.load('one', window.localStorage);
    expect(readQuoteSettings(again)).toEqual(both);
    kept.set('own:quotes', '{broken');
    await again.load('one', window.localStorage);
    expect(readQuoteSettings(again)).toEqual({ sender: '', terms: '', template: '' });
  });
});
