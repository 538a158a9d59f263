/**
 * JSON that loses no number. A CRM answer may hold integers above 2^53 that are not ids (`mcr_id`, quirks §6) and
 * decimals longer than a double (decimal(19,4), reference: Deals). Such an integer becomes a `bigint`, such a decimal the string of its digits;
 * everything else is what `JSON.parse` gives.
 */

/** A digit run that might not fit a double; a false positive only costs the slow path. */
const LONG_NUMBER = /\d[\d.]{15,}|\d[eE][+-]?\d/;

/** Whether the number written as `source` is exactly what the double `value` prints. */
function isExact(source: string, value: number): boolean {
  if (/^-?\d+$/.test(source)) return Number.isSafeInteger(value) && !Object.is(value, -0);
  if (!Number.isFinite(value)) return false;
  const digits = source
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '');
  return digits.length <= 15;
}

function reviveNumber(_key: string, value: unknown, context: { source?: string }): unknown {
  if (typeof value !== 'number' || context.source === undefined || isExact(context.source, value))
    return value;
  return /^-?\d+$/.test(context.source) ? BigInt(context.source) : context.source;
}

/**
 * Parses JSON text without losing a digit.
 * @throws SyntaxError when `text` is not JSON.
 */
export function parseJson(text: string): unknown {
  return LONG_NUMBER.test(text) ? JSON.parse(text, reviveNumber) : JSON.parse(text);
}

function writeBigInt(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? JSON.rawJSON(value.toString()) : value;
}

/** Writes JSON text; a `bigint` becomes a bare number with all its digits, so that `parseJson` gives it back. */
export function stringifyJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // Only a bigint makes plain JSON throw here; the replacer is several times slower, so it is the second choice.
    if (error instanceof TypeError && /BigInt/i.test(error.message))
      return JSON.stringify(value, writeBigInt);
    throw error;
  }
}
