import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { linesTotal, type Line } from '../../electron/sample/totals.ts';
import { openAccount, record, type Account, type Json } from './client.ts';

const line = (
  unit_price: string,
  quantity: number,
  discount: string,
  setup_fee: string | null = null,
): Line => ({ unit_price, setup_fee, quantity, discount });

describe('totals', () => {
  it('are those of the reference, with what its account adds', () => {
    expect(linesTotal([line('2000', 1, '0', '200'), line('3000', 2, '10')], 10)).toBe('8360');
    expect(linesTotal([line('4000', 2, '10', '400')], 10)).toBe('8316');
    expect(linesTotal([line('100', 1, '0', '10'), line('1000', 2, '10')], 30)).toBe('2483');
    expect(linesTotal([line('4000', 2, '100', '400')], 10)).toBe('0');
    expect(linesTotal([], 10)).toBe('0');
  });

  it('are exact where floats are not', () => {
    expect(linesTotal([line('0.1', 3, '0'), line('0.2', 1, '0')], 0)).toBe('0.5');
    expect(linesTotal([line('99999999999.9999', 3, '0')], 0)).toBe('300000000000');
    expect(linesTotal([line('1.005', 1, '0')], 0)).toBe('1.01');
  });

  it('of undiscounted whole prices are plain sums, in any order', () => {
    const lines = fc.array(
      fc.record({ price: fc.integer({ min: 0, max: 1e9 }), quantity: fc.integer({ min: 1, max: 1000 }) }),
    );
    fc.assert(
      fc.property(lines, (items) => {
        const total = (list: typeof items): string =>
          linesTotal(
            list.map(({ price, quantity }) => line(String(price), quantity, '0')),
            0,
          );
        const sum = items.reduce((all, { price, quantity }) => all + BigInt(price) * BigInt(quantity), 0n);
        expect(total(items)).toBe(sum.toString());
        expect(total([...items].reverse())).toBe(sum.toString());
      }),
    );
  });
});

let account: Account;
let deal: number;
let one: number;
let two: number;
beforeEach(async () => {
  account = await openAccount({ quirks: { priceAdjustmentPercent: 10 } });
  const co = account.admin.insert('sales_accounts', { name: 'Co' });
  deal = account.admin.insert('deals', { name: 'D', sales_account_id: co });
  const price = { currency_code: 'USD', billing_cycle: 6, billing_type: 1 };
  one = account.admin.insert('products', {
    name: 'Subscription',
    pricing_type: 2,
    product_pricings: [{ id: 1, ...price, unit_price: '100', setup_fee: '10' }],
  });
  two = account.admin.insert('products', {
    name: 'Thing',
    pricing_type: 1,
    product_pricings: [{ id: 2, ...price, unit_price: '3000', setup_fee: null }],
  });
});

const lines = (): Json[] => [
  { id: one, quantity: 1, discount: 0, billing_cycle: 6, unit_price: 2000, setup_fee: 200 },
  { id: two, quantity: 2, discount: 10 },
];

