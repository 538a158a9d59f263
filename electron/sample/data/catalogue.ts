import type { Row } from '../state/row.ts';
import { idSequence, randomOf, recent, rowsOf, type Plan } from './plan.ts';

/** Products: name, category, and the price in US dollars; a set-up fee makes it a subscription, billed monthly. */
const PRODUCTS: readonly (readonly [name: string, category: string, price: string, setup: string | null])[] =
  [
    ['Handheld scanner HX2', 'Hardware', '349', null],
    ['Handheld scanner HX4 rugged', 'Hardware', '589.5', null],
    ['Label printer LP80', 'Hardware', '412', null],
    ['Docking station, four bays', 'Hardware', '229.9', null],
    ['Spare battery', 'Hardware', '39.95', null],
    ['Vehicle mount', 'Hardware', '64.5', null],
    ['Floor scale 600 kg', 'Hardware', '1280', null],
    ['Pallet wrapper', 'Hardware', '7450', null],
    ['Warehouse suite, small', 'Software', '180', '900'],
    ['Warehouse suite, medium', 'Software', '420', '2400'],
    ['Warehouse suite, large', 'Software', '1150', '6000'],
    ['Route planner', 'Software', '75', '250'],
    ['Customer portal', 'Software', '95', '500'],
    ['Data export', 'Software', '20', '0'],
    ['On-site installation, day', 'Services', '960', null],
    ['Training, half a day', 'Services', '540', null],
    ['Calibration', 'Services', '145', null],
    ['Maintenance, bronze', 'Services', '35', '0'],
    ['Maintenance, silver', 'Services', '80', '0'],
    ['Maintenance, gold', 'Services', '190', '0'],
    ['Émulation de protocole', 'Software', '310', null],
    ['Prüfprotokoll nach Norm', 'Services', '275', null],
  ];
const EUROS_A_DOLLAR = 0.92;

/** The products and their prices in dollars and euros (reference: Products, Add Prices to the Product). */
export function makeProducts(plan: Plan): Row[] {
  const random = randomOf(plan, 'products');
  const nextId = idSequence(random);
  const users = rowsOf(plan, 'users');
  return PRODUCTS.map(([name, category, price, setup], index) => {
    const id = nextId();
    const created_at = recent(random, plan.now - 86_400_000, 900);
    const cycle =
      setup === null ? { billing_cycle: null, billing_type: null } : { billing_cycle: 12, billing_type: 1 };
    const euros = (amount: string): string =>
      (Math.round(Number(amount) * EUROS_A_DOLLAR * 100) / 100).toString();
    return {
      id,
      name,
      description: `${name}, as in the price list.`,
      category,
      product_code: `P-${String(100 + index)}`,
      sku_number: `SKU${String(5000 + index * 7)}`,
      parent_product: null,
      territory_id: null,
      valid_till: random.chance(0.3) ? plan.now + random.between(30, 700) * 86_400_000 : null,
      is_active: index % 9 !== 8,
      owner_id: random.pick(users).id,
      is_deleted: false,
      pricing_type: setup === null ? 1 : 2,
      product_pricings: [
        { id: id + 50_000_000_000, currency_code: 'USD', ...cycle, unit_price: price, setup_fee: setup },
        {
          id: id + 60_000_000_000,
          currency_code: 'EUR',
          ...cycle,
          unit_price: euros(price),
          setup_fee: setup === null ? null : euros(setup),
        },
      ],
      custom_field: { cf_rating: random.chance(0.5) ? 'Good' : null, cf_quantity: random.between(0, 200) },
      created_at,
      updated_at: recent(random, plan.now, (plan.now - created_at) / 86_400_000),
      creater_id: random.pick(users).id,
      updater_id: null,
    };
  });
}
