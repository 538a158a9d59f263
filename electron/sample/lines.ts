import Big from 'big.js';
import { idOf, objectsOf, textOf } from '../../shared/entities/record.ts';
import { PRODUCTS_MAX } from '../../shared/limits.ts';
import { parseAmount } from '../../shared/money.ts';
import { invalid } from './failure.ts';
import type { Body } from './attributes.ts';
import type { Row } from './state/row.ts';
import { linesTotal } from './totals.ts';
import type { World } from './world.ts';

/** A decimal of a line, to so many digits; null where it is not given. @throws Refusal 400 */
function decimalIn(body: Body, key: string, digits: number): string | null {
  const value = body[key];
  if (value === undefined || value === null) return null;
  const amount = parseAmount(value);
  if (amount === null || amount.startsWith('-')) throw invalid('invalid', key);
  return new Big(amount).round(digits, Big.roundHalfUp).toFixed();
}

/** A product's price in a currency, else its first one. */
export function priceIn(product: Row, currency: string): Body {
  const prices = objectsOf(product, 'product_pricings');
  return prices.find((price) => price['currency_code'] === currency) ?? prices[0] ?? {};
}

function readLine(item: unknown, currency: string, world: World): Record<string, unknown> {
  if (typeof item !== 'object' || item === null) throw invalid('invalidType', 'products');
  const body = item as Body;
  const product = world.store.get('products', idOf(body, 'id') ?? idOf(body, 'product_id') ?? 0);
  if (product === undefined || product['is_deleted'] === true || product['is_active'] === false)
    throw invalid('invalid', 'Product');
  const price = priceIn(product, currency);
  const subscription = product['pricing_type'] === 2;
  const quantity = Number(body['quantity'] ?? 1);
  const discount = decimalIn(body, 'discount', 2) ?? '0';
  if (!Number.isFinite(quantity) || quantity <= 0) throw invalid('invalid', 'Quantity');
  if (new Big(discount).gt(100)) throw invalid('invalid', 'Discount');
  return {
    product_id: product.id,
    unit_price: decimalIn(body, 'unit_price', 4) ?? textOf(price, 'unit_price') ?? '0',
    setup_fee: subscription ? (decimalIn(body, 'setup_fee', 4) ?? textOf(price, 'setup_fee')) : null,
    billing_type: subscription ? (price['billing_type'] ?? null) : null,
    billing_cycle: subscription ? (body['billing_cycle'] ?? price['billing_cycle'] ?? null) : null,
    currency_code: currency,
    quantity,
    discount,
  };
}

/**
 * Reads the products of a deal or document: the whole list, as those not sent are removed (reference: Edit Products of the Deal).
 * @throws Refusal 400
 */
export function readLines(given: unknown, currency: string, world: World): Record<string, unknown>[] {
  if (!Array.isArray(given)) throw invalid('invalidType', 'products');
  if (given.length > PRODUCTS_MAX) throw invalid('tooMany', 'products', String(PRODUCTS_MAX));
  return given
    .filter((item) => (item as Body | null)?.['_destroy'] !== true)
    .map((item) => readLine(item, currency, world));
}

/** The amount that follows from a row's product lines. */
export function totalOf(values: Body, world: World): string {
  const lines = objectsOf(values, 'products').map((line) => ({
    unit_price: textOf(line, 'unit_price'),
    setup_fee: textOf(line, 'setup_fee'),
    quantity: Number(line['quantity'] ?? 1),
    discount: textOf(line, 'discount') ?? '0',
  }));
  return linesTotal(lines, world.quirks.priceAdjustmentPercent);
}