describe('products of a deal', () => {
  const put = async (body: Json): Promise<Json> =>
    record(await account.call('PUT', `deals/${String(deal)}?include=products`, { deal: body }), 'deal');

  it('make its amount, are replaced as a whole, and leave nothing when removed', async () => {
    expect(await put({ products: lines() })).toMatchObject({
      amount: '8360.0',
      base_currency_amount: '8360.0',
      has_products: true,
      products: [
        { product_id: one, unit_price: 2000, setup_fee: 200, billing_cycle: 6, quantity: 1, discount: 0 },
        {
          product_id: two,
          unit_price: 3000,
          setup_fee: null,
          billing_cycle: null,
          quantity: 2,
          discount: 10,
        },
      ],
    });
    expect(await put({ name: 'Renamed', amount: '1' })).toMatchObject({ name: 'Renamed', amount: '8360.0' });
    expect(
      await put({ products: [{ id: one, quantity: 2, discount: 10, unit_price: 4000, setup_fee: 400 }] }),
    ).toMatchObject({ amount: '8316.0', products: [{ product_id: one }] });
    expect(await put({ products: [] })).toMatchObject({ amount: '0.0', has_products: false, products: [] });
  });

  it('are a hundred at most, active, and with sensible numbers', async () => {
    const refused = async (products: unknown): Promise<number> =>
      (await account.call('PUT', `deals/${String(deal)}`, { deal: { products } })).status;
    expect(await refused(Array.from({ length: 101 }, () => ({ id: two })))).toBe(400);
    expect(await refused([{ id: 5 }])).toBe(400);
    expect(await refused([{ id: two, quantity: 0 }])).toBe(400);
    expect(await refused([{ id: two, discount: 101 }])).toBe(400);
    expect(await refused([{ id: two, unit_price: '-1' }])).toBe(400);
    expect(await refused('all')).toBe(400);
    account.admin.update('products', two, { is_active: false });
    expect(await refused([{ id: two }])).toBe(400);
    expect(await refused(Array.from({ length: 100 }, () => ({ id: one })))).toBe(200);
  });
});

describe('products', () => {
  it('have a unique name, prices by currency, and can be deleted and restored', async () => {
    const made = record(
      await account.call('POST', 'cpq/products', { product: { name: 'New', category: 'Software' } }),
      'product',
    );
    expect(made).toMatchObject({ pricing_type: 0, product_pricings: [], base_currency_amount: null });
    expect((await account.call('POST', 'cpq/products', { product: { name: 'new' } })).status).toBe(400);
    expect((await account.call('POST', 'cpq/products', { product: {} })).status).toBe(400);
    const path = `cpq/products/${String(made['id'])}`;
    const put = (product: Json) => account.call('PUT', `${path}?include=product_pricings`, { product });
    const priced = record(
      await put({
        pricing_type: 1,
        product_pricings: [
          { currency_code: 'USD', unit_price: 1000 },
          { currency_code: 'INR', unit_price: '74000.1234' },
        ],
      }),
      'product',
    );
    const [usd, inr] = priced['product_pricings'] as [Json, Json];
    expect(priced).toMatchObject({ pricing_type: 1, base_currency_amount: 1000 });
    expect(inr['unit_price']).toBe(74_000.1234);
    const edited = record(
      await put({
        pricing_type: 2,
        product_pricings: [
          { id: String(usd['id']), currency_code: 'USD', unit_price: 5 },
          { id: inr['id'], _destroy: true },
        ],
      }),
      'product',
    );
    expect(edited).toMatchObject({ pricing_type: 1, product_pricings: [{ id: usd['id'], unit_price: 5 }] });
    expect((await put({ product_pricings: [{ currency_code: 'XXX', unit_price: 5 }] })).status).toBe(400);
    expect((await put({ product_pricings: [{ currency_code: 'EUR' }] })).status).toBe(400);
    expect((await account.get(path)).body['product']).not.toHaveProperty('product_pricings');
    expect((await account.call('DELETE', path)).body).toEqual({ msg: { id: made['id'], code: 'success' } });
    expect((await account.get(path)).status).toBe(404);
    expect(record(await account.call('PUT', `${path}/restore`), 'product')['is_deleted']).toBe(false);
    expect((await account.call('PUT', `${path}/restore`)).status).toBe(404);
  });

  it('are changed in bulk through a queue that runs by the clock', async () => {
    const [, owner] = account.admin.ids('users');
    await account.call('PUT', 'cpq/products/products_bulk_update', {
      product: { description: 'Bulk', name: 'Same' },
      ids: [one, two],
    });
    await account.call('POST', 'cpq/products/products_bulk_assign', { selected_ids: [one], owner_id: owner });
    expect(account.admin.read('products', one)?.['description']).toBeUndefined();
    account.clock.ms += 5000;
    expect(account.admin.read('products', one)).toMatchObject({
      description: 'Bulk',
      owner_id: owner,
      name: 'Subscription',
    });
    await account.call('POST', 'cpq/products/products_bulk_delete', { selected_ids: [one, two] });
    account.clock.ms += 5000;
    expect((await account.get(`cpq/products/${String(two)}`)).status).toBe(404);
    for (const [method, id] of [
      ['PUT', one],
      ['POST', two],
    ] as const)
      await account.call(method, 'cpq/products/products_bulk_restore', { selected_ids: [id] });
    account.clock.ms += 5000;
    for (const id of [one, two]) expect((await account.get(`cpq/products/${String(id)}`)).status).toBe(200);
  });
});

