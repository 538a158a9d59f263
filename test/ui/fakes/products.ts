import type { IdentifiedRecord } from '../../../shared/entities/record.ts';

/** Made-up products, with prices in the currencies of the made-up account (fakes/records.ts). */

export const SCANNER = 50_001;
export const SUITE = 50_002;
export const OLD_SCALE = 50_003;
export const QUOTE = 60_001;

export const PRODUCTS: readonly IdentifiedRecord[] = [
  {
    id: SCANNER,
    name: 'Handheld scanner',
    category: 'Hardware',
    product_code: 'P-100',
    sku_number: '05000',
    description: 'Reads labels at five metres.',
    is_active: true,
    pricing_type: 1,
    owner_id: 11,
    base_currency_amount: 349.5,
    product_pricings: [
      {
        id: 1,
        currency_code: 'EUR',
        unit_price: 349.5,
        setup_fee: null,
        billing_cycle: null,
        billing_type: null,
      },
      {
        id: 2,
        currency_code: 'USD',
        unit_price: 380,
        setup_fee: null,
        billing_cycle: null,
        billing_type: null,
      },
    ],
    custom_field: { cf_rating: 'Good' },
    updated_at: '2026-11-20T08:00:00Z',
  },
  {
    id: SUITE,
    name: 'Warehouse suite',
    category: 'Software',
    product_code: 'P-108',
    is_active: true,
    pricing_type: 2,
    base_currency_amount: 180,
    product_pricings: [
      { id: 3, currency_code: 'EUR', unit_price: 180, setup_fee: 900, billing_cycle: 12, billing_type: 1 },
    ],
    updated_at: '2026-11-21T08:00:00Z',
  },
  {
    id: OLD_SCALE,
    name: 'Floor scale',
    category: 'Hardware',
    product_code: 'P-106',
    is_active: false,
    pricing_type: 0,
    base_currency_amount: null,
    product_pricings: [],
    updated_at: '2026-11-01T08:00:00Z',
  },
];

/** A quote of the first made-up deal, with a line. */
export function quoteOfDeal(deal: IdentifiedRecord): IdentifiedRecord {
  return {
    id: QUOTE,
    display_name: 'Gold plan, first offer',
    document_number: 'DOC-7',
    document_type: 'Quote',
    stage: 'Draft',
    cpq_document_template_name: 'Sample Template',
    deal_id: deal.id,
    sales_account_id: deal['sales_account_id'],
    contact_id: 20_001,
    currency_code: 'EUR',
    amount: 629.1,
    valid_till: '2026-12-24T22:59:59Z',
    billing_address: '12 rue de la Part-Dieu',
    billing_zipcode: '69003',
    billing_city: 'Lyon',
    billing_country: 'France',
    owner_id: 11,
    products: [
      {
        id: SCANNER,
        product_id: SCANNER,
        name: 'Handheld scanner',
        quantity: 2,
        unit_price: 349.5,
        discount: 10,
        setup_fee: null,
        billing_cycle: null,
        billing_type: null,
        pricing_type: 1,
        currency_code: 'EUR',
      },
    ],
    created_at: '2026-11-22T08:00:00Z',
    updated_at: '2026-11-23T08:00:00Z',
  };
}
