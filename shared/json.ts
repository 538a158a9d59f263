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

function exactNumber(source: string): unknown {
  const value = Number(source);
  if (isExact(source, value)) return value;
  return /^-?\d+$/.test(source) ? BigInt(source) : source;
}

function reviveNumber(_key: string, value: unknown, context: { source?: string }): unknown {
  return typeof value === 'number' && context.source !== undefined ? exactNumber(context.source) : value;
}

/**
 * Parses JSON text without losing a digit.
 * @throws SyntaxError when `text` is not JSON.
 */
export function parseJson(text: string): unknown {
  return LONG_NUMBER.test(text) ? parseLongNumbers(text) : JSON.parse(text);
}

/** A number that a double may not hold, where JSON has a value. */
const LONG_VALUE =
  /([:[,]\s*)(?=-?\d[\d.]{15,}|-?\d[\d.]*[eE])(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=\s*[,\]}])/g;
/** Stands before the digits of a number that was put into quotes, as JSON writes it and as it is read. */
const [MARK_WRITTEN, MARK] = ['\\u0001', '\u0001'];

/**
 * A reviver is called for each value, and is many times slower than a walk. So the numbers in question are put into quotes first, with a mark. What looks like such a number within
 * a string ends that string early, and the text is no JSON any more: then the reviver serves.
 */
function parseLongNumbers(text: string): unknown {
  const quoted = text.replace(LONG_VALUE, `$1"${MARK_WRITTEN}$2"`);
  if (quoted === text || text.includes(MARK_WRITTEN)) return JSON.parse(text, reviveNumber);
  let value: unknown;
  try {
    value = JSON.parse(quoted);
  } catch {
    return JSON.parse(text, reviveNumber);
  }
  return unmarked(value);
}

/** The value with its marked strings made numbers again; objects and arrays are changed in place. */
function unmarked(value: unknown): unknown {
  if (typeof value === 'string')
    return value.startsWith(MARK) ? exactNumber(value.slice(MARK.length)) : value;
  if (typeof value !== 'object' || value === null) return value;
  const holder = value as Record<string, unknown>;
  for (const key of Object.keys(holder)) {
    const inner = holder[key];
    if (typeof inner === 'object' || typeof inner === 'string') {
      const outer = unmarked(inner);
      if (outer !== inner) holder[key] = outer;
    }
  }
  return value;
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
