import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  LANGUAGES,
  LanguageChoice,
  LOCALES,
  localeOf,
  type LanguagePage,
  type Locale,
} from '../../../renderer/ui/lib/language.ts';
import { m, speak } from '../../../renderer/ui/paraglide/messages.js';

const locales = Object.keys(LOCALES) as Locale[];

function pageOf(languages: readonly string[], stored: string | null = null) {
  const kept = { value: stored, reloads: 0 };
  const page: LanguagePage = {
    localStorage: {
      getItem: () => kept.value,
      setItem(_key: string, value: string) {
        kept.value = value;
      },
    },
    document: { documentElement: { lang: '' } },
    navigator: { languages },
    location: {
      reload() {
        kept.reloads += 1;
      },
    },
  };
  return { page, kept };
}

describe('the language', () => {
  it('is the first of the system’s that there are words in, whatever the country', () => {
    expect(localeOf(['fr-FR', 'es-MX', 'de'])).toBe('es');
    expect(localeOf(['DE-at'])).toBe('de');
    expect(localeOf(['fr', 'ja-JP'])).toBe('en');
    expect(localeOf([])).toBe('en');
    expect(localeOf(['constructor', 'toString'])).toBe('en');
    const others = fc.array(fc.constantFrom('fr', 'ja-JP', 'pt-BR', 'zh-Hant-TW', ''));
    fc.assert(
      fc.property(others, fc.constantFrom(...locales), others, (before, locale, after) => {
        expect(localeOf([...before, `${locale}-XX`, ...after])).toBe(locale);
      }),
    );
  });

  it('is the chosen one before the system’s, after a restart, and says so on the document', () => {
    for (const language of LANGUAGES) {
      const { page, kept } = pageOf(['de-CH']);
      const before = new LanguageChoice(page);
      expect([before.language, before.locale]).toEqual(['system', 'de']);
      before.choose(language);
      expect(kept.reloads).toBe(1);
      const after = new LanguageChoice(page);
      expect(after.language).toBe(language);
      expect(after.locale).toBe(language === 'system' ? 'de' : language);
      expect(page.document.documentElement.lang).toBe(after.locale);
    }
  });

  it('is the system’s where what was kept means nothing', () => {
    expect(new LanguageChoice(pageOf(['es'], 'tlh').page).locale).toBe('es');
  });
});

describe('messages', () => {
  afterEach(() => speak('en'));

  it('are said in the language that is spoken, also through references that were taken before', async () => {
    const { cancel, minutes } = m;
    expect(cancel()).toBe('Cancel');
    await speak('de');
    expect([cancel(), m.cancel()]).toEqual(['Abbrechen', 'Abbrechen']);
    expect(minutes({ count: 1, shown: '1' })).toBe('1 Minute');
    await speak('es');
    expect(minutes({ count: 1_000_000, shown: '1.000.000' })).toBe('1.000.000 minutos');
    await speak('en');
    expect(cancel()).toBe('Cancel');
  });
});
