/** The languages there are words in, each under its own name. */
export const LOCALES = { en: 'English', de: 'Deutsch', es: 'Español' } as const;
export type Locale = keyof typeof LOCALES;

export const LANGUAGES = ['system', 'en', 'de', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = 'satchel:language';

/** What the choice needs of the page. */
export interface LanguagePage {
  readonly localStorage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly document: { readonly documentElement: { lang: string } };
  readonly navigator: { readonly languages: readonly string[] };
  readonly location: { reload(): void };
}

/**
 * The chosen language. It is read once, at start: the words, numbers and dates of a whole page are of one language, and the page that opens
 * next speaks the one that was chosen meanwhile.
 */
export class LanguageChoice {
  #page: LanguagePage;
  /** What was chosen, which may be to do as the system does. */
  readonly language: Language;
  /** The language of this page's words. */
  readonly locale: Locale;

  constructor(page: LanguagePage) {
    this.#page = page;
    const stored = page.localStorage.getItem(KEY);
    this.language = LANGUAGES.find((language) => language === stored) ?? 'system';
    this.locale = this.language === 'system' ? localeOf(page.navigator.languages) : this.language;
    page.document.documentElement.lang = this.locale;
  }

  /** Keeps the choice, and opens the page anew in it. */
  choose(language: Language): void {
    this.#page.localStorage.setItem(KEY, language);
    this.#page.location.reload();
  }
}

/**
 * The first of the reader's languages that there are words in; English where there is none.
 * @param languages BCP 47 tags, the best first
 */
export function localeOf(languages: readonly string[]): Locale {
  for (const tag of languages) {
    const language = tag.split('-', 1)[0]?.toLowerCase();
    if (isLocale(language)) return language;
  }
  return 'en';
}

function isLocale(word: string | undefined): word is Locale {
  return word !== undefined && Object.hasOwn(LOCALES, word);
}
