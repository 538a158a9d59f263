import { parseAmount } from '../money.ts';
import { parseInstant } from '../time.ts';

/** Null, absent, blank, and an empty list or map say the same: there is nothing. */
function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** An instant that is more than a day, so that a date and midnight are told apart. */
function instantOf(value: unknown): number | null {
  return typeof value === 'string' && value.length > 10 ? parseInstant(value) : null;
}

/** A decimal as the API writes amounts and ids: a leading zero or plus belongs to a zip code or a phone number, which is text. */
function decimalOf(value: unknown): string | null {
  if (typeof value === 'string' && !/^-?(0|[1-9]\d*)(\.\d+)?$/.test(value)) return null;
  return parseAmount(value);
}

/** A text's plain form, for what is no number and no instant. */
function plain(value: unknown): unknown {
  return typeof value === 'boolean' ? String(value) : value;
}

/**
 * Whether two values mean the same to the CRM: amounts as decimals whatever their form ("7700.0", 7700), ids and numbers as digits or numbers, instants as instants, null and
 * absent and "" and empty lists alike, lists in the same order, maps key by key.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b);
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, at) => sameValue(item, b[at]));
  }
  if (typeof a === 'object' && typeof b === 'object') {
    const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].every((key) =>
      sameValue(
        Object.hasOwn(left, key) ? left[key] : undefined,
        Object.hasOwn(right, key) ? right[key] : undefined,
      ),
    );
  }
  const [amountA, amountB] = [decimalOf(a), decimalOf(b)];
  if (amountA !== null || amountB !== null) return amountA === amountB;
  const [instantA, instantB] = [instantOf(a), instantOf(b)];
  if (instantA !== null || instantB !== null) return instantA === instantB;
  return plain(a) === plain(b);
}
