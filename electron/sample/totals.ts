import Big from 'big.js';

/** One product on a deal or a document. Amounts are decimal strings; a discount is in percent. */
export interface Line {
  readonly unit_price: string | null;
  readonly setup_fee: string | null;
  readonly quantity: number;
  readonly discount: string;
}

/** The value of a line: unit price times quantity, and the set-up fee once, less the discount. */
export function lineTotal(line: Line): Big {
  const gross = new Big(line.unit_price ?? '0').times(line.quantity).plus(line.setup_fee ?? '0');
  return gross.times(new Big(100).minus(line.discount)).div(100);
}

/**
 * The amount of a deal or document with product lines, exactly, rounded half up to two digits.
 * @param adjustment what the account adds, in percent. The reference's totals show it: its lines sum to 7,600, 7,560 and 1,910, its amounts
 * are 8360.0, 8316.0 (10 percent) and 2483.0 (30 percent).
 */
export function linesTotal(lines: readonly Line[], adjustment: number): string {
  const sum = lines.reduce((total, line) => total.plus(lineTotal(line)), new Big(0));
  return sum.times(new Big(100).plus(adjustment)).div(100).round(2, Big.roundHalfUp).toFixed();
}

/** An amount in the account's base currency, to four digits (reference: Deals, decimal (19,4)). */
export function inBaseCurrency(amount: string, exchangeRate: string): string {
  return new Big(amount).times(exchangeRate).round(4, Big.roundHalfUp).toFixed();
}

/** What a deal is worth by its chance: amount times probability (0 to 100). */
export function expectedValue(amount: string, probability: number): string {
  return new Big(amount).times(probability).div(100).round(2, Big.roundHalfUp).toFixed();
}

/** Writes an amount as the API does in strings: at least one digit after the point, "7700.0". */
export function amountText(amount: unknown): string | null {
  if (typeof amount !== 'string') return null;
  return amount.includes('.') ? amount : `${amount}.0`;
}

/** Writes an amount where the API gives a bare number; whole ones beyond 2^53 keep their digits. */
export function amountNumber(amount: unknown): number | bigint | null {
  if (typeof amount !== 'string') return null;
  return /^-?\d{16,}$/.test(amount) ? BigInt(amount) : Number(amount);
}
