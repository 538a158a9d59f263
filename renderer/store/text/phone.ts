/** What can stand between the digits of a phone number. */
const PHONE = /^\s*\+?[\d\s().\-/+]{6,}$/;
const EXTENSION = /\s*(?:x|ext\.?|#|;|,).*$/i;

/** Country codes of one and of two digits (ITU-T E.164, list of assigned codes); all others have three. */
const ONE_DIGIT = new Set(['1', '7']);
const TWO_DIGITS = new Set(
  (
    '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 ' +
    '60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'
  ).split(' '),
);

/** `digits` of an international number without its country code and the trunk zero that some people write behind it. */
export function withoutCountryCode(digits: string): string {
  const length = ONE_DIGIT.has(digits.slice(0, 1)) ? 1 : TWO_DIGITS.has(digits.slice(0, 2)) ? 2 : 3;
  return digits.slice(length).replace(/^0+/, '');
}

/**
 * The tokens by which a phone number is found, or null when `text` is none. They are its digits without leading zeros, and, where it has a
 * country code, the national number too; so that every way of writing it begins like one of them.
 * `+33 (0)6 12 44 90 17` → `33612449017` (the trunk zero is dropped) and `612449017`.
 */
export function phoneTokens(text: string): string[] | null {
  const number = text.replace(EXTENSION, '');
  if (!PHONE.test(number)) return null;
  const digits = number.replace('(0)', '').replace(/\D/g, '');
  if (digits.length < 6) return null;
  return phoneForms(digits, /^\s*\+/.test(number));
}

/**
 * The forms of a number or of its beginning.
 * @param digits as written, leading zeros included
 * @param international whether it was written with `+`
 */
export function phoneForms(digits: string, international: boolean): string[] {
  const bare = digits.replace(/^0+/, '');
  if (bare === '') return [];
  // Eleven digits are too many for a national number: a country code was written without its plus sign (1-926-555-9503).
  if (!international && !digits.startsWith('00') && bare.length < 11) return [bare];
  const national = withoutCountryCode(bare);
  return national.length >= 2 && national !== bare ? [bare, national] : [bare];
}
