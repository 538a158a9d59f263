import type { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * Phone numbers as people write them. The library's tables are large, so they come after the first screen; until then, and for numbers that
 * name no country, a number is shown as it was typed.
 */
export class Phones {
  #parse: typeof parsePhoneNumberFromString | null = $state.raw(null);

  async load(): Promise<void> {
    const library = await import('libphonenumber-js/min');
    this.#parse = library.parsePhoneNumberFromString;
  }

  /** `+33612449018` -> `+33 6 12 44 90 18`. */
  show(text: string): string {
    if (!text.trim().startsWith('+')) return text;
    const number = this.#parse?.(text);
    return number?.isPossible() ? number.formatInternational() : text;
  }

  /**
   * Whether a text may be a number to call. One that names its country is looked up where the tables are here; of others only the signs and the
   * length can be told. Nothing typed is no mistake.
   */
  isPlausible(text: string): boolean {
    const typed = text.trim();
    if (typed === '') return true;
    const [number = ''] = typed.split(/(?:ext\.?|x|#|;|,)/i);
    if (/[^\d\s()+./-]/.test(number)) return false;
    const digits = number.replace(/\D/g, '').length;
    if (digits < 3 || digits > 15) return false;
    return !typed.startsWith('+') || this.#parse === null || this.#parse(typed)?.isPossible() === true;
  }
}

/** The `tel:` address of a number in any writing, or null where there are no digits to call. */
export function telHref(text: string): string | null {
  const digits = text.replace(/(?!^\s*\+)[^\d]/g, '').replace(/\s/g, '');
  return /\d{3,}/.test(digits) ? `tel:${digits}` : null;
}
