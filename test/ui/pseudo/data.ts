/** The words that dates are written with, which are `Intl`'s own. */
const DATE_WORDS =
  /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Oct|Nov|Dec)\b/g;

/** Every text that came from outside the screens, such as names, notes and the account's own labels. */
export class Data {
  readonly #texts = new Set<string>();
  /** Texts of several words; a screen may show parts of them, such as what differs. */
  readonly #long = new Set<string>();

  /** Takes note of all texts within a value. */
  note(value: unknown): void {
    if (typeof value === 'string') {
      for (const part of [value, ...value.split('\n')]) {
        const text = part.replaceAll(/\s+/g, ' ').trim();
        this.#texts.add(text);
        if (text.split(' ').length > 3) this.#long.add(text);
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value)) {
        // A field of the account's own that has no label is called by its key.
        if (/\bcf_/.test(key)) this.note(labelOf(key));
        this.note(part);
      }
    }
  }

  /** Whether a text is one of them, several with nothing but signs between them, a part of a long one, or the initials of a name. */
  says(text: string): boolean {
    const dateless = text.replaceAll(DATE_WORDS, '').trim();
    if (!/\p{L}/u.test(dateless)) return true;
    if ([...this.#long].some((long) => long.includes(text))) return true;
    if (this.#texts.has(text) || /^\p{L}[\p{L}\d]?$/u.test(text)) return true;
    const parts = text.split(/ [·–→] |, |: | \/ |[()“”«»]/u).map((part) => part.trim());
    return parts.length > 1 && parts.every((part) => !/\p{L}/u.test(part) || this.#texts.has(part));
  }
}

function labelOf(key: string): string {
  const words = key.replace(/^.*\bcf_/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