describe('documents', () => {
  let contact: number;
  beforeEach(() => {
    contact = account.admin.insert('contacts', { last_name: 'C', mobile_number: '1' });
  });
  const values = (): Json => ({
    display_name: 'Quote',
    document_type: 'Quote',
    cpq_document_template_name: 'Sample Template',
    deal_id: deal,
    contact_id: contact,
    amount: '100.1234',
  });

  it('need a name, a type, a template, a deal and a contact', async () => {
    for (const key of [
      'display_name',
      'document_type',
      'cpq_document_template_name',
      'deal_id',
      'contact_id',
    ]) {
      const { [key]: _left, ...rest } = values();
      expect((await account.call('POST', 'cpq/cpq_documents', { cpq_document: rest })).status).toBe(400);
    }
    expect(account.admin.count('cpq_documents')).toBe(0);
  });

  it('take an amount until there are products, which make it', async () => {
    const made = record(
      await account.call('POST', 'cpq/cpq_documents', { cpq_document: values() }),
      'cpq_document',
    );
    expect(made).toMatchObject({
      amount: 100.1234,
      document_number: 'DOC-1',
      stage: 'Draft',
      products: [],
      has_products: false,
    });
    const path = `cpq/cpq_documents/${String(made['id'])}`;
    const put = async (cpq_document: Json): Promise<Json> =>
      record(await account.call('PUT', `${path}?include=products`, { cpq_document }), 'cpq_document');
    expect(await put({ products: lines() })).toMatchObject({
      amount: 8360,
      has_products: true,
      products: [{ item_id: `${String(made['id'])}-1` }, {}],
    });
    expect(await put({ amount: 5, stage: 'Sent to customer' })).toMatchObject({
      amount: 8360,
      stage: 'Sent to customer',
    });
    await account.call('PUT', 'cpq/cpq_documents/cpq_documents_bulk_update', {
      cpq_document: { amount: 300, billing_city: 'Graz' },
      ids: [made['id']],
    });
    account.clock.ms += 5000;
    expect(record(await account.get(path), 'cpq_document')).toMatchObject({
      amount: 8360,
      billing_city: 'Graz',
    });
    expect(await put({ products: [] })).toMatchObject({ amount: 0, has_products: false });
    expect(await put({ amount: 5 })).toMatchObject({ amount: 5 });
  });

  it('are deleted, restored in bulk by either method, and forgotten', async () => {
    const { id } = record(
      await account.call('POST', 'cpq/cpq_documents', { cpq_document: values() }),
      'cpq_document',
    );
    const path = `cpq/cpq_documents/${String(id)}`;
    expect((await account.call('DELETE', path)).body).toEqual({ msg: { id, code: 'success' } });
    expect((await account.get(path)).status).toBe(404);
    for (const method of ['PUT', 'POST']) {
      expect(
        (await account.call(method, 'cpq/cpq_documents/cpq_documents_bulk_restore', { selected_ids: [id] }))
          .status,
      ).toBe(200);
    }
    account.clock.ms += 5000;
    expect((await account.get(path)).status).toBe(200);
    expect((await account.call('DELETE', `${path}/forget`)).body).toEqual({ msg: { id, code: 'success' } });
    expect((await account.call('PUT', `${path}/restore`)).status).toBe(404);
  });
});
