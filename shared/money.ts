import Big from 'big.js';

/**
 * Exact decimals. Amounts arrive as strings ("7700.0"), sometimes as numbers (quirks §6), and are never turned into floats: an
 * amount is the string of its digits, and arithmetic goes through big.js.
 */

/**
 * Reads an amount from a record.
 * @param value a decimal string, a JSON number, or a bigint
 * @returns the canonical decimal string ("7700", "0.05", "-3"), or null for null, blanks and anything that is no decimal.
 */
export function parseAmount(value: unknown): string | null {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Number.isFinite(value) ? new Big(value).toFixed() : null;
  if (typeof value !== 'string' || !/^\s*-?\d+(\.\d*)?([eE][+-]?\d{1,3})?\s*$/.test(value)) return null;
  return new Big(value.trim().replace(/\.$/, '')).toFixed();
}

/** Orders two canonical amounts: negative, zero or positive, as `Array.sort` wants it. */
export function compareAmounts(a: string, b: string): number {
  return new Big(a).cmp(new Big(b));
}

/** How many digits a canonical amount has behind the point. */
export function decimalsOf(amount: string): number {
  const point = amount.indexOf('.');
  return point < 0 ? 0 : amount.length - point - 1;
}

/** The canonical amount of so many units of 10^-`scale`: 1999 and 2 are "19.99". */
export function amountOfUnits(units: bigint, scale: number): string {
  return new Big(`${units}e-${scale}`).toFixed();
}

/**
 * An amount at the rate at which `from` comes to `to`, both canonical: exact where they are alike, else to two digits behind the point. Null where `from` is nothing and tells no
 * rate.
 */
export function convertedAmount(
  amount: string,
  { from, to }: { readonly from: string; readonly to: string },
): string | null {
  if (from === to) return amount;
  const divisor = new Big(from);
  if (divisor.eq(0)) return null;
  const digits = new Big(amount).times(to).div(divisor).toFixed(2);
  return new Big(digits).toFixed();
}

/** The exact sum of canonical amounts; "0" for none. */
export function sumAmounts(amounts: Iterable<string>): string {
  let sum = new Big(0);
  for (const amount of amounts) sum = sum.plus(amount);
  return sum.toFixed();
}

/** An exact share of a canonical amount, in per cent: `shareOf("8360.5", 20)` is "1672.1". */
export function shareOf(amount: string, percent: number): string {
  return new Big(amount).times(percent).div(100).toFixed();
}

/** The exact product of two canonical amounts. */
export function timesAmount(amount: string, factor: string): string {
  return new Big(amount).times(factor).toFixed();
}

/** A canonical amount less so many per cent of it, exactly. */
export function lessPercent(amount: string, percent: string): string {
  return new Big(amount).times(new Big(100).minus(percent)).div(100).toFixed();
}

/** A canonical amount rounded half up (away from zero) to so many digits after the point. */
export function roundAmount(amount: string, digits: number): string {
  return new Big(amount).round(digits, Big.roundHalfUp).toFixed();
}

/** How many per cent one canonical amount is of another, rounded half up to two digits; null of nothing. */
export function percentOf(part: string, whole: string): string | null {
  const divisor = new Big(whole);
  return divisor.eq(0) ? null : new Big(part).times(100).div(divisor).round(2, Big.roundHalfUp).toFixed();
}
