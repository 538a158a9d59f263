/** How a file writes numbers and days. ISO days and plain numbers are understood either way. */
export interface Conventions {
  readonly decimal: '.' | ',';
  /** The order of day and month where the year is last. */
  readonly dayOrder: 'day-first' | 'month-first';
}

/** How the reader's own locale writes them; for files that do not tell. */
export function localConventions(locale: string): Conventions {
  const decimal = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal');
  const parts = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric' }).formatToParts(0);
  const first = parts.find(({ type }) => type === 'day' || type === 'month');
  return {
    decimal: decimal?.value === ',' ? ',' : '.',
    dayOrder: first?.type === 'month' ? 'month-first' : 'day-first',
  };
}

/**
 * What a file's own values tell: a number such as `1.234,50` has a decimal comma, a day such as `24/12/2026` has the day first. What they leave open, or contradict, is as `usual`.
 * @param numbers texts of columns of numbers
 * @param days texts of columns of days or times
 */
export function guessConventions(
  numbers: readonly string[],
  days: readonly string[],
  usual: Conventions,
): Conventions {
  const decimals = new Set(numbers.flatMap((text) => decimalOf(text) ?? []));
  const orders = new Set(days.flatMap((text) => orderOf(text) ?? []));
  const [decimal] = decimals;
  const [dayOrder] = orders;
  return {
    decimal: decimals.size === 1 && decimal !== undefined ? decimal : usual.decimal,
    dayOrder: orders.size === 1 && dayOrder !== undefined ? dayOrder : usual.dayOrder,
  };
}

/** The decimal sign of a number that can be read in one way only; null where it can be read in two, or holds none. */
function decimalOf(text: string): Conventions['decimal'] | null {
  const digits = text.replace(/[^\d.,]/g, '');
  const comma = digits.lastIndexOf(',');
  const point = digits.lastIndexOf('.');
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.';
  const sign = comma >= 0 ? ',' : point >= 0 ? '.' : null;
  if (sign === null) return null;
  const other = sign === ',' ? '.' : ',';
  // Several of a sign group thousands, and one that is not before three digits does not.
  if (digits.split(sign).length > 2) return other;
  return /^\d{3}$/.test(digits.split(sign)[1] ?? '') ? null : sign;
}

function orderOf(text: string): Conventions['dayOrder'] | null {
  const match = /^\s*(\d{1,2})[./\-\s](\d{1,2})[./\-\s]\d{2,4}/.exec(text);
  if (!match) return null;
  const [first, second] = [Number(match[1]), Number(match[2])];
  if (first > 12 && second <= 12) return 'day-first';
  return second > 12 && first <= 12 ? 'month-first' : null;
}
