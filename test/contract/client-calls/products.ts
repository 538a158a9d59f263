import type { ClientCall } from './client-call.ts';

/** What each example of the reference means for the client: products. */
export const productCalls: Readonly<Record<string, ClientCall>> = {
  'products-117': (c) =>
    c.products.create({
      name: 'Sample Product',
      description: 'This is a sample product',
      category: 'Software',
      is_active: true,
      parent_product: 1,
      product_code: 'sample_product',
      sku_number: 'sample_sku',
      valid_till: 'Sat Nov 06 2021 00:00:00 GMT+0500',
      owner_id: 3,
    }),
  'products-118': (c) =>
    c.products.create({
      name: 'Sample Product',
      description: 'This is a sample product',
      category: 'Software',
      is_active: true,
      parent_product: 1,
      product_code: 'sample_product',
      sku_number: 'sample_sku',
      valid_till: '2021-11-06T13:47:13+05:00',
      owner_id: 3,
      custom_field: { cf_rating: 'Excellent', cf_quantity: 10 },
    }),
  'products-119': (c) => c.products.get(1, { include: ['product_pricings'] }),
  'products-120': (c) =>
    c.products.update(1, { category: 'Hardware', is_active: false, custom_field: { cf_rating: '4' } }),
  'products-121': (c) => c.products.bulkUpdate([1, 2], { owner_id: 3, description: 'Sample description' }),
  'products-122': (c) => c.products.bulkAssignOwner([1, 2], 1),
  'products-123': (c) => c.products.remove(1),
  'products-124': (c) => c.products.restore(1),
  'products-125': (c) => c.products.bulkDelete([1, 2]),
  'products-126': (c) => c.products.bulkRestore([1, 2]),
  'products-127': (c) =>
    c.products.update(
      1,
      {
        pricing_type: 1,
        product_pricings: [
          { currency_code: 'USD', unit_price: 1000 },
          { currency_code: 'INR', unit_price: 74000 },
        ],
      },
      { include: ['product_pricings'] },
    ),
  'products-128': (c) =>
    c.products.update(
      1,
      {
        pricing_type: 2,
        product_pricings: [
          { currency_code: 'USD', unit_price: 100, setup_fee: 10, billing_cycle: 6, billing_type: 1 },
          { currency_code: 'INR', unit_price: 7400, setup_fee: 740, billing_cycle: 6, billing_type: 1 },
        ],
      },
      { include: ['product_pricings'] },
    ),
  'products-129': (c) =>
    c.products.update(
      1,
      {
        product_pricings: [
          {
            id: '18',
            currency_code: 'USD',
            unit_price: 100,
            setup_fee: 10,
            billing_cycle: 2,
            billing_type: 2,
          },
          {
            id: '19',
            currency_code: 'INR',
            unit_price: 7400,
            setup_fee: 740,
            billing_cycle: 2,
            billing_type: 2,
          },
        ],
      },
      { include: ['product_pricings'] },
    ),
  'products-130': (c) =>
    c.products.update(
      1,
      { product_pricings: [{ id: '19', _destroy: true }] },
      { include: ['product_pricings'] },
    ),
  'products-131': (c) =>
    c.deals.update(
      1,
      {
        products: [
          { id: 1, quantity: 1, discount: 0, billing_cycle: 6, unit_price: 2000, setup_fee: 200 },
          { id: 2, quantity: 2, discount: 10 },
        ],
      },
      { include: ['products'] },
    ),
  'products-132': (c) =>
    c.deals.update(
      1,
      {
        products: [{ id: 1, quantity: 2, discount: 100, billing_cycle: 6, unit_price: 4000, setup_fee: 400 }],
      },
      { include: ['products'] },
    ),
  'products-133': (c) => c.deals.update(1, { products: [] }, { include: ['products'] }),
};
